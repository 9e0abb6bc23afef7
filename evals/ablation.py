"""The table of ablations: a row a variant, from the answers of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.table import Table

from evals import grouping, measures
from evals.contrasts import against
from evals.intervals import Measure
from evals.runs import Run
from evals.systems import BEST_UNTUNED, EMBEDDING_ALONE, PARTS, UNDECLINING, WHOLE
from evals.wording import interval, nearly, percent

COLUMNS = {
    "first": "first",
    "first_three": "first three",
    "verdict": "verdict",
    "declined_rightly": "unanswerable declined",
    "declined_wrongly": "answerable declined",
    "wrong_yes": "wrong yes",
}
IDLE = "not in this build"
BASELINES = {"llamaindex": "LlamaIndex quickstart", "dense": "untuned embedding alone", "bm25": "BM25 alone"}
SYSTEMS = (WHOLE.name, *(part.name for part in PARTS), EMBEDDING_ALONE.name, BEST_UNTUNED.name, *BASELINES)


@dataclass(frozen=True, slots=True)
class Row:
    """A variant's measures: `free` is "first" when it never declines, `gain` its "first" less that of the whole.

    `idle` tells that the part is off in this build already, so that there is nothing to measure.
    """

    name: str
    measured: dict[str, Measure]
    idle: bool = False
    free: Measure | None = None
    gain: Measure | None = None
    median_ms: float = 0.0


def free(name: str) -> str:
    """The name under which a variant's answers without declining stand."""
    return f"{name}, {UNDECLINING}"


def rows(run: Run) -> Iterator[Row]:
    """The table's rows, idle parts included; a system that was not asked has none."""
    idle = {part.name for part in PARTS if part.idle}
    whole = run.pairs(WHOLE.name)
    for name in SYSTEMS:
        if name in idle:
            yield Row(name, {}, idle=True)
        elif pairs := run.pairs(name):
            yield Row(
                name=BASELINES.get(name, name),
                measured={each: found for each, found in measures.measure(pairs).items() if each in COLUMNS},
                free=measures.measure(run.pairs(free(name))).get("first"),
                gain=against(pairs, whole).get("first") if name != WHOLE.name else None,
                median_ms=grouping.latency(pairs)["median_ms"],
            )


def table(found: Sequence[Row], questions: int) -> Table:
    """The rows as a table for the terminal."""
    shown = Table(title=f"Each part off in turn, {questions} questions (95 % interval)", title_justify="left")
    for title in ("", *COLUMNS.values(), "first, never declining", "first, less the whole", "ms"):
        shown.add_column(title)
    for row in found:
        if row.idle:
            shown.add_row(row.name, IDLE, *[""] * (len(COLUMNS) + 2))
            continue
        cells = (f"{percent(m)} {interval(m).partition(',')[0]}".strip() for m in map(row.measured.get, COLUMNS))
        shown.add_row(row.name, *cells, percent(row.free), nearly(row.gain), f"{row.median_ms:.0f}")
    return shown


def to_json(found: Sequence[Row], run: Run) -> dict[str, Any]:
    """The rows as a JSON object."""
    return {"config": dict(run.config), "questions": len(run.cases), "rows": [asdict(row) for row in found]}
