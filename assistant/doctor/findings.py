"""What a check found: how grave it is, where, what is wrong and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from assistant.errors import AssistantError


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


def gravest_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors, then warnings, then notes, each in the order they were found."""
    order = tuple(Level)
    return tuple(sorted(findings, key=lambda each: order.index(each.level)))


def counted(findings: Iterable[Finding]) -> str:
    """ "2 errors, 1 warning"; "" for none."""
    counts = Counter(each.level for each in findings)
    return ", ".join(f"{counts[level]} {level}{'s' if counts[level] > 1 else ''}" for level in Level if counts[level])
