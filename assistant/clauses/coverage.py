"""Account for every character of a text: in a clause, in structure, in furniture, or in none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.clauses.lines import Span, trim
from assistant.clauses.split import blocks
from assistant.values import Block, BlockKind, Clause, Source

_MARKER = re.compile(r"^[\W_]*(?:part|section|chapter|stage|annex|appendix)?[\W_]*\w{0,4}(?:\.\d+)*[\W_]*$", re.I)
_FURNITURE = (BlockKind.FURNITURE, BlockKind.CONTENTS)


@dataclass(frozen=True, slots=True)
class Accounts:
    """Shares of the text's non-space characters; they add up to 1 (an empty text is all clauses)."""

    clauses: float
    structure: float
    furniture: float
    rest: float


def uncovered(source: Source, clauses: Sequence[Clause]) -> tuple[Span, ...]:
    """The spans of words in no clause, headings and furniture among them."""
    return _gaps(source.text, ((clause.start, clause.end) for clause in clauses))


def coverage(source: Source, clauses: Sequence[Clause]) -> float:
    """The share of the non-space characters that stand in a clause."""
    return accounts(source, clauses).clauses


def accounts(source: Source, clauses: Sequence[Clause]) -> Accounts:
    """Share out the text; `rest` is what no part of the reading has accounted for."""
    text = source.text
    in_clauses = [(clause.start, clause.end) for clause in clauses]
    found = blocks(source)
    aside = [(block.start, block.end) for block in found if block.kind in _FURNITURE]
    rest = _size(text, _unaccounted(text, found, clauses))
    total = _size(text, [(0, len(text))])
    if not total:
        return Accounts(1.0, 0.0, 0.0, 0.0)
    clause = total - _size(text, _gaps(text, in_clauses))
    furniture = total - clause - _size(text, _gaps(text, [*in_clauses, *aside]))
    return Accounts(clause / total, (total - clause - furniture - rest) / total, furniture / total, rest / total)


def unaccounted(source: Source, clauses: Sequence[Clause]) -> tuple[Span, ...]:
    """The spans of words in no clause and no block, markers left aside."""
    return _unaccounted(source.text, blocks(source), clauses)


def _unaccounted(text: str, found: Sequence[Block], clauses: Sequence[Clause]) -> tuple[Span, ...]:
    spans = [(clause.start, clause.end) for clause in clauses]
    spans += [(block.start, block.end) for block in found]
    return tuple(span for span in _gaps(text, spans) if not _MARKER.match(text[span[0] : span[1]]))


def _gaps(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    at = 0
    for start, end in (*sorted(spans), (len(text), len(text))):
        if start > at:
            a, b = trim(text, at, start)
            found += [(a, b)] if a < b else []
        at = max(at, end)
    return tuple(found)


def _size(text: str, spans: Iterable[Span]) -> int:
    return sum(len("".join(text[a:b].split())) for a, b in spans)
