"""Tie footnotes and starred exceptions to the clauses that bear their mark."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from assistant.values import Clause


def attach(clauses: Sequence[Clause], notes: Mapping[int, str]) -> tuple[Clause, ...]:
    """Give each marked clause the addresses of its notes; `notes` maps a note clause's index to its mark.

    A mark may come back later with another note: the nearest note of that mark below a clause is its own.
    """
    ties: dict[int, list[str]] = {}
    for mark, group in groupby(sorted(notes, key=lambda at: (notes[at], at)), key=lambda at: notes[at]):
        below = list(group)
        for at in (at for at, clause in enumerate(clauses) if at not in notes and _bears(clause.text, mark)):
            ties.setdefault(at, []).extend(clauses[one].clause for one in _nearest(at, below))
    return tuple(
        replace(clause, exceptions=tuple(ties[at])) if at in ties else clause
        for at, clause in enumerate(clauses)
    )


def _nearest(at: int, notes: list[int]) -> list[int]:
    """The first note below, with the sentences that follow it at once; else the last one above."""
    later = [note for note in notes if note > at] or notes[-1:]
    found = later[:1]
    for note in later[1:]:
        if note != found[-1] + 1:
            break
        found.append(note)
    return found


def _bears(text: str, mark: str) -> bool:
    """Whether a text carries exactly this mark, emphasis aside."""
    if mark.startswith("["):
        return mark in text
    if set(mark) != {"*"}:
        return mark in text
    plain = re.sub(r"\*\*(?=\S)([^*]+?)(?<=\S)\*\*", r"\1", text.replace("\\", ""))
    plain = re.sub(r"(?<![\w*])\*(?=\w)([^*]+?)(?<=\S)\*(?!\*)", r"\1", plain)
    return re.search(rf"(?<=[^\s*]){re.escape(mark)}(?!\*)(?!\w)", plain) is not None
