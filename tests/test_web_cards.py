"""Answer cards: words for verdicts, everything escaped, only links to policy pages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from assistant.errors import BadInput
from assistant.values import Notice, Outcome, Verdict
from assistant.web import cards
from tests.web_fakes import LEND, SCHOOL, answer_to, citation

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=http://evil.example/x onerror=alert(1)>',
    "<form><input name=p></form>\n\n<style>*{}</style>",
    "</blockquote></div>\n\n[x](javascript:alert(1)) ![y](http://evil.example)",
    "{{ 7*7 }} ${7*7}\u2028<svg onload=alert(1)>",
)


def test_an_answer_shows_verdict_sentence_stem_quote_label_version_and_status() -> None:
    text = BeautifulSoup(cards.answer_card(answer_to("lend"), SCHOOL), "html.parser").get_text(" ")
    for words in ("No", "Staff must not lend", "Staff must not:", LEND.text, LEND.label, "February 2026", "in force"):
        assert words in text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_anywhere_in_an_answer_adds_no_element(hostile: str) -> None:
    cited = replace(citation(LEND), quote=hostile, stem=hostile, title=hostile, label=hostile, clause=hostile)
    answer = replace(
        answer_to("lend"),
        question=hostile,
        answer=hostile,
        citations=(cited,),
        related=(cited,),
        notices=(Notice("safeguarding", hostile), Notice("x", hostile)),
    )
    card = cards.answer_card(answer, replace(SCHOOL, name=hostile), hostile)
    soup = BeautifulSoup(card, "html.parser")
    assert not soup.find_all(["script", "img", "form", "input", "style", "svg"])
    assert all(str(link["href"]).startswith("/policies/gull-rock/phones?") for link in soup.find_all("a"))
    assert len(card.splitlines()) == 1


def test_a_citation_without_a_policy_id_gets_no_card_rather_than_a_wrong_link() -> None:
    answer = replace(answer_to("lend"), citations=(replace(citation(LEND), policy="http://evil.example"),))
    with pytest.raises(ValueError, match="organisation/policy@version"):
        cards.answer_card(answer, SCHOOL)


def test_the_safeguarding_card_comes_first_and_is_not_said_twice() -> None:
    card = cards.answer_card(answer_to("he hit her"), SCHOOL)
    assert card.count("ring 999") == 1
    assert card.index("ring 999") < card.index("he hit her")
    assert "pa-verdict" not in card


def test_safeguarding_card_and_policy_answer_stand_together() -> None:
    alarm = answer_to("hit").notices[0]
    answer = answer_to("lend")
    answer = replace(answer, outcome=Outcome.SAFEGUARDING, answer=f"{alarm.text} {answer.answer}", notices=(alarm,))
    card = cards.answer_card(answer, SCHOOL)
    assert card.index("ring 999") < card.index("Staff must not lend")
    assert card.count("ring 999") == 1


def test_a_refusal_names_whom_to_ask_and_shows_the_nearest_clauses() -> None:
    card = cards.answer_card(answer_to("purple"), SCHOOL)
    assert "Not covered" in card
    assert "01234 2" in card
    assert "Nearest clauses" in card


def test_every_verdict_has_words() -> None:
    assert set(cards.VERDICTS) == set(Verdict)


def test_an_error_shows_problem_and_remedy_escaped() -> None:
    card = cards.problem_card(BadInput("<b>Wrong</b>.", "Mend it."))
    assert "&lt;b&gt;" in card
    assert "Mend it." in card
