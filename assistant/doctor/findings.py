"""What a check found: how grave it is, where, what is wrong and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.errors import AssistantError
from assistant.manifest import FaultyManifest


class Level(StrEnum):
    """How grave, the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know: `where` is an organisation and a key, or a file; `problem` and `remedy` are sentences."""

    level: Level
    where: str
    problem: str
    remedy: str


def of_error(where: str, error: AssistantError) -> Finding:
    """What stopped a check, as a finding of its own."""
    return Finding(Level.ERROR, where, error.problem, error.remedy)


def of_manifest(name: str, error: FaultyManifest) -> Iterator[Finding]:
    """Every fault of the manifest with its line, and that nothing else could be checked."""
    for fault in error.faults:
        where = f"{name}, line {fault.line}" if fault.line else name
        yield Finding(
            Level.ERROR, ": ".join(part for part in (where, fault.where) if part), fault.problem, fault.remedy
        )
    text = "Contacts, policies and the index could not be checked while the file can't be read."
    yield Finding(Level.NOTE, name, text, "Correct it, then run policy-assistant doctor again.")


def gravest_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors, then warnings, then notes, each in the order they were found."""
    order = tuple(Level)
    return tuple(sorted(findings, key=lambda each: order.index(each.level)))


def counted(findings: Iterable[Finding]) -> str:
    """ "2 errors, 1 warning"; "" for none."""
    counts = Counter(each.level for each in findings)
    return ", ".join(f"{counts[level]} {level}{'s' if counts[level] > 1 else ''}" for level in Level if counts[level])
