"""The commands on known questions: known add, known list, known remove."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated

import typer

from assistant.commands.options import DEFAULT_DATA, AsOf, Data, Json, OrganisationSlug, choose, day, opened
from assistant.commands.terminal import dump, say

QuestionArgument = Annotated[str, typer.Argument(metavar="QUESTION", help="The question as people ask it.")]
OfRole = Annotated[
    str, typer.Option("--role", metavar="ROLE", help="Who asks: staff, parent, pupil, trainer (anybody).")
]


def known() -> typer.Typer:
    """The commands under `known`."""
    app = typer.Typer(no_args_is_help=True, help="Questions with approved answers: add, list, remove.")
    app.command("add")(add_known)
    app.command("list")(list_known)
    app.command("remove")(remove_known)
    return app


def add_known(
    context: typer.Context,
    question: QuestionArgument,
    clause: Annotated[str, typer.Option(metavar="KEY", help="The clause that settles it: phones.md#3.b2")],
    organisation: OrganisationSlug = "",
    verdict: Annotated[str, typer.Option(help="yes, no, conditional or info (left to the clause).")] = "",
    role: OfRole = "",
    by: Annotated[str, typer.Option(metavar="NAME", help="Who approved it.")] = "",
    data: Data = DEFAULT_DATA,
) -> None:
    """Approve the clause that settles a question: asked again, or much alike, it leads there.

    Example: policy-assistant known add "can I ring home at lunch?" --clause "phones.md#2" --verdict no
    """
    from assistant.approving import approve

    library = opened(context, data).library
    slug = choose(library.organisations(), organisation)
    entry = approve(library, slug, question, clause, date.today(), verdict, role, by)
    say(f"known     {slug}: {entry.question}", style="green")
    say(f"{entry.policy} {entry.clause}: {entry.stem} {entry.quote}".replace("  ", " "), indent=2)


def list_known(
    context: typer.Context,
    organisation: OrganisationSlug = "",
    as_of: AsOf = "",
    as_json: Json = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """List the known questions, and which are no longer used because their clause has changed.

    Example: policy-assistant known list --organisation marram-bay
    """
    from assistant.approving import listed

    library = opened(context, data).library
    slug = choose(library.organisations(), organisation)
    found = listed(library, slug, day(as_of))
    if as_json:
        dump([{**asdict(each.entry), "document": each.document, "fault": each.fault} for each in found])
        return
    for each in found:
        facts = (each.entry.role or "anybody", each.entry.verdict, f"{each.entry.policy} {each.entry.clause}")
        say(f"{each.entry.question}  ({', '.join(fact for fact in facts if fact)})")
        if each.fault:
            say(f"not used: {each.fault}", style="yellow", indent=2)
    say(f"{len(found)} known, {sum(bool(each.fault) for each in found)} not used.")
    if library.shelf.questions_changed(slug):
        say("The file was edited since: run `policy-assistant index` to put it in use.", style="yellow")


def remove_known(
    context: typer.Context,
    question: QuestionArgument,
    organisation: OrganisationSlug = "",
    role: OfRole = "",
    data: Data = DEFAULT_DATA,
) -> None:
    """Withdraw the approval of a question.

    Example: policy-assistant known remove "can I ring home at lunch?"
    """
    from assistant.approving import withdraw

    library = opened(context, data).library
    slug = choose(library.organisations(), organisation)
    entry = withdraw(library, slug, question, role)
    say(f"removed   {slug}: {entry.question}", style="magenta")
