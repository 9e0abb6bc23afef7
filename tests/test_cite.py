"""Quotes check to the character or are not shown: the polarity set."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.cite import verified

MODALS = ("must not", "must", "may not", "may", "should not", "should", "will not", "will")
SENTENCES = tuple(f"Staff {modal} accept gifts worth more than £25." for modal in MODALS)


@pytest.mark.parametrize(("true", "false"), itertools.permutations(SENTENCES, 2))
def test_a_quote_with_its_polarity_swapped_is_refused(true: str, false: str) -> None:
    text = f"1. Gifts\n{true}\n2. Trips\n"
    start = text.index(true)
    assert verified(text, true, start, start + len(true))
    assert not verified(text, false, start, start + len(true))
    assert not verified(text, false, start, start + len(false))


@given(st.text(min_size=1), st.integers(-3, 40), st.integers(-3, 40))
def test_only_the_very_slice_is_accepted(text: str, start: int, end: int) -> None:
    whole = 0 <= start < end <= len(text)
    assert verified(text, text[max(start, 0) : max(end, 0)], start, end) is whole


def test_normalising_is_not_done() -> None:
    assert not verified("Staff must‐not lend keys", "Staff must-not lend keys", 0, 24)
