"""The options that commands share, and how a command opens the data folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from assistant.errors import BadInput, DataFolderError, UnknownName
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.values import Organisation

Opener = Callable[[Settings], "Assistant"]
"""What `main` hands to the commands: opens a data folder, importing the heavy rooms only then."""

DEFAULT_DATA = Path("data")

Data = Annotated[
    Path,
    typer.Option("--data", envvar="POLICY_ASSISTANT_DATA", metavar="DIR", help="Where the index is kept."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for another program.")]
OrganisationSlug = Annotated[
    str, typer.Option("--organisation", "-o", metavar="SLUG", help="Whose policies, such as “marram-bay”.")
]
AsOf = Annotated[
    str, typer.Option("--as-of", metavar="DATE", help="As it stood on this day, such as 2026-02-14 (today).")
]


def opened(context: typer.Context, data: Path, public_only: bool = False) -> Assistant:
    """The assistant over a data folder, or over what of it is public. Raises DataFolderError when there is none."""
    if not data.exists():
        raise DataFolderError(
            f"There is no data folder at {data}.",
            "Index something first (policy-assistant index, or policy-assistant add FILE "
            "--organisation SLUG), or name another folder with --data.",
        )
    return create(context, data, public_only)


def create(context: typer.Context, data: Path, public_only: bool = False) -> Assistant:
    """The assistant over a data folder that may not exist yet."""
    return cast("Opener", context.obj)(Settings(data=data, public_only=public_only))


def choose(organisations: tuple[Organisation, ...], given: str) -> str:
    """The organisation meant: the one given, or the only one. Raises UnknownName or BadInput."""
    slugs = sorted(organisation.slug for organisation in organisations)
    if not slugs:
        raise BadInput(
            "No policy is indexed yet.",
            "Add one with: policy-assistant add FILE --organisation SLUG (or run policy-assistant index).",
        )
    if given and given not in slugs:
        raise UnknownName(f"There is no organisation “{given}”.", f"Choose one of: {', '.join(slugs)}.")
    if not given and len(slugs) > 1:
        raise BadInput(
            "Several organisations are indexed, and none was named.",
            f"Add --organisation with one of: {', '.join(slugs)}.",
        )
    return given or slugs[0]


def day(as_of: str) -> date:
    """The day meant, today when none was given. Raises BadInput for what is no day."""
    try:
        return date.fromisoformat(as_of) if as_of else date.today()
    except ValueError as error:
        raise BadInput(f"“{as_of}” is not a day.", "Write it as 2026-02-14.") from error
