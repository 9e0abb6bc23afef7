"""What the measures count, on answers small enough to check by hand."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from evals import grouping, measures
from evals.causes import EXPLAINED, Cause, cause
from evals.intervals import summarise
from evals.measures import MEASURES, measure
from tests.evals_samples import BICYCLES, GOLD, KEYS, LEND, OTHER, PARKING, TELLS, answered, cited, declined, pair

FOLLOW_UP = replace(LEND, history=("Who has the keys?",))


def value(name: str, *pairs: measures.Pair) -> float:
    return measure(pairs)[name].value


def test_the_deciding_clause_counts_as_first_only_when_cited_first() -> None:
    right = pair(answered(cited(*KEYS), cited(*BICYCLES)))
    second = pair(answered(cited(*BICYCLES), cited(*KEYS)))
    assert value("first", right) == 1.0
    assert value("first", second) == 0.0
    assert value("first_three", second) == 1.0


def test_a_related_clause_counts_in_the_first_three_but_never_as_cited_first() -> None:
    related = pair(declined(related=(cited(*KEYS),)))
    assert value("first", related) == 0.0
    assert value("first_three", related) == 1.0


def test_an_acceptable_alternative_counts_as_the_deciding_clause() -> None:
    assert value("first", pair(answered(cited(*BICYCLES)), also=(OTHER,))) == 1.0


def test_another_documents_clause_at_the_same_place_does_not_count() -> None:
    assert value("first", pair(answered(cited(*KEYS, document="other.txt")))) == 0.0


def test_a_chunk_that_holds_the_clause_counts_but_its_precision_tells() -> None:
    chunk = pair(answered(cited(0, 81)))
    assert value("first", chunk) == 1.0
    assert value("precision_first", chunk) == pytest.approx(31 / 81)
    assert value("recall_first", chunk) == 1.0


def test_half_a_clause_counts_and_less_does_not() -> None:
    assert value("first", pair(answered(cited(0, 16)))) == 1.0
    assert value("first", pair(answered(cited(0, 15)))) == 0.0


def test_all_citations_are_measured_against_all_expected_clauses() -> None:
    wanted = (GOLD, OTHER)
    both = pair(answered(cited(*KEYS), cited(*BICYCLES)), gold=wanted)
    one = pair(answered(cited(*KEYS)), gold=wanted)
    assert value("recall_all", both) == 1.0
    assert value("recall_all", one) == pytest.approx(31 / 80)
    assert value("precision_all", one) == 1.0


def test_a_stretch_cited_twice_counts_once() -> None:
    twice = pair(answered(cited(*KEYS), cited(*KEYS), cited(*BICYCLES)))
    assert value("precision_all", twice) == pytest.approx(31 / 80)


def test_declining_counts_rightly_or_wrongly_by_what_the_policy_says() -> None:
    found = measure([pair(declined()), pair(declined(), PARKING)])
    assert found["declined_wrongly"].value == 1.0
    assert found["declined_rightly"].value == 1.0
    assert measure([pair(answered(cited(*KEYS)), PARKING)])["declined_rightly"].value == 0.0


def test_a_yes_is_wrong_where_the_policy_says_no_or_does_not_say() -> None:
    found = measure([pair(answered(cited(*KEYS), verdict="yes")), pair(answered(verdict="yes"), PARKING)])
    assert found["wrong_yes"].total == 2
    assert found["verdict"].value == 0.0


def test_quotes_that_are_no_slices_lower_the_verbatim_share() -> None:
    said = answered(cited(*KEYS), cited(*BICYCLES, verbatim=False))
    assert value("verbatim", pair(said)) == 0.5


def test_the_card_counts_as_outcome_and_as_notice() -> None:
    by_outcome = pair(declined(outcome="safeguarding"), TELLS)
    by_notice = pair(answered(notices=("safeguarding",)), TELLS)
    missed = pair(declined(), TELLS)
    assert value("card", by_outcome, by_notice, missed) == pytest.approx(2 / 3)
    assert value("false_alarm", pair(answered(cited(*KEYS), notices=("safeguarding",)))) == 1.0


def test_a_superseded_version_or_another_document_is_a_stray_answer() -> None:
    old = cited(*KEYS, document="old.txt", policy="fern/site@2025-01")
    assert value("stray", pair(answered(old))) == 1.0
    assert value("stray", pair(answered(cited(*KEYS)))) == 0.0
    assert value("stray", pair(answered(cited(*KEYS, policy="fern/keys@2026-01")))) == 0.0


def test_a_baseline_without_verdicts_is_measured_on_what_it_cites_alone() -> None:
    found = measure([pair(answered(cited(*KEYS), verdict="")), pair(answered(cited(*KEYS), verdict=""), PARKING)])
    assert found["first"].value == 1.0
    assert not {"verdict", "wrong_yes", "declined_rightly", "declined_wrongly", "card"} & found.keys()


def test_intervals_hold_the_mean_are_repeatable_and_narrow_with_more_cases() -> None:
    few, many = summarise([1.0, 0.0] * 5), summarise([1.0, 0.0] * 200)
    assert few == summarise([1.0, 0.0] * 5)
    assert few.low < few.value < few.high
    assert many.high - many.low < few.high - few.low


def test_groups_do_not_depend_on_the_order_of_the_answers() -> None:
    pairs = [pair(answered(cited(*KEYS))), pair(declined(), PARKING), pair(declined(), TELLS)]
    shuffled = pairs[:]
    random.Random(1).shuffle(shuffled)
    assert grouping.groups(pairs) == grouping.groups(shuffled)
    assert [p.resolved.case.id for p in grouping.groups(pairs)["kind: unanswerable"]] == ["t2"]
    assert len(grouping.groups(pairs)["asker: staff"]) == 3


def test_the_confusion_counts_each_expected_and_given_verdict() -> None:
    pairs = [pair(answered(verdict="yes")), pair(answered(verdict="no")), pair(declined(), PARKING)]
    assert grouping.confusion(pairs) == {
        ("no", "yes"): 1,
        ("no", "no"): 1,
        ("not_covered", "not_covered"): 1,
    }


def test_latency_is_the_median_and_the_95th_percentile() -> None:
    pairs = [pair(answered(ms=float(ms))) for ms in range(1, 102)]
    assert grouping.latency(pairs) == {"median_ms": 51.0, "p95_ms": 96.0}


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (pair(declined()), Cause.DECLINED),
        (pair(answered(cited(*BICYCLES))), Cause.RETRIEVAL),
        (pair(answered(cited(*BICYCLES), cited(*KEYS))), Cause.RANKING),
        (pair(answered(cited(*KEYS), verdict="yes")), Cause.VERDICT),
        (pair(answered(cited(*KEYS)), PARKING), Cause.NEAR_MISS),
        (pair(answered(cited(*BICYCLES)), FOLLOW_UP), Cause.CONTEXT),
        (pair(declined(), FOLLOW_UP), Cause.CONTEXT),
        (pair(declined(related=(cited(*KEYS),)), FOLLOW_UP), Cause.DECLINED),
        (pair(answered(cited(*BICYCLES), cited(*KEYS)), FOLLOW_UP), Cause.RANKING),
        (pair(declined(outcome="out_of_scope"), PARKING), Cause.REASON),
        (pair(declined(), TELLS), Cause.MISSED_DISCLOSURE),
        (pair(answered(cited(*KEYS), notices=("safeguarding",))), Cause.FALSE_ALARM),
        (pair(answered(cited(*KEYS))), None),
        (pair(declined(), PARKING), None),
    ],
)
def test_every_wrong_answer_has_one_cause(wrong: measures.Pair, why: Cause | None) -> None:
    assert cause(wrong) is why


def test_every_cause_is_explained_for_the_report() -> None:
    assert EXPLAINED.keys() == set(Cause)


def test_every_measure_has_words_for_the_report() -> None:
    from evals.wording import TITLES

    assert TITLES.keys() == MEASURES.keys()
