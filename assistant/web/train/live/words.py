"""What is said of answers and verdicts in a training session, and how long texts are set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.scenarios.values import CHOICES
from assistant.values import Verdict
from assistant.web.cards import VERDICTS

SAID = {choice: VERDICTS[choice] for choice in CHOICES}
MEANS = {
    Verdict.YES: "The policy allows it, requires it or says that it is so.",
    Verdict.NO: "The policy forbids it, does not require it or says that it is not so.",
    Verdict.CONDITIONAL: "The policy makes it depend on a condition.",
    Verdict.NOT_COVERED: "No policy settles this. Ask before acting.",
}
MARKS = {Verdict.YES: "✓", Verdict.NO: "✕", Verdict.CONDITIONAL: "◐", Verdict.NOT_COVERED: "○"}
"""Beside each word, so that nobody depends on colour."""
SIZES = ((90, "short"), (180, "medium"), (360, "long"), (700, "longer"))
LONGEST = "longest"
SPLIT_BELOW = 0.6
"""The room is split where fewer than this share gave the most common answer."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How many gave an answer; `percent` is of those who answered, `right` whether it is the policy's."""

    choice: Verdict
    count: int
    percent: int
    right: bool

    @property
    def said(self) -> str:
        """The answer in words."""
        return SAID[self.choice]

    @property
    def mark(self) -> str:
        """The sign beside the words."""
        return MARKS[self.choice]


@dataclass(frozen=True, slots=True)
class Room:
    """What a room answered to one scenario."""

    bars: tuple[Bar, ...]

    @property
    def answered(self) -> int:
        """How many answered."""
        return sum(bar.count for bar in self.bars)

    @property
    def right(self) -> int:
        """How many answered as the policy does."""
        return sum(bar.count for bar in self.bars if bar.right)

    @property
    def largest(self) -> int:
        """How many gave the most common answer."""
        return max(bar.count for bar in self.bars)

    @property
    def split(self) -> bool:
        """Whether no answer was given by most of the room."""
        return self.answered > 1 and self.largest < SPLIT_BELOW * self.answered

    @property
    def misled(self) -> Bar | None:
        """The wrong answer that at least half of the room gave, if there is one."""
        return next((bar for bar in self.bars if not bar.right and bar.count and 2 * bar.count >= self.answered), None)


def room(counts: Mapping[Verdict, int], verdict: Verdict) -> Room:
    """The answers in the order of CHOICES."""
    total = sum(counts.values())
    return Room(tuple(Bar(c, counts.get(c, 0), percent(counts.get(c, 0), total), c is verdict) for c in CHOICES))


def percent(part: int, whole: int) -> int:
    """A share in whole per cent; 0 of 0 is 0."""
    return round(100 * part / whole) if whole else 0


def size(*texts: str) -> str:
    """How large the texts, shown together, can be set to fit a screen."""
    length = sum(len(text) for text in texts)
    return next((name for most, name in SIZES if length <= most), LONGEST)
