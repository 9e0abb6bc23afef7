"""What policies say to one question, each by itself and beside one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.values import Answer, Citation, Policy, Verdict

Key = tuple[str, str]
"""An organisation's slug and a document's file name."""


class Says(StrEnum):
    """How much a policy says to a question."""

    ANSWERS = "answers"
    NEAR = "near"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Weighed:
    """What each document says, the most to the point first.

    `stricter` is which of "yes" and "no" asks more of people; None where neither plainly does.
    """

    says: Mapping[Key, Says]
    stricter: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A clause with the verdict that is read in it."""

    verdict: Verdict
    citation: Citation


@dataclass(frozen=True, slots=True)
class Compared:
    """What one policy says: its clause, with a verdict only where it answers. `opposed` is true against the answer."""

    policy: Policy
    says: Says
    statement: Statement | None = None
    opposed: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """A "no" beside a clause that allows; `stricter` is the one to follow meanwhile, None where neither is."""

    refuses: Statement
    allows: Statement
    stricter: Statement | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer compared, its organisation's other policies, those of its trust, and how many were not asked."""

    answer: Answer
    own: tuple[Compared, ...]
    trust: tuple[Compared, ...]
    left_out: int
    conflict: Conflict | None

    def of(self, says: Says) -> tuple[Compared, ...]:
        """The policies that say this much, the organisation's before its trust's."""
        return tuple(each for each in (*self.own, *self.trust) if each.says is says)
