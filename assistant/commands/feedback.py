"""The command that lists what people said of answers, and deletes one: feedback."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.options import DEFAULT_DATA, Data, Json, OrganisationSlug, choose, day, opened
from assistant.commands.terminal import dump, say

if TYPE_CHECKING:
    from assistant.state import State
    from assistant.state.feedback import Feedback


def feedback(
    context: typer.Context,
    organisation: OrganisationSlug = "",
    wrong: Annotated[bool, typer.Option("--wrong", help="Only answers that were called wrong.")] = False,
    since: Annotated[str, typer.Option(metavar="DATE", help="Only from this day on, such as 2026-11-01.")] = "",
    remove: Annotated[int | None, typer.Option(metavar="ID", help="Delete the one of this number.")] = None,
    as_json: Json = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """List what people said of answers, newest first; or delete one.

    Example: policy-assistant feedback --wrong --since 2026-11-01
    """
    if organisation:
        choose(opened(context, data).library.organisations(), organisation)
    state = _state(data)
    if remove is not None:
        _remove(state, remove)
        return
    found = _found(state, organisation, wrong, since)
    if as_json:
        dump([asdict(each) for each in found])
    else:
        _print(found)


def _state(data: Path) -> State:
    # Here, not at the top: SQLAlchemy takes a third of a second to import.
    from assistant.state import State

    return State.open(data)


def _remove(state: State, id: int) -> None:
    from assistant.state.feedback import remove

    remove(state, id)
    say(f"removed   feedback {id}", style="magenta")


def _found(state: State, organisation: str, wrong: bool, since: str) -> tuple[Feedback, ...]:
    from assistant.state.feedback import kept

    start = datetime.combine(day(since), time(), UTC) if since else None
    return kept(state, organisation, False if wrong else None, start)


def _print(found: tuple[Feedback, ...]) -> None:
    for each in found:
        judged = ("right", "green") if each.right else ("wrong", "red")
        facts = (each.organisation, f"verdict {each.verdict}" if each.verdict else "", each.label or each.clause)
        say(f"{each.id}  {each.sent[:10]}  {judged[0]}  {', '.join(filter(None, facts))}", style=judged[1])
        if each.reason:
            say(each.reason, indent=4)
        if each.question:
            say(f"asked: “{each.question}”", indent=4, style="dim")
    right = sum(each.right for each in found)
    say(f"{right} of {len(found)} right." if found else "No feedback to show.")
