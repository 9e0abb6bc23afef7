"""The command that evaluates: runs question sets against the assistant."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from assistant.errors import BadInput


def evaluate(
    sets: Annotated[list[str] | None, typer.Argument(metavar="SET…", help="Question sets; all when none.")] = None,
    report: Annotated[Path | None, typer.Option(metavar="DIR", help="Where the report goes.")] = None,
    gate: Annotated[bool, typer.Option("--gate", help="Exit 1 when a figure is under its threshold.")] = False,
) -> None:
    """Run question sets: a table here, and a report as HTML and JSON. Data of its own, not yours.

    Example: policy-assistant eval --gate
    """
    if find_spec("evals") is None:
        raise BadInput(
            "The question sets aren't installed with this copy of the assistant.",
            "Run the command in a clone of the project, where evals/ lies.",
        )
    from evals.cli import run

    raise typer.Exit(run(sets or [], report, gate))
