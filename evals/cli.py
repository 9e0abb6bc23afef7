"""Runs question sets from end to end: generate, score, show, report, gate."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from assistant import cases
from assistant.cases import CaseSet
from assistant.errors import BadInput
from evals import report, runs, scores, table
from evals.corpora import REAL_VARIABLE, missing
from evals.gate import Failure, failures_of, load
from evals.runs import Run

SKIP_VARIABLE = "POLICY_ASSISTANT_SKIP_REAL"


def run(
    sets: Sequence[str] = (),
    report_dir: Path | None = None,
    gate: bool = False,
    data: Path | None = None,
    compare: bool = True,
    rescore: Path | None = None,
    console: Console | None = None,
) -> int:
    """Run the sets of these names (all, when none is named); the exit code: 1 when under the gate.

    `data` holds the indexes (default: evals/runs/data), `compare` asks the baselines too, `rescore`
    scores a run's folder again instead of asking. A set whose documents aren't there is skipped
    aloud, and is under the gate unless POLICY_ASSISTANT_SKIP_REAL is set.
    """
    screen = console or Console()
    made, skipped = (runs.read(rescore), ()) if rescore else _made(tuple(sets), data, compare, screen)
    found = scores.score(made)
    failures = failures_of(load(), found[0].groups) if found else ()
    table.show(made, found, screen)
    _say(failures, skipped, screen)
    if report_dir and found:
        screen.print(f"Report: {report.write(made, found, failures, skipped, report_dir)}")
    return int(gate and bool(failures or _counts(skipped, os.environ) or not found))


def _made(names: tuple[str, ...], data: Path | None, compare: bool, screen: Console) -> tuple[Run, tuple[str, ...]]:
    # Imported here because LlamaIndex takes a second and a half, which --rescore need not pay.
    from evals.generate import generate

    ready, skipped = present(cases.load(names))
    for each in skipped:
        screen.print(f"[bold red]SKIPPED[/] {each}")
    with Progress(console=screen) as bar:
        task = bar.add_task("Asking")
        made = generate(
            ready,
            data or runs.FOLDER / "data",
            compare,
            lambda done, of: bar.update(task, completed=done, total=of),
        )
    folder = runs.FOLDER / time.strftime("%Y-%m-%d-%H%M%S")
    runs.save(made, folder)
    screen.print(f"Answers: {folder}")
    return made, skipped


def present(sets: tuple[CaseSet, ...]) -> tuple[tuple[CaseSet, ...], tuple[str, ...]]:
    """The sets whose documents are there, and a sentence for each of the others."""
    absent = {each.name: missing(each.corpus) for each in sets}
    skipped = tuple(
        f"set {name}: {len(files)} documents aren't there, {files[0]} for one. "
        f"{REAL_VARIABLE} names the folder of the real policies."
        for name, files in absent.items()
        if files
    )
    return tuple(each for each in sets if not absent[each.name]), skipped


def _counts(skipped: tuple[str, ...], environment: Mapping[str, str]) -> bool:
    return bool(skipped) and not environment.get(SKIP_VARIABLE)


def _say(failures: Sequence[Failure], skipped: Sequence[str], screen: Console) -> None:
    for failure in failures:
        screen.print(f"[red]under the gate:[/] {failure}", highlight=False)
    if not failures and not skipped:
        screen.print("[green]Every threshold that applies is met.[/]")


def named_run(name: str, folder: Path = runs.FOLDER) -> Path:
    """The folder of a run by its name, or of the latest for "latest"; raises BadInput when there is none."""
    found = sorted(path.parent for path in folder.glob("*/answers.jsonl"))
    wanted = [path for path in found if name in ("latest", path.name)]
    if not wanted:
        raise BadInput(f"There is no run {name!r}.", f"Known runs: {', '.join(p.name for p in found) or 'none'}.")
    return wanted[-1]
