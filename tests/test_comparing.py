"""The same question asked of the other policies: which are asked, what each says, where two disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from bs4 import BeautifulSoup

from assistant.comparing import LIMIT, compare, others, touches_others
from assistant.values import Answer, Citation, Outcome, Policy, Status, Verdict
from assistant.web.staff_actions import comparison_card, summary
from tests.web_fakes import SCHOOL

DAY = "2026-11-21"


def _policy(slug: str, version: str = "2026-01", organisation: str = "gull-rock") -> Policy:
    return Policy(organisation, slug, f"{slug}-{version}.md", slug.title(), version, approved=version)


def _cited(policy: Policy) -> Citation:
    quote = f"{policy.title} has a rule on this."
    return Citation(
        1, policy.document, policy.id, policy.title, policy.version, Status.IN_FORCE, "1.s1", "1. Rules", None, "",
        quote, 0, len(quote),
    )  # fmt: skip


def _answer(verdict: Verdict, *cited: Policy, related: tuple[Policy, ...] = ()) -> Answer:
    outcome = Outcome.ANSWERED if cited else Outcome.NOT_COVERED
    return Answer(
        "", "May I?", "gull-rock", "staff", DAY, outcome, verdict, "As it says.", tuple(map(_cited, cited)),
        tuple(map(_cited, related)),
    )  # fmt: skip


@dataclass
class Asked:
    """Answers for each document as told, and notes how it was asked."""

    verdicts: dict[str, Verdict]
    calls: list[tuple[str, str, str, str, tuple[str, ...]]] = field(default_factory=list)

    def __call__(
        self, text: str, *, organisation: str, role: str = "staff", as_of: str = "", document: str = "",
        history: Sequence[str] = (),
    ) -> Answer:  # fmt: skip
        self.calls.append((organisation, document, role, as_of, tuple(history)))
        verdict = self.verdicts.get(document, Verdict.NOT_COVERED)
        slug, _, version = document.removesuffix(".md").partition("-")
        return _answer(verdict, *([_policy(slug, version, organisation)] if verdict != Verdict.NOT_COVERED else []))


PHONES, BUS, MEALS = _policy("phones"), _policy("bus"), _policy("meals")


def test_each_other_policy_in_force_is_asked_by_itself_as_the_same_asker_on_the_same_day() -> None:
    ask = Asked({})
    old, later = _policy("bus", "2020-01"), _policy("bus", "2027-01")
    compare(ask, _answer(Verdict.NO, PHONES), [PHONES, old, BUS, later, MEALS], history=["Before?"])
    assert ask.calls == [
        ("gull-rock", BUS.document, "staff", DAY, ("Before?",)),
        ("gull-rock", MEALS.document, "staff", DAY, ("Before?",)),
    ]


def test_the_version_in_force_on_the_day_asked_about_is_compared() -> None:
    old = _policy("bus", "2020-01")
    answer = replace(_answer(Verdict.NO, PHONES), as_of="2021-05-01")
    assert others(answer, [PHONES, old, BUS]) == (old,)


def test_policies_that_the_answer_touched_are_asked_first() -> None:
    answer = _answer(Verdict.NO, PHONES, related=(MEALS,))
    assert others(answer, [BUS, MEALS, PHONES]) == (MEALS, BUS)


def test_a_yes_beside_a_no_is_flagged_and_said() -> None:
    ask = Asked({BUS.document: Verdict.YES, MEALS.document: Verdict.NO})
    found = compare(ask, _answer(Verdict.NO, PHONES), [PHONES, BUS, MEALS])
    assert [(each.policy.slug, each.opposed) for each in found.own] == [("bus", True), ("meals", False)]
    assert found.disagree
    assert "disagree" in summary(found)


@pytest.mark.parametrize("verdict", [Verdict.NO, Verdict.CONDITIONAL, Verdict.INFO, Verdict.NOT_COVERED])
def test_only_yes_against_no_counts_as_disagreeing(verdict: Verdict) -> None:
    found = compare(Asked({BUS.document: verdict}), _answer(Verdict.NO, PHONES), [PHONES, BUS])
    assert not found.disagree
    assert "disagree" not in summary(found)


def test_a_policy_without_a_clause_on_it_does_not_say() -> None:
    found = compare(Asked({}), _answer(Verdict.NO, PHONES), [PHONES, BUS])
    assert [each.silent for each in found.own] == [True]
    assert summary(found) == "1 other policy was asked the same question; none of them says something on it."


def test_the_trust_is_asked_under_its_own_name_and_stands_under_its_own_heading() -> None:
    above = _policy("trips", organisation="gull-trust")
    ask = Asked({above.document: Verdict.YES})
    found = compare(ask, _answer(Verdict.NO, PHONES), [PHONES, BUS], [above])
    assert ask.calls[-1][0] == "gull-trust"
    assert [each.policy for each in found.trust] == [above]
    html = comparison_card(found, SCHOOL, replace(SCHOOL, slug="gull-trust", name="Gull Trust"))
    text = BeautifulSoup(html, "html.parser").get_text(" ")
    assert text.index("Bus") < text.index("Gull Trust, the trust above Gull Rock School") < text.index("Trips")
    assert "Disagrees with the answer above" in text


def test_a_comparison_is_bounded_and_says_how_many_were_not_asked() -> None:
    many = [_policy(f"p{number}") for number in range(LIMIT + 3)]
    ask = Asked({})
    found = compare(ask, _answer(Verdict.NO, PHONES), [PHONES, *many])
    assert len(ask.calls) == LIMIT
    assert found.left_out == 3
    assert "3 more policies were not asked." in comparison_card(found, SCHOOL, None)


def test_a_comparison_without_another_policy_says_so() -> None:
    assert "no other policy" in summary(compare(Asked({}), _answer(Verdict.NO, PHONES), [PHONES]))


def test_comparing_is_offered_only_where_a_decided_question_touched_another_policy() -> None:
    newer = _policy("phones", "2026-05")
    assert touches_others(_answer(Verdict.NO, PHONES, related=(BUS,)))
    assert not touches_others(_answer(Verdict.NO, PHONES, related=(newer,)))
    assert not touches_others(_answer(Verdict.NOT_COVERED, related=(PHONES, BUS)))


def test_hostile_text_in_a_policy_adds_no_element() -> None:
    hostile = replace(BUS, title="<img src=x><script>1</script>")
    found = compare(Asked({BUS.document: Verdict.YES}), _answer(Verdict.NO, PHONES), [PHONES, hostile])
    soup = BeautifulSoup(comparison_card(found, replace(SCHOOL, name="<form>"), None), "html.parser")
    assert not soup.find_all(["script", "img", "form"])
