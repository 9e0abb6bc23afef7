"""The figures as tables on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from evals.scores import Score
from evals.wording import TITLES, interval, percent


def show(scores: tuple[Score, ...], console: Console) -> None:
    """Print every system's measures, then the first system's by group."""
    console.print(systems(scores))
    if scores:
        console.print(groups(scores[0]))


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


def groups(score: Score) -> Table:
    """A row a group, a column for each of the headline measures, for one system."""
    names = ("first", "first_three", "precision_first", "verdict", "declined_rightly", "declined_wrongly")
    table = Table(title=f"{score.system}, by group", title_justify="left")
    table.add_column("group")
    for name in names:
        table.add_column(TITLES[name], justify="right")
    for group, found in score.groups.items():
        table.add_row(group, *(percent(found.get(name)) for name in names))
    return table


def _times(score: Score) -> str:
    return f"{score.latency['median_ms']:.1f} / {score.latency['p95_ms']:.1f}"
