"""Compares two versions of a policy clause by clause: what was added, removed and changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.values import Clause

ALIKE = 0.6
"""From this share of equal words on, two clauses count as one clause reworded."""


Pairs = list[tuple[Clause, Clause]]


@dataclass(frozen=True, slots=True)
class Change:
    """A clause in its old and its new wording."""

    old: Clause
    new: Clause


@dataclass(frozen=True, slots=True)
class Difference:
    """What it takes to get from the old version to the new one; all in the order of the documents."""

    added: tuple[Clause, ...] = ()
    removed: tuple[Clause, ...] = ()
    changed: tuple[Change, ...] = ()
    unchanged: int = 0


def compare(old: Sequence[Clause], new: Sequence[Clause]) -> Difference:
    """Pair the clauses of two versions: equal words first, then equal labels, then similar words.

    A clause that only moved or was renumbered is unchanged; one whose stem changed is changed.
    """
    same, old_left, new_left = _pair_equal(old, new, _wording)
    by_label, old_left, new_left = _pair_equal(old_left, new_left, _place)
    kept = [(a, b) for a, b in by_label if _alike(a, b) >= ALIKE / 2]
    undone = [(a, b) for a, b in by_label if _alike(a, b) < ALIKE / 2]
    old_left = _in_order(old, [*old_left, *(a for a, _ in undone)])
    new_left = _in_order(new, [*new_left, *(b for _, b in undone)])
    similar, removed, added = _pair_similar(old_left, new_left)
    changed = sorted([*kept, *similar], key=lambda pair: pair[1].start)
    return Difference(tuple(added), tuple(removed), tuple(Change(a, b) for a, b in changed), len(same))


def _pair_equal(
    old: Sequence[Clause], new: Sequence[Clause], mark: Callable[[Clause], str]
) -> tuple[Pairs, list[Clause], list[Clause]]:
    waiting: dict[str, list[Clause]] = {}
    for clause in old:
        waiting.setdefault(mark(clause), []).append(clause)
    pairs: Pairs = []
    added: list[Clause] = []
    for clause in new:
        candidates = waiting.get(mark(clause))
        if candidates:
            pairs.append((candidates.pop(0), clause))
        else:
            added.append(clause)
    left = {clause.key for rest in waiting.values() for clause in rest}
    return pairs, [clause for clause in old if clause.key in left], added


def _pair_similar(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[Pairs, list[Clause], list[Clause]]:
    scored = sorted(
        ((_alike(a, b), i, j) for i, a in enumerate(old) for j, b in enumerate(new)),
        key=lambda score: (-score[0], score[1], score[2]),
    )
    taken: dict[int, int] = {}
    for alike, i, j in scored:
        if alike >= ALIKE and i not in taken and j not in taken.values():
            taken[i] = j
    pairs = [(old[i], new[j]) for i, j in taken.items()]
    removed = [clause for i, clause in enumerate(old) if i not in taken]
    return pairs, removed, [clause for j, clause in enumerate(new) if j not in taken.values()]


def _alike(old: Clause, new: Clause) -> float:
    """Share of equal words in order, 0 to 1; by words, since letters make any two sentences alike."""
    matcher = SequenceMatcher(None, _wording(old).split(), _wording(new).split(), autojunk=False)
    if matcher.real_quick_ratio() < ALIKE / 2 or matcher.quick_ratio() < ALIKE / 2:
        return 0.0
    return matcher.ratio()


def _in_order(clauses: Sequence[Clause], some: Iterable[Clause]) -> list[Clause]:
    keys = {clause.key for clause in some}
    return [clause for clause in clauses if clause.key in keys]


def _wording(clause: Clause) -> str:
    return " ".join(f"{clause.stem} {clause.text}".split())


def _place(clause: Clause) -> str:
    return clause.label or clause.clause
