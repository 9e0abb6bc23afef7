"""The command that checks settings, policies and the data folder: doctor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import typer

from assistant.commands.options import DEFAULT_DATA, Data, Json, OrganisationSlug, opened
from assistant.commands.terminal import dump, say

if TYPE_CHECKING:
    from assistant.doctor import Finding

STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}


def doctor(
    context: typer.Context,
    organisation: OrganisationSlug = "",
    as_json: Json = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Check the settings, the policies and the data folder; the exit code is 1 when there are errors.

    Example: policy-assistant doctor --organisation marram-bay
    """
    # Here, not at the top: SQLAlchemy and the library take a moment that other commands spare.
    from assistant.doctor import Level, examine

    library = opened(context, data).library
    findings = examine(library, date.today(), organisation)
    if as_json:
        dump([asdict(each) for each in findings])
    else:
        _print(findings)
    if any(each.level is Level.ERROR for each in findings):
        raise typer.Exit(1)


def _print(findings: Sequence[Finding]) -> None:
    from assistant.doctor import counted

    places: dict[tuple[str, str, str], list[str]] = {}
    for each in findings:
        places.setdefault((each.level, each.problem, each.remedy), []).append(each.where)
    for (level, problem, remedy), wheres in places.items():
        say(f"{level}: {', '.join(wheres)}", style=STYLES[level])
        say(problem, indent=2)
        say(remedy, style="dim", indent=2)
    say(f"{counted(findings)}." if findings else "All is in order.", style="bold")
