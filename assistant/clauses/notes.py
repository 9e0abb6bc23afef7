"""Tie footnotes and starred exceptions to the clauses that bear their mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from assistant.values import Clause

_LONGEST_MARK = 10  # characters between a block and its note: "[12] " and blank lines
_REFERENCE = re.compile(r"\[\^\w+\]")


def homes(texts: Sequence[str]) -> dict[str, int]:
    """Where each Markdown footnote's mark ("[^1]") first stands: the index of its text."""
    found: dict[str, int] = {}
    for at, text in enumerate(texts):
        for mark in _REFERENCE.findall(text):
            found.setdefault(mark, at)
    return found


def attach(clauses: Sequence[Clause], notes: Mapping[int, str]) -> tuple[Clause, ...]:
    """Give each marked clause the addresses of its notes; `notes` maps a note clause's index to its mark.

    A mark may come back later with another note: the nearest note of that mark below a clause is its own.
    """
    ties: dict[int, list[str]] = {}
    for mark, group in groupby(sorted(notes, key=lambda at: (notes[at], at)), key=lambda at: notes[at]):
        for at, note in _tied(mark, list(group), clauses, notes):
            ties.setdefault(at, []).append(clauses[note].clause)
    return tuple(
        replace(clause, exceptions=tuple(ties[at])) if at in ties else clause for at, clause in enumerate(clauses)
    )


def _tied(
    mark: str, below: list[int], clauses: Sequence[Clause], notes: Mapping[int, str]
) -> Iterator[tuple[int, int]]:
    """The clauses that the notes of one mark modify, each with its note, as indices."""
    if mark.isdigit():
        yield from ((at, note) for note in below for at in _before(note, clauses, notes))
        return
    for at, clause in enumerate(clauses):
        if at not in notes and _bears(clause.text, mark):
            yield from ((at, note) for note in _nearest(at, below))


def _before(note: int, clauses: Sequence[Clause], notes: Mapping[int, str]) -> Iterator[int]:
    """The sentences of the block right above: Word's notes follow it, and their marks aren't in the text."""
    block = ""
    for at in range(note - 1, -1, -1):
        if at not in notes:
            words_between = not block and clauses[at + 1].start - clauses[at].end > _LONGEST_MARK
            if words_between or (block and _block(clauses[at]) != block):
                return
            block = _block(clauses[at])
            yield at


def _block(clause: Clause) -> str:
    """The address without the sentence."""
    return re.sub(r"\.s\d+$", "", clause.clause)


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
