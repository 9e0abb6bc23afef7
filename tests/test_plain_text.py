"""An answer as plain text: what is pasted carries its citation, what is spoken is the whole answer at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.values import Outcome
from assistant.web.plain_text import plain_text, spoken
from tests.web_fakes import LEND, SCHOOL, answer_to, citation

SITE = "https://assistant.school.example"


def test_the_copied_text_holds_verdict_exact_quote_stem_label_version_status_link_and_day() -> None:
    text = plain_text(answer_to("may I lend it"), SCHOOL, SITE)
    assert "Question: may I lend it" in text
    assert "No. Staff must not lend a phone to a pupil. [1]" in text
    assert f"[1] “Staff must not:\n{LEND.text}”\n1. Staff rules, bullet 1 (page 3)" in text
    assert "Phones & cameras, version February 2026 (in force)" in text
    assert f"{SITE}/policies/gull-rock/phones?version=2026-02&clause=1.b1&role=staff#c-1.b1" in text
    assert "Please note: The review was due by March 2026." in text
    assert "Policies as they stood on 21 November 2026, asked as staff." in text


def test_the_copied_text_begins_with_the_safeguarding_card_and_says_it_once() -> None:
    text = plain_text(answer_to("he hit her"), SCHOOL)
    assert text.index("Question:") < text.index("ring 999") < text.index("Gull Rock School.")
    assert text.count("ring 999") == 1


def test_a_refusal_is_copied_with_whom_to_ask() -> None:
    assert "Not covered. The policies do not say.\n\nWhom to ask: the office, 01234 2" in plain_text(
        answer_to("purple"), SCHOOL
    )


def test_a_quote_is_copied_to_the_character_line_breaks_and_all() -> None:
    quote = "  lend   a phone\n\tto “a pupil”; <b>never</b>"
    answer = replace(answer_to("lend"), citations=(replace(citation(LEND), quote=quote),))
    assert f"\n{quote}”" in plain_text(answer, SCHOOL)


def test_x3_the_announcement_is_the_verdict_the_sentence_the_deciding_quote_and_its_place() -> None:
    said = spoken(answer_to("lend"), SCHOOL)
    assert said.startswith("No. Staff must not lend a phone to a pupil. The policy says: “Staff must not: lend a phone")
    assert "1. Staff rules, bullet 1 (page 3); Phones & cameras, version February 2026." in said
    assert said.endswith("The review was due by March 2026.")
    assert "[" not in said
    assert "charge phones" not in said  # the second citation is for reading


def test_a_row_of_a_table_is_spoken_as_its_titles_with_their_values() -> None:
    row = replace(citation(LEND), clause="1.r1", stem="Device | May be lent", quote="Phone\tNever")
    said = spoken(replace(answer_to("lend"), citations=(row,)), SCHOOL)
    assert "The policy says: “Device: Phone. May be lent: Never.”" in said


def test_a_mark_within_a_sentence_is_spoken_as_a_quote() -> None:
    answer = replace(answer_to("lend"), answer="No. Read it with [2]. [1]")
    assert spoken(answer, SCHOOL).startswith("No. Read it with quote 2. The policy says:")


def test_the_safeguarding_card_is_spoken_first() -> None:
    assert spoken(answer_to("hit"), SCHOOL).startswith("Act on this first. Tell Ms Tern today.")


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_something_to_say_and_to_copy(outcome: Outcome) -> None:
    answer = replace(answer_to("purple"), outcome=outcome)
    assert spoken(answer, SCHOOL).strip()
    assert "The policies do not say." in plain_text(answer, SCHOOL)
