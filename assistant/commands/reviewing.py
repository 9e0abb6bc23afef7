"""The commands for those who look after policies: diff, review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import effects
from assistant.commands.documents import look
from assistant.commands.facts import clause_facts
from assistant.commands.options import DEFAULT_DATA, AsOf, Data, Json, OrganisationSlug, choose, day, opened
from assistant.commands.terminal import dump, say
from assistant.diff.clauses import Change, Difference, compare
from assistant.diff.words import Mark, stretches
from assistant.values import Clause, Document, Status

if TYPE_CHECKING:
    from assistant.commands.trying import Effects
    from assistant.library import Library
    from assistant.review import Finding

MARKS = {Mark.KEPT: "{}", Mark.REMOVED: "[-{}-]", Mark.ADDED: "{{+{}+}}"}


def diff(
    context: typer.Context,
    old: Annotated[str, typer.Argument(help="The older version: a file's name, an id or a path.")],
    new: Annotated[str, typer.Argument(help="The newer version.")],
    organisation: OrganisationSlug = "",
    with_cases: Annotated[bool, typer.Option("--cases", help="Ask both versions the known questions too.")] = False,
    questions: Annotated[
        Path | None, typer.Option(metavar="FILE", exists=True, dir_okay=False, help="Ask these: JSON lines or YAML.")
    ] = None,
    as_json: Json = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Show which clauses were added, removed and changed between two versions; with --cases, whose verdicts change.

    A version may be a draft on disk that is not indexed.

    Example: policy-assistant diff social-media-2024.md social-media-2026.md --cases
    """
    before, after = (look(context, name, organisation, data).clauses for name in (old, new))
    difference = compare(before, after)
    tried = _tried(context, (old, new), organisation, questions, data) if with_cases or questions else None
    if as_json:
        dump({**_facts(difference), **({"cases": effects.facts(tried)} if tried else {})})
        return
    _print(difference)
    if tried:
        effects.tell(tried)


def _tried(
    context: typer.Context, versions: tuple[str, str], organisation: str, questions: Path | None, data: Path
) -> Effects:
    # Here, not at the top: question sets are YAML, which other commands need not load.
    from assistant.commands.trying import measured

    return measured(context, versions, organisation, questions, data)


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
        _print_change(change)
    counts = (len(difference.added), len(difference.removed), len(difference.changed))
    say("{} added, {} removed, {} changed, {} unchanged".format(*counts, difference.unchanged), style="bold")


def _print_side(mark: str, clause: Clause, style: str) -> None:
    words = " ".join(f"{clause.stem} {clause.text}".split())
    say(f"{mark} {clause.place}: {words}", style=style)


def _print_change(change: Change) -> None:
    """One line, with [-words that went-] and {+words that came+}."""
    was = "" if change.old.label == change.new.label else f" (was {change.old.label})"
    texts = (" ".join(f"{side.stem} {side.text}".split()) for side in (change.old, change.new))
    marked = " ".join(MARKS[stretch.mark].format(stretch.text) for stretch in stretches(*texts))
    say(f"~ {change.new.place}{was}: {marked}")


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
    titles = {(each.organisation, each.document): each.title for each in library.policies()}
    for (slug, document), some in groupby(findings, lambda finding: (finding.organisation, finding.document)):
        say(f"{slug}: {titles.get((slug, document), 'known questions')} ({document})", style="bold")
        for finding in some:
            say(f"{finding.kind}: {finding.text}", indent=2)
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
