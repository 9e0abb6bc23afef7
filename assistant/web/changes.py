"""What a changes page shows: how the clauses of two versions differ, with the words that went and came marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from assistant.diff.clauses import compare
from assistant.diff.words import Mark, Stretch, stretches
from assistant.values import Clause, Document, Policy
from assistant.web.viewing import Version

Pair = tuple[Clause | None, Clause | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause that differs: in the old version, the new one or both, with its own words (not its stem's)."""

    old: Clause | None
    new: Clause | None
    words: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses in a row that complete the same words; `stem` is empty for one that stands alone."""

    stem: tuple[Stretch, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """The differences by kind, each in the order of its document, and how many clauses say the same in both."""

    reworded: tuple[Group, ...]
    added: tuple[Group, ...]
    removed: tuple[Group, ...]
    unchanged: int


def between(old: Document, new: Document) -> Changes:
    """What it takes to get from one version to the other."""
    found = compare(old.clauses, new.clauses)
    return Changes(
        _grouped((change.old, change.new) for change in found.changed),
        _grouped((None, clause) for clause in found.added),
        _grouped((clause, None) for clause in found.removed),
        found.unchanged,
    )


def count(groups: Iterable[Group]) -> int:
    """How many clauses the groups hold."""
    return sum(len(group.entries) for group in groups)


def before(shown: Policy, versions: tuple[Version, ...]) -> Policy | None:
    """The version that came before one, `versions` being newest first; None for the oldest."""
    policies = [each.policy for each in versions]
    return dict(zip((policy.id for policy in policies), policies[1:], strict=False)).get(shown.id)


def _grouped(pairs: Iterable[Pair]) -> tuple[Group, ...]:
    numbered = enumerate(pairs)
    runs = groupby(numbered, lambda one: _stems(one[1]) if any(_stems(one[1])) else one[0])
    return tuple(_group([pair for _, pair in run]) for _, run in runs)


def _group(pairs: list[Pair]) -> Group:
    return Group(_marked(*_stems(pairs[0])), tuple(Entry(*pair, _marked(*_texts(pair))) for pair in pairs))


def _marked(old: str | None, new: str | None) -> tuple[Stretch, ...]:
    """Words of one version alone are not marked one by one: their place on the page says it."""
    if old is None or new is None:
        words = " ".join((old or new or "").split())
        return (Stretch(words, Mark.KEPT),) if words else ()
    return stretches(old, new)


def _stems(pair: Pair) -> tuple[str | None, ...]:
    """What the clauses complete; the bare rules of a table without titles are no words."""
    return tuple(None if clause is None else clause.stem if _has_words(clause.stem) else "" for clause in pair)


def _has_words(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _texts(pair: Pair) -> Iterator[str | None]:
    return (clause.text if clause else None for clause in pair)
