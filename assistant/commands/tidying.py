"""The command that deletes what has been kept long enough: tidy."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

import typer

from assistant.commands.options import DEFAULT_DATA, Data, Json, opened
from assistant.commands.terminal import dump, say


def tidy(context: typer.Context, as_json: Json = False, data: Data = DEFAULT_DATA) -> None:
    """Delete feedback and live sessions that their organisation has kept for its retention_days.

    The server does so itself, when it starts and once a day. Read-and-understood records stay.

    Example: policy-assistant tidy
    """
    # Here, not at the top: SQLAlchemy takes a moment that other commands spare.
    from assistant.state import State, retention

    organisations = opened(context, data).library.organisations()
    state = State.open(data)
    try:
        deleted = retention.tidy(state, organisations, datetime.now(UTC))
    finally:
        state.close()
    if as_json:
        dump([asdict(each) for each in deleted])
        return
    for each in deleted:
        say(f"{each.organisation}: deleted {each.count} of {each.what}, older than {each.days} days.")
    if not deleted:
        say("Nothing is old enough to be deleted.")
