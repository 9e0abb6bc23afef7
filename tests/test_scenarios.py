"""Scenarios are drawn over the versions in force, and checked against them at every moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cases import Kind
from assistant.errors import UnknownName
from assistant.scenarios.check import Fault, check
from assistant.scenarios.draw import Wish, draw, lures
from assistant.scenarios.ruling import ruling, words
from assistant.scenarios.sources import Candidate, Pool, candidates
from assistant.scenarios.tempting import tempting
from assistant.scenarios.values import CHOICES, Scenario
from assistant.values import Clause, Document, Modality, Outcome, Role, Verdict
from tests.scenario_fakes import (
    CASES,
    KNOWN,
    PHONE_RULES,
    PHONES,
    POOL,
    ROTA,
    ROTA_RULES,
    SCHOOL,
    TODAY,
    TRIP_RULES,
    TRIPS,
    Colleague,
    School,
    case,
    document,
)  # fmt: skip


def drawn(school: School, pool: Pool = POOL, **wish: Any) -> tuple[Scenario, ...]:
    wanted = Wish(**{"number": 30, "audience": Role.STAFF, **wish})
    documents = ruling(school, SCHOOL.slug, wanted.audience, TODAY)
    there = candidates(pool, school, documents, SCHOOL.slug, wanted.audience, lambda text: Verdict.INFO)
    return draw(there, documents, wanted, near(school))


def near(school: School) -> Any:
    colleague = Colleague(library=school)
    return lambda text, of: colleague.nearest(text, organisation=SCHOOL.slug, documents=of)


def about(question: str, school: School | None = None) -> Scenario:
    return next(each for each in drawn(school or School()) if each.question == question)


LEND, GATE, SHOP = (CASES[number].question for number in (0, 7, 8))


@given(seed=st.integers(), number=st.integers(0, 30), topics=st.sets(st.sampled_from(["phones", "trips", "rota"])))
def test_whatever_is_drawn_stands_and_is_there_once(seed: int, number: int, topics: set[str]) -> None:
    school = School()
    found = drawn(school, number=number, seed=seed, topics=frozenset(topics))
    assert all(check(each, school, TODAY).sound for each in found)
    assert len({each.id for each in found}) == len(found) <= number
    assert all(
        not topics or (each.topic or each.against.partition("/")[2].partition("@")[0]) in topics for each in found
    )
    assert all(each.verdict in CHOICES for each in found)
    assert all((each.deciding is None) == (each.verdict is Verdict.NOT_COVERED) for each in found)


@given(rule=st.integers(0, 3), fresh=st.text(min_size=1, max_size=80))
def test_a_scenario_is_flagged_if_and_only_if_its_clause_reads_otherwise(rule: int, fresh: str) -> None:
    school = School()
    of_rule = [each for each in drawn(school) if each.deciding and each.deciding.quote == PHONE_RULES[rule][0]]
    rules = [*PHONE_RULES[:rule], (fresh, Modality.STATES), *PHONE_RULES[rule + 1 :]]
    school.publish(document(PHONES, rules))
    unchanged = words(fresh) == words(PHONE_RULES[rule][0])
    assert of_rule
    assert all(check(each, school, TODAY).sound is unchanged for each in of_rule)


def test_a_word_changed_is_told_with_the_clause_as_it_reads_now() -> None:
    school = School()
    lend = about(LEND)
    school.publish(document(PHONES, [("may lend a personal phone to a pupil.", Modality.PERMITS), *PHONE_RULES[1:]]))
    standing = check(lend, school, TODAY)
    assert (standing.sound, standing.fault) == (False, Fault.CHANGED)
    assert standing.nearest and standing.nearest.quote == "may lend a personal phone to a pupil."


def test_the_same_words_under_another_stem_are_another_rule() -> None:
    school = School()
    lend = about(LEND)
    school.publish(document(PHONES, PHONE_RULES, stem="Nobody says that staff:"))
    assert check(lend, school, TODAY).fault is Fault.CHANGED


def test_spacing_makes_no_difference_and_a_clause_that_moved_is_followed() -> None:
    school = School()
    lend = about(LEND)
    wrapped = ("must not lend\n  a personal phone to a pupil.", Modality.PROHIBITS)
    new = replace(PHONES, document="phones-2026-10.md", version="2026-10", approved="2026-10")
    school.publish(document(new, [*PHONE_RULES[1:], wrapped]))
    standing = check(lend, school, TODAY)
    assert standing.sound
    assert standing.scenario.deciding is not None
    assert (standing.scenario.deciding.version, standing.scenario.deciding.clause) == (new.id, "1.b4")


def test_a_clause_that_is_gone_is_told_apart_from_one_that_changed() -> None:
    school = School()
    lend = about(LEND)
    school.publish(document(PHONES, [("The weather is fine today.", Modality.STATES)]))
    standing = check(lend, school, TODAY)
    assert (standing.fault, standing.nearest) == (Fault.GONE, None)


def test_words_that_now_stand_twice_elsewhere_are_not_taken_for_the_clause() -> None:
    school = School()
    lend = about(LEND)
    school.publish(document(PHONES, [("Something else entirely.", Modality.STATES), PHONE_RULES[0], PHONE_RULES[0]]))
    assert not check(lend, school, TODAY).sound


def test_a_withdrawn_policy_and_one_that_the_audience_may_no_longer_see_are_flagged() -> None:
    school = School()
    lend = replace(about(LEND), role=Role.PARENT)
    school.publish(document(replace(PHONES, audiences=("staff",)), PHONE_RULES))
    assert check(lend, school, TODAY).fault is Fault.HIDDEN
    school.withdraw("phones")
    assert check(lend, school, TODAY).fault is Fault.WITHDRAWN


def test_a_policy_not_yet_in_force_decides_nothing() -> None:
    assert check(about(LEND), School(), date(2020, 1, 1)).fault is Fault.WITHDRAWN


def test_an_organisation_that_is_gone_flags_its_scenarios() -> None:
    class Empty(School):
        def policies(self, organisation: str | None = None, public: bool = False) -> Any:
            raise UnknownName("There is no such organisation.", "See the list.")

    assert check(about(LEND), Empty(), TODAY).fault is Fault.WITHDRAWN


@pytest.mark.parametrize("question", [GATE, SHOP])
def test_what_no_policy_covered_is_looked_at_again_when_the_policy_is_republished(question: str) -> None:
    school = School()
    silent = about(question)
    assert silent.verdict is Verdict.NOT_COVERED
    home = next(each for each in school.documents if silent.against.startswith(f"{each.policy.id}#"))
    school.publish(replace(home, policy=replace(home.policy, digest="ff")))
    assert check(silent, school, TODAY).fault is Fault.CHANGED
    school.withdraw(home.policy.slug)
    assert check(silent, school, TODAY).fault is Fault.WITHDRAWN


def test_a_tempting_clause_that_no_longer_stands_is_left_out_and_the_scenario_shown() -> None:
    school = School()
    lend = about(LEND)
    assert lend.tempting
    kept = [rule for rule in PHONE_RULES if rule[0] != lend.tempting.quote]
    school.publish(document(PHONES, kept), document(TRIPS, [("Nothing here tempts anybody.", Modality.STATES)]))
    standing = check(lend, school, TODAY)
    assert standing.sound and standing.scenario.tempting is None


def test_a_draw_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    school = School()
    first, again = drawn(school, number=5, seed=1), drawn(school, number=5, seed=1)
    others = [drawn(school, number=5, seed=seed) for seed in range(2, 6)]
    assert first == again
    assert any(other != first for other in others)


def test_a_draw_is_balanced_over_verdicts_and_topics() -> None:
    for seed in range(10):
        found = drawn(School(), number=4, seed=seed)
        assert {each.verdict for each in found} == set(CHOICES)
    assert {each.topic for each in drawn(School(), number=6)} >= {"phones", "trips"}


def test_what_is_in_the_set_already_is_not_drawn_again() -> None:
    school = School()
    held = frozenset(each.id for each in drawn(school, number=6))
    more = drawn(school, number=30, without=held)
    assert more and not held & {each.id for each in more}
    assert not drawn(school, number=30, without=held | {each.id for each in more})


@pytest.mark.parametrize(
    "unfit",
    [
        replace(CASES[0], verdict=Verdict.INFO),
        replace(CASES[0], verdict=None, outcome=Outcome.SAFEGUARDING, kind=Kind.DISCLOSURE),
        replace(CASES[0], kind=Kind.INJECTION),
        replace(CASES[0], history=("And before that?",)),
        replace(CASES[0], asker=Role.PARENT),
        replace(CASES[0], organisation="other-school"),
        case("x", "Names a clause that isn't there?", Verdict.YES, "9.b9"),
        case("x", "Names a document that isn't there?", Verdict.YES, "1.b1", "nothing.md"),
        case("x", "What does a tie cost?", Verdict.NOT_COVERED),
        case("x", "I lost my tie - where do I get one?", Verdict.NOT_COVERED),
        replace(case("x", "Asks one policy alone?", Verdict.NOT_COVERED), document="phones.md"),
    ],
)
def test_a_case_that_fits_no_room_is_not_drawn(unfit: Any) -> None:
    assert drawn(School(), Pool((unfit,))) == ()


def test_a_case_about_an_older_version_is_drawn_where_the_words_still_stand() -> None:
    older = case("old", "Was lending a phone ever fine?", Verdict.NO, "1.b1", "phones-old.md")
    school = School()
    [found] = drawn(school, Pool((older,)))
    assert found.deciding is not None
    assert (found.deciding.version, found.source) == (PHONES.id, "tiny/old")
    school.publish(document(PHONES, PHONE_RULES[1:]))
    assert drawn(school, Pool((older,))) == ()


def test_parents_are_asked_parents_questions_of_policies_that_they_may_see() -> None:
    assert [each.question for each in drawn(School(), audience=Role.PARENT)] == ["Will a teacher drive my child home?"]
    school = School()
    school.publish(document(replace(TRIPS, audiences=("staff",)), TRIP_RULES))
    assert drawn(school, audience=Role.PARENT) == ()


def test_the_organisations_own_bank_is_drawn_from_and_wins_over_a_written_case() -> None:
    twice = replace(CASES[0], question=KNOWN.question.upper())
    [found] = drawn(School(), Pool((twice,), (KNOWN,)))
    assert (found.source, found.verdict, found.topic) == ("known", Verdict.NO, "rota")


def test_an_approval_without_a_verdict_is_judged_and_left_out_where_it_only_informs() -> None:
    open_ = Pool(known=(replace(KNOWN, verdict=""),))
    assert drawn(School(), open_) == ()
    documents = ruling(School(), SCHOOL.slug, Role.STAFF, TODAY)
    [found] = candidates(open_, School(), documents, SCHOOL.slug, Role.STAFF, lambda text: Verdict.YES)
    assert found.verdict is Verdict.YES


def test_an_approval_whose_words_no_longer_stand_is_not_drawn() -> None:
    school = School()
    school.publish(document(ROTA, [("must swap duties with anybody.", ROTA_RULES[0][1])]))
    assert drawn(school, Pool(known=(KNOWN,))) == ()


def test_the_tempting_clause_is_near_does_something_else_and_settles_nothing() -> None:
    lend = about(LEND)
    assert lend.deciding and lend.tempting
    assert lend.tempting.quote != lend.deciding.quote
    documents = School().documents[1:]
    clauses = documents[0].clauses
    assert tempting(clauses, clauses[0], ())[0] == clauses[1]
    assert tempting(clauses, clauses[0], {clauses[1].key})[0] == clauses[2]
    assert tempting(clauses[:1], clauses[0], ()) == ()


def test_a_clause_that_says_the_same_in_other_spacing_tempts_nobody() -> None:
    twin = replace(document(PHONES, [PHONE_RULES[0], PHONE_RULES[0]]).clauses[1], clause="2.b1")
    assert tempting([twin], School().documents[1].clauses[0], ()) == ()


def test_an_exception_of_the_rule_is_part_of_it_and_no_temptation() -> None:
    plain = document(PHONES, PHONE_RULES)
    rule = replace(plain.clauses[0], exceptions=("1.b2",))
    bound = Document(PHONES, plain.text, (rule, *plain.clauses[1:]))
    found = lures("lend phone", rule, (), [bound], lambda text, of: bound.clauses, "phones")
    assert found[0] == bound.clauses[2]


def test_where_nothing_decides_no_policy_is_named_and_a_clause_of_the_nearest_tempts() -> None:
    tie = about(CASES[9].question)
    assert (tie.topic, tie.against) == ("", f"{TRIPS.id}#{TRIPS.digest}")
    assert tie.tempting is not None and tie.tempting.policy == "trips"


def test_a_question_is_the_same_question_whatever_its_case_and_spacing() -> None:
    assert Candidate("Can  I?", Verdict.NO, "a").id == Candidate("can i?", Verdict.YES, "b").id


def test_clauses_overlapping_the_deciding_one_are_no_temptation() -> None:
    whole = School().documents[1].clauses[0]
    part = Clause(whole.document, "1.b1.s1", "part", whole.text[9:], whole.start + 9, whole.end)
    assert tempting([part], whole, ()) == ()
