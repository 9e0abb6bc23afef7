"""The commands that look at what is indexed: policies, clauses, text, show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import typer

from assistant.commands.documents import Looked, look
from assistant.commands.facts import clause_facts, policy_facts
from assistant.commands.options import DEFAULT_DATA, AsOf, Data, Json, OrganisationSlug, choose, day, opened
from assistant.commands.terminal import dump, say, table
from assistant.dates import say as in_words
from assistant.errors import UnknownName
from assistant.values import Clause, Policy

DocumentName = Annotated[
    str, typer.Argument(help="An indexed file's name, an id such as iwys/phones@2026-02, or a path.")
]


def policies(
    context: typer.Context,
    organisation: OrganisationSlug = "",
    as_of: AsOf = "",
    as_json: Json = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """List the policies that are indexed, and which version is in force.

    Example: policy-assistant policies --organisation marram-bay
    """
    on = day(as_of)
    library = opened(context, data).library
    if organisation:
        choose(library.organisations(), organisation)
    found = library.policies(organisation or None)
    facts = [{**policy_facts(policy), "status": _status(policy, found, on)} for policy in found]
    if as_json:
        dump(facts)
    else:
        table(("id", "title", "status", "review due", "document"), (_row(each) for each in facts))


def _status(policy: Policy, policies: tuple[Policy, ...], on: date) -> str:
    from assistant.versions import status_of

    siblings = tuple(other for other in policies if other.organisation == policy.organisation)
    return status_of(policy, siblings, on).value


def _row(facts: Mapping[str, Any]) -> tuple[str, ...]:
    return (facts["id"], facts["title"], facts["status"], in_words(facts["review"]) or "–", facts["document"])


def clauses(
    context: typer.Context,
    document: DocumentName,
    as_json: Json = False,
    uncovered: Annotated[bool, typer.Option("--uncovered", help="Show the text that is in no clause.")] = False,
    organisation: OrganisationSlug = "",
    data: Data = DEFAULT_DATA,
) -> None:
    """Show the clauses of a document, and what share of its text is in none.

    A path to a file is read on the spot and need not be indexed.

    Example: policy-assistant clauses social-media.docx --uncovered
    """
    looked = look(context, document, organisation, data)
    gaps = _gaps(looked)
    if as_json:
        dump(gaps if uncovered else [clause_facts(clause) for clause in looked.clauses])
        return
    if uncovered:
        for gap in gaps:
            say(f"{gap['start']}–{gap['end']}: {gap['text']}")
    else:
        for clause in looked.clauses:
            _print_clause(clause)
    say(_share(looked, gaps))


def _gaps(looked: Looked) -> list[dict[str, Any]]:
    from assistant.clauses import uncovered

    text = looked.source.text
    spans = uncovered(looked.source, looked.clauses)
    return [{"start": start, "end": end, "text": text[start:end]} for start, end in spans]


def _share(looked: Looked, gaps: list[dict[str, Any]]) -> str:
    letters = sum(1 for letter in looked.source.text if not letter.isspace())
    missed = sum(1 for gap in gaps for letter in gap["text"] if not letter.isspace())
    share = 100 * missed / letters if letters else 0
    count = len(looked.clauses)
    return f"{count} clauses; {share:.1f} % of the text is in none (headings, contents; see --uncovered)."


def _print_clause(clause: Clause) -> None:
    binds = f", binds {', '.join(clause.binds)}" if clause.binds else ""
    say(f"{clause.clause}  {clause.place}", style="bold")
    if clause.stem:
        say(clause.stem, style="dim", indent=4)
    say(clause.text, indent=4)
    say(f"{clause.modality.value}{binds}, {clause.start}–{clause.end}", style="cyan", indent=4)


def text(
    context: typer.Context,
    document: DocumentName,
    organisation: OrganisationSlug = "",
    data: Data = DEFAULT_DATA,
) -> None:
    """Print the stored text of a document, to the character: what offsets count in.

    Example: policy-assistant text social-media.docx > social-media.txt
    """
    looked = look(context, document, organisation, data)
    # As bytes: standard output would turn its newlines into the system's.
    typer.echo(looked.source.text.encode("utf-8"), nl=False)


def show(
    context: typer.Context,
    clause: Annotated[str, typer.Argument(help="A document and the clause's address: phones.md#3.b2")],
    organisation: OrganisationSlug = "",
    as_json: Json = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Show one clause.

    Example: policy-assistant show "phones.md#3.b2"
    """
    document, mark, address = clause.rpartition("#")
    if not mark:
        raise UnknownName(f"“{clause}” names no clause.", "Write the document, #, and the clause: phones.md#3.b2.")
    looked = look(context, document, organisation, data)
    found = next((each for each in looked.clauses if each.clause == address), None)
    if found is None:
        raise UnknownName(f"{document} has no clause “{address}”.", f"See: policy-assistant clauses {document}")
    if as_json:
        dump({"document": looked.source.name, **clause_facts(found)})
    else:
        _print_clause(found)
