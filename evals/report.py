"""One self-contained HTML page: figures, plots, and the wrong answers by cause."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from evals import plots, wording
from evals.contrasts import COMPARED, HEADLINES
from evals.findings import findings
from evals.gate import Failure
from evals.runs import Run
from evals.scores import Score


def write(run: Run, scores: Sequence[Score], failures: Sequence[Failure], skipped: Sequence[str], folder: Path) -> Path:
    """Write report.html and measures.json into the folder; the path of the page."""
    folder.mkdir(parents=True, exist_ok=True)
    figures = {"config": dict(run.config), "skipped": list(skipped), "gate": [str(f) for f in failures]}
    everything = {**figures, "systems": [each.to_json() for each in scores], "findings": findings(run).to_json()}
    text = json.dumps(everything, indent=2, ensure_ascii=False) + "\n"
    (folder / "measures.json").write_text(text, encoding="utf-8")
    page = folder / "report.html"
    page.write_text(render(run, scores, failures, skipped), encoding="utf-8")
    return page


def render(run: Run, scores: Sequence[Score], failures: Sequence[Failure], skipped: Sequence[str]) -> str:
    """The page as HTML; it loads nothing from anywhere."""
    environment = Environment(loader=PackageLoader("evals"), autoescape=True, undefined=StrictUndefined)
    pairs, found = run.pairs(scores[0].system), findings(run)
    shipped = run.config.get("answer_from")
    return environment.get_template("report.html").render(
        run=run,
        scores=scores,
        failures=failures,
        skipped=skipped,
        found=found,
        words=wording,
        headlines=HEADLINES,
        comparable=COMPARED,
        compared=plots.compared(scores),
        confusion=plots.confusion(scores[0].confusion, "all verdicts"),
        confusion_found=plots.confusion(found.verdicts, "where the deciding clause came first"),
        times=plots.times([pair.said.ms for pair in pairs]),
        calibration=plots.calibration(found.calibration) if found.calibration else "",
        coverage=plots.coverage(found.curve, shipped) if found.curve else "",
        cost=plots.cost(found.curve, shipped) if found.curve else "",
    )
