"""Scoring, the instant half: a run's measures by system and group, as values and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from evals import grouping, measures
from evals.intervals import Measure
from evals.runs import Run


@dataclass(frozen=True, slots=True)
class Score:
    """One system's figures: measures by group, verdicts as (expected, given) counts, latency in ms."""

    system: str
    groups: Mapping[str, Mapping[str, Measure]]
    confusion: Mapping[tuple[str, str], int]
    latency: Mapping[str, float]

    def to_json(self) -> dict[str, Any]:
        """The figures as a JSON object."""
        return {
            "system": self.system,
            "groups": {
                group: {name: asdict(each) for name, each in found.items()} for group, found in self.groups.items()
            },
            "confusion": [
                {"expected": expected, "given": given, "cases": count}
                for (expected, given), count in sorted(self.confusion.items())
            ],
            "latency": dict(self.latency),
        }


def score(run: Run) -> tuple[Score, ...]:
    """The figures of every system of the run, in the run's order."""
    return tuple(_score(run, system) for system in run.systems)


def _score(run: Run, system: str) -> Score:
    pairs = run.pairs(system)
    grouped = {name: measures.measure(group) for name, group in grouping.groups(pairs).items()}
    return Score(system, grouped, grouping.confusion(pairs), grouping.latency(pairs))
