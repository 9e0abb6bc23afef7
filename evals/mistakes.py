"""The wrong answers, grouped by cause, each with what was expected, what came, and what stood before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.causes import EXPLAINED, Cause, cause
from evals.measures import Pair, found_at
from evals.record import Cited

EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong answer, with why; `place` counts from 1 among citations, then related."""

    pair: Pair
    cause: Cause
    place: int | None

    @property
    def expected(self) -> str:
        """What the answer should have shown, in words."""
        case = self.pair.resolved.case
        labels = " or ".join(f"{gold.label} ({gold.document})" for gold in self.pair.resolved.deciding)
        return ", ".join(part for part in (str(case.verdict or ""), str(case.outcome), labels) if part)

    @property
    def got(self) -> str:
        """What it showed."""
        said = self.pair.said
        labels = "; ".join(f"{cited.label} ({cited.document})" for cited in said.citations)
        return ", ".join(part for part in (said.verdict, said.outcome, labels) if part)

    @property
    def before(self) -> Cited | None:
        """The clause shown first in place of the deciding one; None when that is first, or nothing is shown."""
        shown = (*self.pair.said.citations, *self.pair.said.related)
        return shown[0] if shown and self.place != 1 and self.pair.resolved.deciding else None


@dataclass(frozen=True, slots=True)
class Group:
    """All wrong answers of one cause."""

    cause: Cause
    mistakes: tuple[Mistake, ...]

    @property
    def explained(self) -> str:
        """The cause in a sentence."""
        return EXPLAINED[self.cause]

    @property
    def first(self) -> int:
        """How many had the deciding clause in the first place all the same."""
        return sum(each.place == 1 for each in self.mistakes)

    @property
    def first_three(self) -> int:
        """How many had it among the first three."""
        return sum(each.place is not None and each.place <= 3 for each in self.mistakes)

    @property
    def examples(self) -> tuple[Mistake, ...]:
        """Some of them, evenly spaced, so that no one set fills them all."""
        step = max(1, -(-len(self.mistakes) // EXAMPLES))
        return self.mistakes[::step][:EXAMPLES]

    @property
    def others(self) -> tuple[Mistake, ...]:
        """Those that are no examples."""
        shown = {each.pair.resolved.case.key for each in self.examples}
        return tuple(each for each in self.mistakes if each.pair.resolved.case.key not in shown)


def mistakes(pairs: Sequence[Pair]) -> tuple[Mistake, ...]:
    """The wrong answers, by cause, then by case."""
    order = list(Cause)
    found = [(pair, why) for pair in pairs if (why := cause(pair)) is not None]
    found.sort(key=lambda each: (order.index(each[1]), each[0].resolved.case.key))
    return tuple(Mistake(pair, why, _place(pair)) for pair, why in found)


def by_cause(pairs: Sequence[Pair]) -> tuple[Group, ...]:
    """The wrong answers in groups, in the order of the causes."""
    found = mistakes(pairs)
    causes = dict.fromkeys(each.cause for each in found)
    return tuple(Group(why, tuple(each for each in found if each.cause is why)) for why in causes)


def _place(pair: Pair) -> int | None:
    at = found_at(pair) if pair.resolved.deciding else None
    return None if at is None else at + 1
