"""The same question asked of the other policies: who answers too, who speaks near it, where two contradict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import pytest
from bs4 import BeautifulSoup

from assistant.comparing import LIMIT, Comparison, Key, Says, Weighed, compare, others, touches_others
from assistant.values import Answer, Citation, Outcome, Policy, Status, Verdict
from assistant.web.comparison import comparison_card, summary
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
class Told:
    """Answers for each document as told, says how near each is, and notes how it was asked."""

    verdicts: dict[str, Verdict]
    says: dict[str, Says] = field(default_factory=dict)
    stricter: Verdict | None = Verdict.NO
    calls: list[tuple[str, str, str, str, tuple[str, ...]]] = field(default_factory=list)
    weighed: list[Key] = field(default_factory=list)

    def ask(
        self, text: str, *, organisation: str, role: str = "staff", as_of: str = "", document: str = "",
        history: Sequence[str] = (),
    ) -> Answer:  # fmt: skip
        self.calls.append((organisation, document, role, as_of, tuple(history)))
        verdict = self.verdicts.get(document, Verdict.NOT_COVERED)
        slug, _, version = document.removesuffix(".md").partition("-")
        policy = _policy(slug, version, organisation)
        return _answer(verdict, related=(policy,)) if verdict == Verdict.NOT_COVERED else _answer(verdict, policy)

    def weigh(
        self, text: str, *, documents: Iterable[Key], role: str = "staff", as_of: str = "", history: Sequence[str] = ()
    ) -> Weighed:
        self.weighed = list(documents)
        answering = dict.fromkeys(self.verdicts, Says.ANSWERS) | self.says
        return Weighed({key: answering.get(key[1], Says.NOTHING) for key in self.weighed}, self.stricter)


def _text(found: Comparison) -> str:
    trust = replace(SCHOOL, slug="gull-trust", name="Gull Trust")
    return " ".join(BeautifulSoup(comparison_card(found, SCHOOL, trust), "html.parser").get_text().split())


PHONES, BUS, MEALS = _policy("phones"), _policy("bus"), _policy("meals")


def test_all_policies_in_force_are_weighed_together_and_those_that_speak_asked_as_the_same_asker() -> None:
    old, later = _policy("bus", "2020-01"), _policy("bus", "2027-01")
    told = Told({BUS.document: Verdict.NO})
    compare(told, _answer(Verdict.NO, PHONES), [PHONES, old, BUS, later, MEALS], history=["Before?"])
    assert told.weighed == [("gull-rock", each.document) for each in (PHONES, BUS, MEALS)]
    assert told.calls == [("gull-rock", BUS.document, "staff", DAY, ("Before?",))]


def test_the_version_in_force_on_the_day_asked_about_is_compared() -> None:
    old = _policy("bus", "2020-01")
    answer = replace(_answer(Verdict.NO, PHONES), as_of="2021-05-01")
    assert others(answer, [PHONES, old, BUS]) == (old,)


def test_policies_that_the_answer_touched_are_asked_first() -> None:
    answer = _answer(Verdict.NO, PHONES, related=(MEALS,))
    assert others(answer, [BUS, MEALS, PHONES]) == (MEALS, BUS)


def test_a_yes_beside_a_no_is_said_first_with_the_stricter_to_follow() -> None:
    told = Told({BUS.document: Verdict.YES, MEALS.document: Verdict.NO})
    found = compare(told, _answer(Verdict.NO, PHONES), [PHONES, BUS, MEALS])
    assert [(each.policy.slug, each.opposed) for each in found.own] == [("bus", True), ("meals", False)]
    assert summary(found, SCHOOL).startswith(
        "Two policies contradict each other. “Phones” (version January 2026) says “No”; “Bus” (version January 2026) "
        "says “Yes”. Until the office has said which counts, follow “Phones” (version January 2026), the stricter"
    )
    text = _text(found)
    assert text.index("contradict each other") < text.index("Phones has a rule") < text.index("Bus has a rule")


def test_what_is_allowed_on_conditions_contradicts_a_no() -> None:
    found = compare(Told({BUS.document: Verdict.NO}), _answer(Verdict.CONDITIONAL, PHONES), [PHONES, BUS])
    assert found.conflict is not None
    assert found.conflict.stricter == found.conflict.refuses
    assert found.conflict.refuses.citation.policy == BUS.id


@pytest.mark.parametrize("stricter", [None, Verdict.YES, Verdict.NO])
def test_a_permission_is_never_named_to_follow_unless_the_question_was_what_is_forbidden(
    stricter: Verdict | None,
) -> None:
    told = Told({BUS.document: Verdict.YES}, stricter=stricter)
    found = compare(told, _answer(Verdict.NO, PHONES), [PHONES, BUS])
    assert found.conflict is not None
    followed = found.conflict.stricter.verdict if found.conflict.stricter else None
    assert followed == stricter
    assert ("Ask the office which of the two counts" in summary(found, SCHOOL)) == (stricter is None)


@pytest.mark.parametrize("verdict", [Verdict.NO, Verdict.INFO, Verdict.NOT_COVERED])
def test_only_what_allows_contradicts_a_no(verdict: Verdict) -> None:
    found = compare(Told({BUS.document: verdict}), _answer(Verdict.NO, PHONES), [PHONES, BUS])
    assert found.conflict is None
    assert "contradict" not in summary(found, SCHOOL)


def test_a_policy_whose_clause_is_near_is_shown_without_a_verdict_and_contradicts_nothing() -> None:
    told = Told({BUS.document: Verdict.YES}, {BUS.document: Says.NEAR})
    found = compare(told, _answer(Verdict.NO, PHONES), [PHONES, BUS])
    assert found.conflict is None
    assert [each.says for each in found.own] == [Says.NEAR]
    soup = BeautifulSoup(comparison_card(found, SCHOOL, None), "html.parser")
    assert not soup.select(".pa-chip")
    assert "Speaks near it" in soup.get_text()
    assert "Bus has a rule on this." in soup.get_text()


def test_a_policy_that_the_search_finds_and_the_pipeline_declines_is_no_answer() -> None:
    told = Told({}, {BUS.document: Says.ANSWERS})
    assert [each.says for each in compare(told, _answer(Verdict.NO, PHONES), [PHONES, BUS]).own] == [Says.NEAR]


class _Mute(Told):
    """Says that every document answers, and then shows no clause of any."""

    def ask(
        self, text: str, *, organisation: str, role: str = "staff", as_of: str = "", document: str = "",
        history: Sequence[str] = (),
    ) -> Answer:  # fmt: skip
        return _answer(Verdict.NOT_COVERED)


def test_a_policy_that_shows_not_even_a_near_clause_says_nothing() -> None:
    told = _Mute({}, {BUS.document: Says.ANSWERS})
    [bus] = compare(told, _answer(Verdict.NO, PHONES), [PHONES, BUS]).own
    assert (bus.says, bus.statement) == (Says.NOTHING, None)


def test_policies_that_say_nothing_are_named_in_one_line() -> None:
    found = compare(Told({}), _answer(Verdict.NO, PHONES), [PHONES, BUS, MEALS])
    assert summary(found, SCHOOL) == "None of the other policies speaks to this question."
    soup = BeautifulSoup(comparison_card(found, SCHOOL, None), "html.parser")
    assert [" ".join(line.get_text().split()) for line in soup.select(".pa-silent")] == [
        "Do not say: Bus version January 2026; Meals version January 2026."
    ]
    assert not soup.select(".pa-row")


def test_the_summary_counts_who_answers_who_is_near_and_who_does_not_say() -> None:
    told = Told({BUS.document: Verdict.NO}, {MEALS.document: Says.NEAR})
    found = compare(told, _answer(Verdict.NO, PHONES), [PHONES, BUS, MEALS, _policy("trips")])
    assert summary(found, SCHOOL) == (
        "Of 3 other policies, 1 answers the question too, 1 speaks near it and 1 does not say."
    )


def test_the_trust_is_asked_under_its_own_name_and_its_policies_are_called_its_own() -> None:
    above = _policy("trips", organisation="gull-trust")
    told = Told({above.document: Verdict.YES})
    found = compare(told, _answer(Verdict.NO, PHONES), [PHONES, BUS], [above])
    assert told.calls[-1][0] == "gull-trust"
    assert [each.policy for each in found.trust] == [above]
    assert "Trips of Gull Trust, version January 2026" in _text(found)
    assert "Contradicts the answer above" in _text(found)


def test_a_comparison_is_bounded_and_says_how_many_were_not_asked() -> None:
    many = [_policy(f"p{number}") for number in range(LIMIT + 3)]
    told = Told({})
    found = compare(told, _answer(Verdict.NO, PHONES), [PHONES, *many])
    assert len(told.weighed) == LIMIT + 1
    assert found.left_out == 3
    assert "3 more policies were not asked." in comparison_card(found, SCHOOL, None)


def test_a_comparison_without_another_policy_says_so() -> None:
    assert "no other policy" in summary(compare(Told({}), _answer(Verdict.NO, PHONES), [PHONES]), SCHOOL)


def test_comparing_is_offered_only_where_a_decided_question_touched_another_policy() -> None:
    newer = _policy("phones", "2026-05")
    assert touches_others(_answer(Verdict.NO, PHONES, related=(BUS,)))
    assert not touches_others(_answer(Verdict.NO, PHONES, related=(newer,)))
    assert not touches_others(_answer(Verdict.NOT_COVERED, related=(PHONES, BUS)))


def test_hostile_text_in_a_policy_adds_no_element() -> None:
    hostile = replace(BUS, title="<img src=x><script>1</script>")
    found = compare(Told({BUS.document: Verdict.YES}), _answer(Verdict.NO, PHONES), [PHONES, hostile])
    soup = BeautifulSoup(comparison_card(found, replace(SCHOOL, name="<form>"), None), "html.parser")
    assert not soup.find_all(["script", "img", "form"])


def test_the_policy_most_to_the_point_comes_first_and_speaks_for_its_side() -> None:
    told = Told({MEALS.document: Verdict.NO, BUS.document: Verdict.NO})
    found = compare(_Reversed(told), _answer(Verdict.YES, PHONES), [PHONES, BUS, MEALS])
    assert [each.policy.slug for each in found.own] == ["meals", "bus"]
    assert found.conflict is not None
    assert found.conflict.refuses.citation.policy == MEALS.id


@dataclass
class _Reversed:
    """The last document named is the most to the point."""

    told: Told

    def ask(
        self, text: str, *, organisation: str, role: str = "staff", as_of: str = "", document: str = "",
        history: Sequence[str] = (),
    ) -> Answer:  # fmt: skip
        return self.told.ask(
            text, organisation=organisation, role=role, as_of=as_of, document=document, history=history
        )

    def weigh(
        self, text: str, *, documents: Iterable[Key], role: str = "staff", as_of: str = "", history: Sequence[str] = ()
    ) -> Weighed:
        found = self.told.weigh(text, documents=documents, role=role, as_of=as_of, history=history)
        return Weighed(dict(reversed(list(found.says.items()))), found.stricter)
