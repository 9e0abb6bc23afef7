"""What a confidence is worth: calibration, and what each threshold would bring."""

from __future__ import annotations

import pytest

from evals.curves import Graded, calibration, cheapest, curve, graded
from tests.evals_samples import BICYCLES, KEYS, PARKING, TELLS, answered, cited, declined, pair

RIGHT = Graded(0.9, 0.9, True, True, 0.0, True)
WRONG_YES = Graded(0.9, 0.5, True, False, 10.0, True)
NEAR_MISS = Graded(0.9, 0.4, True, False, 3.0, False)
DECLINED = Graded(0.9, 0.0, False, False, 3.0, True)


def test_an_answer_is_right_only_with_its_verdict_and_its_clause() -> None:
    right = pair(answered(cited(*KEYS), confidence=0.9))
    verdict = pair(answered(cited(*KEYS), verdict="conditional", confidence=0.8))
    clause = pair(answered(cited(*BICYCLES), confidence=0.7))
    assert [each.right for each in graded((right, verdict, clause))] == [True, False, False]
    assert [each.confidence for each in graded((right, verdict, clause))] == [0.9, 0.8, 0.7]


def test_a_wrong_yes_costs_ten_and_another_wrong_answer_three() -> None:
    wrong_yes = pair(answered(cited(*KEYS), verdict="yes"))
    wrong = pair(answered(cited(*KEYS), verdict="conditional"))
    near_miss = pair(answered(cited(*KEYS), verdict="yes"), PARKING)
    assert [each.cost for each in graded((wrong_yes, wrong, near_miss))] == [10.0, 3.0, 10.0]


def test_a_declined_question_has_no_answer_to_weigh() -> None:
    (found,) = graded((pair(declined(confidence=0.8)),))
    assert (found.given, found.right) == (False, False)


def test_disclosures_and_cards_are_left_out() -> None:
    carded = pair(answered(cited(*KEYS), notices=("safeguarding",)))
    assert graded((pair(declined(), TELLS), carded)) == ()


def test_the_calibration_error_is_the_mean_gap_weighted_by_answers() -> None:
    sure = [Graded(0.95, 1.0, True, True, 0.0, True)] * 3 + [Graded(0.95, 1.0, True, False, 3.0, True)]
    unsure = [Graded(0.35, 1.0, True, False, 3.0, True)] * 4
    found = calibration([*sure, *unsure, DECLINED])
    assert found is not None
    assert found.answers == 8
    assert [(each.low, each.right.value, each.right.cases) for each in found.bins] == [(0.3, 0.0, 4), (0.9, 0.75, 4)]
    assert found.error == pytest.approx((0.35 + 0.20) / 2)


def test_full_confidence_falls_into_the_last_bin() -> None:
    found = calibration([Graded(1.0, 1.0, True, True, 0.0, True)])
    assert found is not None
    assert (found.bins[0].low, found.error) == (0.9, 0.0)


def test_nothing_answered_has_no_calibration_and_no_questions_no_curve() -> None:
    assert calibration([DECLINED]) is None
    assert curve(()) == ()
    assert cheapest(()) is None


def test_the_curve_tells_what_each_threshold_would_answer_and_cost() -> None:
    points = curve((RIGHT, WRONG_YES, NEAR_MISS, DECLINED))
    at = {round(each.threshold, 2): each for each in points}
    assert (at[0.0].answered, at[0.0].right, at[0.0].cost) == (0.75, pytest.approx(1 / 3), 14 / 4)
    # The near miss is declined rightly, which costs nothing; the wrong yes then costs its decline.
    assert (at[0.45].answered, at[0.45].right, at[0.45].cost) == (0.5, 0.5, 11 / 4)
    assert (at[0.6].answered, at[0.6].right, at[0.6].cost) == (0.25, 1.0, 2 / 4)
    assert (at[1.0].answered, at[1.0].right, at[1.0].cost) == (0.0, None, 3 / 4)


def test_the_cheapest_threshold_is_the_lowest_of_those_that_cost_least() -> None:
    best = cheapest(curve((RIGHT, WRONG_YES, NEAR_MISS)))
    assert best is not None
    assert (best.threshold, best.cost) == (0.51, pytest.approx(1 / 3))
