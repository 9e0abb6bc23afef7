"""The figures as tables on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from evals.contrasts import COMPARED
from evals.findings import Findings, findings
from evals.mistakes import Group
from evals.runs import Run
from evals.scores import Score
from evals.wording import TITLES, interval, nearly, percent, points


def show(run: Run, scores: tuple[Score, ...], console: Console) -> None:
    """Print every system's measures, then the first system's by group, its differences and its mistakes."""
    console.print(systems(scores))
    if scores:
        found = findings(run)
        console.print(groups(scores[0], found))
        if found.compared:
            console.print(gains(scores[0].system, found))
        console.print(causes(found.causes))
        console.print(confidence(found), highlight=False)


def systems(scores: tuple[Score, ...]) -> Table:
    """A row a measure, a column a system."""
    table = Table(title="All questions (95 % interval, number of questions)", title_justify="left")
    table.add_column("measure")
    for each in scores:
        table.add_column(each.system)
    for name, title in TITLES.items():
        found = [each.groups["all"].get(name) for each in scores]
        if any(found):
            table.add_row(title, *(f"{percent(m)}  {interval(m)}".strip() for m in found))
    table.add_row("Milliseconds, median / 95th percentile", *map(_times, scores))
    return table


def groups(score: Score, found: Findings) -> Table:
    """A row a group, a column for each of the headline measures, with the difference from all other questions."""
    names = ("first", "first_three", "verdict", "declined_rightly", "declined_wrongly")
    table = Table(title=f"{score.system}, by group (points more than all other questions)", title_justify="left")
    table.add_column("group")
    for name in names:
        table.add_column(TITLES[name])
    table.add_row("all", *(percent(score.groups["all"].get(name)) for name in names))
    for group, contrasts in found.contrasts.items():
        cells = ((contrasts.get(name), score.groups[group].get(name)) for name in names)
        table.add_row(group, *(f"{percent(m)}  {nearly(c.difference) if c else ''}".strip() for c, m in cells))
    return table


def gains(system: str, found: Findings) -> Table:
    """A row a system that stands beside the first, with how many points the first has more on the same questions."""
    table = Table(title=f"{system} less the others, in points, same questions", title_justify="left")
    table.add_column("system")
    for name in COMPARED:
        table.add_column(TITLES[name])
    for other, measured in found.compared.items():
        table.add_row(other, *(points(measured.get(name)) for name in COMPARED))
    return table


def causes(groups: tuple[Group, ...]) -> Table:
    """A row a cause of wrong answers, and how many had the deciding clause all the same."""
    table = Table(title="Wrong answers, by cause", title_justify="left")
    for title in ("cause", "questions", "deciding clause first", "in the first three"):
        table.add_column(title)
    for each in groups:
        table.add_row(str(each.cause), str(len(each.mistakes)), str(each.first), str(each.first_three))
    return table


def confidence(found: Findings) -> str:
    """Calibration and the cheapest threshold, in a line or two."""
    lines = []
    if found.calibration:
        lines.append(
            f"Expected calibration error {found.calibration.error:.3f} over {found.calibration.answers} answers."
        )
    if found.cheapest:
        best = found.cheapest
        right = "" if best.right is None else f"{best.right:.1%} of them right, "
        lines.append(
            f"Cheapest threshold on these questions {best.threshold:.2f}: {best.answered:.1%} answered, {right}"
            f"cost {best.cost:.2f} a question (to read, not to set numbers by)."
        )
    return "\n".join(lines)


def _times(score: Score) -> str:
    return f"{score.latency['median_ms']:.1f} / {score.latency['p95_ms']:.1f}"
