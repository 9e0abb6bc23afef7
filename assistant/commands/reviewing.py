"""The commands for those who look after policies: diff, review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.documents import look
from assistant.commands.facts import clause_facts, place
from assistant.commands.options import DEFAULT_DATA, AsOf, Data, Json, OrganisationSlug, choose, day, opened
from assistant.commands.terminal import dump, say
from assistant.diff import Difference, compare
from assistant.values import Clause, Document, Status

if TYPE_CHECKING:
    from assistant.library import Library
    from assistant.review import Finding


def diff(
    context: typer.Context,
    old: Annotated[str, typer.Argument(help="The older version: a file's name, an id or a path.")],
    new: Annotated[str, typer.Argument(help="The newer version.")],
    organisation: OrganisationSlug = "",
    as_json: Json = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Show which clauses were added, removed and changed between two versions.

    Example: policy-assistant diff social-media-2024.md social-media-2026.md
    """
    before, after = (look(context, name, organisation, data).clauses for name in (old, new))
    difference = compare(before, after)
    if as_json:
        dump(_facts(difference))
    else:
        _print(difference)


def _facts(difference: Difference) -> dict[str, object]:
    return {
        "added": [clause_facts(clause) for clause in difference.added],
        "removed": [clause_facts(clause) for clause in difference.removed],
        "changed": [
            {"old": clause_facts(change.old), "new": clause_facts(change.new)} for change in difference.changed
        ],
        "unchanged": difference.unchanged,
    }


def _print(difference: Difference) -> None:
    for clause in difference.removed:
        _print_side("-", clause, "red")
    for clause in difference.added:
        _print_side("+", clause, "green")
    for change in difference.changed:
        _print_side("~ was", change.old, "red")
        _print_side("~ now", change.new, "green")
    counts = (len(difference.added), len(difference.removed), len(difference.changed))
    say("{} added, {} removed, {} changed, {} unchanged".format(*counts, difference.unchanged))


def _print_side(mark: str, clause: Clause, style: str) -> None:
    words = f"{clause.stem} {clause.text}".strip()
    say(f"{mark} {place(clause.label, clause.page)}: {words}", style=style)


def review(
    context: typer.Context,
    organisation: OrganisationSlug = "",
    as_of: AsOf = "",
    as_json: Json = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """List what the owners should mend: reviews due, missing dates, gaps, bad scans, known questions out of use.

    Example: policy-assistant review --as-of 2026-09-01
    """
    from assistant.review import examine

    on = day(as_of)
    library = opened(context, data).library
    slugs = _slugs(library, organisation)
    findings = (*examine(_live(library, slugs, on), on), *_out_of_use(library, slugs, on))
    if as_json:
        dump([asdict(finding) for finding in findings])
        return
    for finding in findings:
        say(f"{finding.organisation}/{finding.document}: {finding.kind}: {finding.text}")
    say(f"{len(findings)} to look at." if findings else "Nothing to mend.")


def _slugs(library: Library, organisation: str) -> tuple[str, ...]:
    if organisation:
        return (choose(library.organisations(), organisation),)
    return tuple(each.slug for each in library.organisations())


def _live(library: Library, slugs: Iterable[str], on: date) -> Iterator[Document]:
    """The documents of every version that isn't superseded."""
    from assistant.versions import status_of

    for slug in slugs:
        documents = library.shelf.open(slug).documents.values()
        policies = tuple(document.policy for document in documents)
        yield from (each for each in documents if status_of(each.policy, policies, on) is not Status.SUPERSEDED)


def _out_of_use(library: Library, slugs: Iterable[str], on: date) -> Iterator[Finding]:
    """The known questions whose approved clause is no longer in force."""
    from assistant.approving import listed
    from assistant.review import Finding

    for slug in slugs:
        for each in listed(library, slug, on):
            if each.fault:
                document, text = each.document or each.entry.policy, f"“{each.entry.question}”: {each.fault}"
                yield Finding("known question", slug, document, text, each.entry.clause)
