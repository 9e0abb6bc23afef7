"""The very words of a clause that answer "who", "when", "how long", "how much", "where"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from assistant.answering.beside.content import content
from assistant.answering.pointing.kinds import KINDS
from assistant.values import Clause

Span = tuple[int, int]
PIECE = re.compile(r"[^;:|\t]+(?:[;:|\t]|$)")
PHRASE = re.compile(r"[^,;:|\t]+(?:[,;:|\t]|$)")
HALF = re.compile(r"(?:(?!\b(?:and|but|or|while|whereas)\b)[^,;:|\t])+|\b(?:and|but|or|while|whereas)\b")
JOINING = re.compile(r",? ?(?:or|and|of|then)?(?: the| a| an)? ?")
CELLS = re.compile(r"[^|\t]+")
MOST = 2
"""Marks on a clause: with more, none can be told from the rest."""


def point(question: str, clause: Clause) -> tuple[Span, ...]:
    """Offsets in the document, inside `start`..`end`, of the words that answer; () when unsure."""
    kind = next((kind for kind in KINDS if kind.asks.search(question)), None)
    if kind is None:
        return ()
    asked = content(kind.asks.sub(" ", question)) - content(kind.names)
    found = _apart(match.span() for match in kind.answers.finditer(clause.text))
    chosen = _chosen([span for span in found if not _asked_by(span, asked, clause)], asked, clause)
    return tuple((clause.start + start, clause.start + end) for start, end in chosen)


def _asked_by(span: Span, asked: frozenset[str], clause: Clause) -> bool:
    """Whether the question itself says these words: "who tells the clerk" isn't answered by "the clerk"."""
    words = content(clause.text[slice(*span)])
    return bool(words) and words <= asked


def _chosen(found: list[Span], asked: frozenset[str], clause: Clause) -> list[Span]:
    """The spans that stand where most of the question's words do; none when too many stand alike."""
    if "|" in clause.stem:
        found = _in_column(found, asked, clause)
    for pattern in (PIECE, PHRASE, HALF):
        if not _joined(found, clause.text):
            found = _in_best(found, asked, pattern, clause.text)
    return found if _joined(found, clause.text) else []


def _joined(found: list[Span], text: str) -> bool:
    """Whether the spans are one answer: none, one, or two as in "the headteacher or the deputy"."""
    between = [text[before[1] : after[0]] for before, after in pairwise(found)]
    return len(found) <= MOST and all(JOINING.fullmatch(words) for words in between)


def _in_best(found: list[Span], asked: frozenset[str], pattern: re.Pattern[str], text: str) -> list[Span]:
    """Spans in the stretch that shares most words with the question; all of them when several share as many."""
    stretches = [match.span() for match in pattern.finditer(text) if _held(found, match.span())]
    shares = [len(content(text[start:end]) & asked) for start, end in stretches]
    best = [place for place, share in zip(stretches, shares, strict=True) if share == max(shares)]
    return _held(found, best[0]) if len(best) == 1 else found


def _in_column(found: list[Span], asked: frozenset[str], clause: Clause) -> list[Span]:
    """Spans in the cells of a table row whose titles share words with the question; all when no title does."""
    titles = [content(title) for title in clause.stem.split("|")]
    cells = [match.span() for match in CELLS.finditer(clause.text)]
    named = [cell for cell, title in zip(cells, titles, strict=False) if title & asked]
    return [span for cell in named for span in _held(found, cell)] or found


def _held(found: list[Span], place: Span) -> list[Span]:
    return [span for span in found if place[0] <= span[0] < place[1]]


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, none of them empty or within another."""
    kept: list[Span] = []
    for start, end in sorted(spans):
        if end > start and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return kept
