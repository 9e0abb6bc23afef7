"""The commands that change what is indexed: add, index, remove."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.commands.facts import policy_facts, policy_lines
from assistant.commands.options import DEFAULT_DATA, Data, Json, OrganisationSlug, create, opened
from assistant.commands.terminal import complain, dump, progress_bar, say
from assistant.errors import AssistantError, BadInput

if TYPE_CHECKING:
    from assistant.library import Added, Change, Library

NEXT = (
    "Next: name the safeguarding lead and the office under “{slug}” in {manifest}.\n"
    "policy-assistant doctor says what is missing and how to write it."
)
STYLES = {"new": "green", "changed": "yellow", "removed": "magenta", "refused": "red"}


def _date(what: str) -> Any:
    return typer.Option(metavar="DATE", help=f"When it {what}, such as 2026-02-14 or 2026-02.")


def add(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Policies: .txt .md .html .docx .pdf")],
    organisation: OrganisationSlug,
    policy: Annotated[str, typer.Option(metavar="SLUG", help="The policy these are versions of.")] = "",
    title: Annotated[str, typer.Option(help="The title, where the file's own won't do.")] = "",
    approved: Annotated[str, _date("was approved")] = "",
    effective: Annotated[str, _date("comes into force")] = "",
    review: Annotated[str, _date("is to be reviewed")] = "",
    audience: Annotated[str, typer.Option(metavar="ROLES", help="Who may see it: staff,parent,pupil.")] = "",
    as_json: Json = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Read policies, show what was understood, and index them.

    Adding the same file twice changes nothing. A file that is refused doesn't stop the others.

    Example: policy-assistant add social-media.docx --organisation marram-bay --approved 2026-02
    """
    if title and len(files) > 1:
        raise BadInput("One title was given for several files.", "Add the files one by one.")
    given = {"policy": policy, "title": title, "approved": approved, "effective": effective}
    given |= {"review": review, "audiences": audience}
    library = create(context, data).library
    overrides = {name: value for name, value in given.items() if value}
    added = [_add_one(library, file, organisation, overrides, quiet=as_json) for file in files]
    if as_json:
        dump(added)
    elif any(each["status"] != "refused" for each in added):
        _tell_whom_to_name(library, organisation, data)
    if any(each["status"] == "refused" for each in added):
        raise typer.Exit(2)


def _add_one(
    library: Library, file: Path, organisation: str, overrides: Mapping[str, str], quiet: bool
) -> dict[str, object]:
    try:
        added = library.add(file, organisation, overrides)
    except AssistantError as error:
        complain(f"{file}: refused. {error}")
        return {"file": str(file), "status": "refused", "error": str(error)}
    if not quiet:
        _show(file, added)
    facts = {**policy_facts(added.document.policy), "clauses": len(added.document.clauses)}
    return {"file": str(file), "status": added.status, **facts, "warnings": added.document.warnings}


def _tell_whom_to_name(library: Library, organisation: str, data: Path) -> None:
    """What comes next where nobody is named whom a question of concern could be taken to."""
    if not library.organisation(organisation).safeguarding_lead.phone:
        say(NEXT.format(slug=organisation, manifest=data / "manifest.yaml"))


def _show(file: Path, added: Added) -> None:
    say(f"{file}: {added.status}", style=STYLES.get(added.status, ""))
    for line in (*policy_lines(added.document.policy), f"clauses: {len(added.document.clauses)}"):
        say(line, indent=2)
    for warning in added.document.warnings:
        say(f"warning: {warning}", style="yellow", indent=2)


def index(
    context: typer.Context,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Read and embed everything afresh.")] = False,
    corpus: Annotated[
        Path | None,
        typer.Option(
            envvar="POLICY_ASSISTANT_CORPUS", metavar="DIR", help="A folder of policies with a manifest.yaml."
        ),
    ] = None,
    as_json: Json = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Bring the index in line with the corpus: what is new, changed or gone, and nothing else.

    Example: policy-assistant index --corpus corpus
    """
    changes = synchronise(create(context, data).library, corpus, rebuild)
    if as_json:
        dump([_change_facts(change) for change in changes])
    else:
        tell(changes)
    if any(change.what == "refused" for change in changes):
        raise typer.Exit(2)


def synchronise(library: Library, corpus: Path | None, rebuild: bool = False) -> tuple[Change, ...]:
    """Bring the index in line with a corpus (None: the project's own) under a progress bar."""
    with progress_bar("Indexing") as bar:
        return library.sync(corpus or project_corpus(), rebuild=rebuild, progress=bar)


def project_corpus() -> Path | None:
    """The policies that come with the project, or None where the package was installed without them."""
    corpus = Path(__file__).resolve().parents[2] / "corpus"
    return corpus if (corpus / "manifest.yaml").is_file() else None


def tell(changes: tuple[Change, ...]) -> None:
    """Print a line for each document that was new, changed, removed or refused, and the counts."""
    for change in changes:
        line = f"{change.what:9} {change.organisation}: {change.document}  {change.detail}".rstrip()
        if change.what == "refused":
            complain(line)
        elif change.what != "unchanged":
            say(line, style=STYLES.get(change.what, ""))
    counts = Counter(change.what for change in changes)
    say(", ".join(f"{count} {what}" for what, count in counts.items()) or "There is nothing to index.")


def _change_facts(change: Change) -> dict[str, str]:
    return {
        "organisation": change.organisation,
        "document": change.document,
        "what": change.what,
        "detail": change.detail,
    }


def remove(
    context: typer.Context,
    document: Annotated[str, typer.Argument(help="A file's name, or an id such as iwys/phones@2026-02.")],
    organisation: OrganisationSlug = "",
    data: Data = DEFAULT_DATA,
) -> None:
    """Take a document out of the index.

    Example: policy-assistant remove social-media-2024.md --organisation marram-bay
    """
    library = opened(context, data).library
    policy = library.find(document, organisation or None).policy
    library.remove(policy.document, policy.organisation)
    say(f"removed   {policy.organisation}: {policy.document}", style=STYLES["removed"])
