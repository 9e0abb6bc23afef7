"""Words marked within a quote: a text cut at its marks, and marks as an address carries them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.values import Citation

Span = tuple[int, int]
MARKS = re.compile(r"\d{1,9}-\d{1,9}(?:,\d{1,9}-\d{1,9}){0,9}")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a quote, marked or not."""

    text: str
    marked: bool = False


def runs(text: str, marks: Iterable[Span], offset: int = 0) -> tuple[Run, ...]:
    """`text`, which begins at `offset` of the document, cut at its marks; marks that don't lie in it are left out."""
    return tuple(run for run in _cut(text, [(start - offset, end - offset) for start, end in marks]) if run.text)


def runs_of(citation: Citation) -> tuple[Run, ...]:
    """A citation's quote cut at its marks."""
    return runs(citation.quote, citation.marks, citation.start)


def parse(marks: str) -> tuple[Span, ...]:
    """ "12-20,31-40" as offsets; () for anything else."""
    if not MARKS.fullmatch(marks):
        return ()
    pairs = (pair.split("-") for pair in marks.split(","))
    return tuple((int(start), int(end)) for start, end in pairs)


def _cut(text: str, marks: list[Span]) -> Iterator[Run]:
    position = 0
    for start, end in sorted(marks):
        if position <= start < end <= len(text):
            yield Run(text[position:start])
            yield Run(text[start:end], marked=True)
            position = end
    yield Run(text[position:])
