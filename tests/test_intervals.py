"""Intervals that say something at the edges too, and differences with theirs."""

from __future__ import annotations

import pytest

from evals.intervals import difference, paired, summarise, wilson


def test_none_of_many_still_leaves_room_above_nought() -> None:
    found = summarise([0.0] * 218)
    assert found.value == found.low == 0.0
    assert found.high == pytest.approx(0.0173, abs=0.0002)


def test_wilsons_interval_holds_the_share_itself_at_both_ends() -> None:
    """A rounding error put the share of 1 outside, which the report's error bars refuse."""
    ends = [(hits, of) for of in range(1, 200) for hits in (0, of)]
    outside = [each for each in ends if not wilson(*each)[0] <= each[0] / each[1] <= wilson(*each)[1]]
    assert outside == []


def test_wilsons_interval_is_that_of_the_textbook() -> None:
    # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3: 81 of 263.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=0.0001)


def test_a_difference_of_two_groups_is_newcombes() -> None:
    # Newcombe 1998, Statistics in Medicine 17:873, table II, method 10: 56 of 70 less 48 of 80.
    found = difference([1.0] * 56 + [0.0] * 14, [1.0] * 48 + [0.0] * 32)
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=0.0001)


def test_shares_get_a_bootstrap_that_is_the_same_every_time() -> None:
    shares = [0.2, 0.4, 0.9, 1.0, 0.0, 0.7]
    assert summarise(shares) == summarise(shares)
    assert 0.0 < summarise(shares).low < summarise(shares).value < summarise(shares).high < 1.0


def test_a_difference_on_the_same_cases_ignores_what_both_have_in_common() -> None:
    assert paired([0.0] * 40).low == paired([0.0] * 40).high == 0.0
    gained = paired([1.0] * 10 + [0.0] * 30)
    assert gained.value == 0.25
    assert 0.1 < gained.low < 0.25 < gained.high < 0.45


def test_groups_far_apart_differ_by_more_than_chance() -> None:
    apart = difference([0.9, 0.95, 0.8, 1.0] * 10, [0.1, 0.15, 0.3, 0.0] * 10)
    assert apart.low > 0.6
