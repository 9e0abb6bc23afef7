"""What a run tells of its first system beyond the figures: calibration, curves, differences, causes; as JSON too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from evals import grouping, measures
from evals.contrasts import Contrast, compared, contrasts
from evals.curves import Calibration, Point, calibration, cheapest, curve, graded
from evals.intervals import Measure
from evals.mistakes import Group, by_cause
from evals.runs import Run
from evals.systems import UNDECLINING


@dataclass(frozen=True, slots=True)
class Findings:
    """`verdicts` are (expected, given) counts where the deciding clause came first; `curve` is empty where the
    assistant was not asked what it would have said."""

    calibration: Calibration | None
    curve: tuple[Point, ...]
    contrasts: Mapping[str, Mapping[str, Contrast]]
    compared: Mapping[str, Mapping[str, Measure]]
    verdicts: Mapping[tuple[str, str], int]
    causes: tuple[Group, ...]

    @property
    def cheapest(self) -> Point | None:
        """The threshold of least cost on these questions."""
        return cheapest(self.curve)

    def to_json(self) -> dict[str, Any]:
        """The findings as a JSON object; wrong answers as the keys of their cases."""
        return {
            "calibration": asdict(self.calibration) if self.calibration else None,
            "curve": [asdict(each) for each in self.curve],
            "cheapest": asdict(self.cheapest) if self.cheapest else None,
            "contrasts": {
                group: {name: asdict(each) for name, each in found.items()} for group, found in self.contrasts.items()
            },
            "compared": {
                system: {name: asdict(each) for name, each in found.items()} for system, found in self.compared.items()
            },
            "verdicts_at_the_right_clause": [
                {"expected": expected, "given": given, "cases": count}
                for (expected, given), count in sorted(self.verdicts.items())
            ],
            "causes": {
                str(group.cause): [each.pair.resolved.case.key for each in group.mistakes] for group in self.causes
            },
        }


def findings(run: Run) -> Findings:
    """The findings on the run's first system; raises IndexError for a run without answers."""
    pairs = {name: run.pairs(name) for name in run.systems}
    ours = pairs[run.systems[0]]
    tells = any(pair.said.confidence for pair in ours)
    return Findings(
        calibration=calibration(graded(ours)) if tells else None,
        curve=curve(graded(pairs.get(UNDECLINING, ()))),
        contrasts=contrasts(ours),
        compared=compared({name: found for name, found in pairs.items() if name != UNDECLINING}),
        verdicts=grouping.confusion([pair for pair in ours if measures.right_clause(pair)]),
        causes=by_cause(ours),
    )
