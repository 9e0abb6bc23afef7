"""A clause in its old and its new wording, word by word: what stayed, what went, what came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

TOO_FAR = 0.4
"""Below this share of equal words, one sentence took another's place: marks word by word would only confuse."""


class Mark(StrEnum):
    """What became of words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words with one fate, single spaces between them."""

    text: str
    mark: Mark


def stretches(old: str, new: str) -> tuple[Stretch, ...]:
    """Both wordings as one run: KEPT and REMOVED words make up the old one, KEPT and ADDED the new one.

    A lone word that stayed between two that didn't is told with them: so a reader sees phrases, not confetti.
    """
    before, after = old.split(), new.split()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < TOO_FAR:
        return tuple(_pair(before, after))
    found: list[Stretch] = []
    for gone, came, kept in _blocks(matcher, before, after):
        found.extend(_pair(gone, came))
        if kept:
            found.append(Stretch(" ".join(kept), Mark.KEPT))
    return tuple(found)


def _blocks(
    matcher: SequenceMatcher[str], before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """(removed, added, kept) in turn; blocks too short to be kept are left to what is removed and added."""
    i = j = 0
    for block in matcher.get_matching_blocks():
        alone = block.size == 1 and 0 < block.a < len(before) - 1 and 0 < block.b < len(after) - 1
        if not alone:
            yield before[i : block.a], after[j : block.b], before[block.a : block.a + block.size]
            i, j = block.a + block.size, block.b + block.size


def _pair(gone: Sequence[str], came: Sequence[str]) -> Iterator[Stretch]:
    if gone:
        yield Stretch(" ".join(gone), Mark.REMOVED)
    if came:
        yield Stretch(" ".join(came), Mark.ADDED)
