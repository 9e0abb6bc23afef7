"""The gate: measures against the thresholds in thresholds.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from assistant.errors import BadInput
from evals.intervals import Measure
from evals.measures import MEASURES

THRESHOLDS = Path(__file__).parent / "thresholds.yaml"


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a measure of a group must keep to: `side` is "min" or "max"."""

    group: str
    measure: str
    side: str
    bound: float

    def holds(self, value: float) -> bool:
        """Whether the value keeps to the bound."""
        return value >= self.bound if self.side == "min" else value <= self.bound


@dataclass(frozen=True, slots=True)
class Failure:
    """A threshold that isn't met; `value` is None when nothing was measured."""

    threshold: Threshold
    value: float | None

    def __str__(self) -> str:
        sign = "≥" if self.threshold.side == "min" else "≤"
        got = "not measured" if self.value is None else f"{self.value:.3f}"
        return f"{self.threshold.group}: {self.threshold.measure} is {got}, must be {sign} {self.threshold.bound:g}"


def load(path: Path = THRESHOLDS) -> tuple[Threshold, ...]:
    """The thresholds of a file; raises BadInput for a measure or side that doesn't exist."""
    content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    thresholds = tuple(
        Threshold(str(group), str(name), str(side), float(bound))
        for group, rules in content.items()
        for name, sides in rules.items()
        for side, bound in sides.items()
    )
    for each in thresholds:
        if each.measure not in MEASURES or each.side not in ("min", "max"):
            raise BadInput(
                f"{path} has the threshold {each.group} / {each.measure} / {each.side}.",
                f"The measures are {', '.join(MEASURES)}, with min or max.",
            )
    return thresholds


def failures_of(thresholds: tuple[Threshold, ...], groups: Mapping[str, Mapping[str, Measure]]) -> tuple[Failure, ...]:
    """The thresholds not met; of a group that was not run none is, of one that was, all are checked."""
    found = []
    for threshold in (each for each in thresholds if each.group in groups):
        got = groups[threshold.group].get(threshold.measure)
        if got is None or not threshold.holds(got.value):
            found.append(Failure(threshold, None if got is None else got.value))
    return tuple(found)
