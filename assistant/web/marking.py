"""Words marked within a quote: marks that lie in a text, and marks as an address carries them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

Span = tuple[int, int]
MARKS = re.compile(r"\d{1,9}-\d{1,9}(?:,\d{1,9}-\d{1,9}){0,9}")


def within(text: str, marks: Iterable[Span], offset: int = 0) -> tuple[Span, ...]:
    """Marks of a document as offsets in `text`, which begins at `offset`: in order, apart; those not in it left out."""
    return tuple(_fitting([(start - offset, end - offset) for start, end in marks], len(text)))


def parse(marks: str) -> tuple[Span, ...]:
    """ "12-20,31-40" as offsets; () for anything else."""
    if not MARKS.fullmatch(marks):
        return ()
    pairs = (pair.split("-") for pair in marks.split(","))
    return tuple((int(start), int(end)) for start, end in pairs)


def _fitting(marks: list[Span], length: int) -> Iterator[Span]:
    position = 0
    for start, end in sorted(marks):
        if position <= start < end <= length:
            yield start, end
            position = end
