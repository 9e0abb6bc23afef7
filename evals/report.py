"""One self-contained HTML page: figures, plots, and every wrong answer explained."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from evals import plots, wording
from evals.causes import EXPLAINED, Cause, cause
from evals.gate import Failure
from evals.measures import Pair, found_at
from evals.runs import Run
from evals.scores import Score

GROUP_MEASURES = (
    "first",
    "first_three",
    "precision_first",
    "verdict",
    "declined_rightly",
    "declined_wrongly",
)


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


def mistakes(pairs: Sequence[Pair]) -> tuple[Mistake, ...]:
    """The wrong answers, by cause, then by case."""
    order = list(Cause)
    found = [(pair, why) for pair in pairs if (why := cause(pair)) is not None]
    found.sort(key=lambda each: (order.index(each[1]), each[0].resolved.case.key))
    return tuple(Mistake(pair, why, _place(pair)) for pair, why in found)


def _place(pair: Pair) -> int | None:
    at = found_at(pair) if pair.resolved.deciding else None
    return None if at is None else at + 1


def write(run: Run, scores: Sequence[Score], failures: Sequence[Failure], skipped: Sequence[str], folder: Path) -> Path:
    """Write report.html and measures.json into the folder; the path of the page."""
    folder.mkdir(parents=True, exist_ok=True)
    figures = {"config": dict(run.config), "skipped": list(skipped), "gate": [str(f) for f in failures]}
    everything = {**figures, "systems": [each.to_json() for each in scores]}
    text = json.dumps(everything, indent=2, ensure_ascii=False) + "\n"
    (folder / "measures.json").write_text(text, encoding="utf-8")
    page = folder / "report.html"
    page.write_text(render(run, scores, failures, skipped), encoding="utf-8")
    return page


def render(run: Run, scores: Sequence[Score], failures: Sequence[Failure], skipped: Sequence[str]) -> str:
    """The page as HTML; it loads nothing from anywhere."""
    environment = Environment(loader=PackageLoader("evals"), autoescape=True, undefined=StrictUndefined)
    pairs = run.pairs(scores[0].system)
    return environment.get_template("report.html").render(
        run=run,
        scores=scores,
        failures=failures,
        skipped=skipped,
        mistakes=mistakes(pairs),
        explained=EXPLAINED,
        titles=wording.TITLES,
        percent=wording.percent,
        interval=wording.interval,
        group_measures=GROUP_MEASURES,
        compared=plots.compared(scores),
        confusion=plots.confusion(scores[0]),
        times=plots.times([pair.said.ms for pair in pairs]),
    )
