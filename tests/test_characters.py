"""Precision and recall of characters, checked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.characters import Span, length, merged, precision, recall

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda each: (each[0], sum(each))), min_size=1)


def test_precision_is_the_share_of_what_is_retrieved_and_recall_of_what_is_wanted() -> None:
    retrieved, gold = [(0, 10), (20, 40)], [(5, 25)]
    assert precision(retrieved, gold, 1) == 0.5
    assert recall(retrieved, gold, 1) == 0.25
    assert precision(retrieved, gold, 3) == pytest.approx(10 / 30)
    assert recall(retrieved, gold, 3) == 0.5


def test_only_the_first_k_count() -> None:
    assert recall([(50, 60), (0, 10)], [(0, 10)], 1) == 0.0
    assert recall([(50, 60), (0, 10)], [(0, 10)], 3) == 1.0


def test_nothing_retrieved_has_no_precision_and_no_recall() -> None:
    assert (precision([], [(0, 10)], 5), recall([], [(0, 10)], 5)) == (0.0, 0.0)


def test_characters_retrieved_twice_count_once() -> None:
    assert recall([(0, 10), (5, 15)], [(0, 20)], 5) == 0.75
    assert precision([(0, 10), (5, 15)], [(0, 10)], 5) == pytest.approx(10 / 15)


@given(SPANS, SPANS)
def test_both_are_what_counting_the_characters_one_by_one_gives(retrieved: list[Span], gold: list[Span]) -> None:
    found, wanted = ({place for start, end in spans for place in range(start, end)} for spans in (retrieved, gold))
    assert precision(retrieved, gold, len(retrieved)) == pytest.approx(len(found & wanted) / len(found))
    assert recall(retrieved, gold, len(retrieved)) == pytest.approx(len(found & wanted) / len(wanted))
    assert length(merged(retrieved)) == len(found)
