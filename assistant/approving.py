"""Approving answers: an organisation's own known questions, added, listed and removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from assistant import known, personal
from assistant.errors import BadInput, UnknownName
from assistant.index.generations import replace as replace_file
from assistant.known import VERDICTS, KnownQuestion, fault
from assistant.library import Library
from assistant.values import Document, Role, Status
from assistant.versions import in_force, status_of

LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Listed:
    """A known question, the file of its policy in force ("" if none is), and why it is not used ("" if it is)."""

    entry: KnownQuestion
    document: str
    fault: str


def approve(
    library: Library,
    organisation: str,
    question: str,
    clause: str,
    on: date,
    verdict: str = "",
    role: str = "",
    by: str = "",
) -> KnownQuestion:
    """Record that the clause with this key settles a question, in place of what was recorded of it, and publish.

    Raises UnknownName (organisation, clause) or BadInput.
    """
    words = _asked(question)
    role, verdict = _one_of(role, tuple(Role), "role"), _one_of(verdict, VERDICTS, "verdict")
    library.organisation(organisation)
    partition = library.shelf.open(organisation)
    found = partition.clause(clause)
    policy = partition.documents[found.document].policy
    if status_of(policy, partition.policies, on) is Status.SUPERSEDED:
        raise BadInput(f"{found.document} is no longer in force.", "Give the clause of the version that is.")
    about = (policy.slug, found.clause, found.text, found.stem)
    entry = KnownQuestion(words, *about, role, verdict, by.strip(), on.isoformat())
    _change(library, organisation, {entry.identity: entry})
    return entry


def withdraw(library: Library, organisation: str, question: str, role: str = "") -> KnownQuestion:
    """Remove a known question and publish; raises UnknownName when it isn't there."""
    library.organisation(organisation)
    wanted = KnownQuestion(personal.masked(question), "", "", "", role=role).identity
    found = [entry for entry in _entries(library, organisation) if entry.identity == wanted]
    if not found:
        asked = f"“{question}”" + (f" of {role}" if role else " of anybody")
        raise UnknownName(
            f"{organisation} has no known question {asked}.", "See them with `policy-assistant known list`."
        )
    _change(library, organisation, {wanted: None})
    return found[0]


def listed(library: Library, organisation: str, on: date) -> tuple[Listed, ...]:
    """The known questions in the file's order, with what is wrong with them on a day; raises UnknownName."""
    library.organisation(organisation)
    entries = _entries(library, organisation)
    ruling = _in_force(library.shelf.open(organisation).documents, on) if entries else ()
    homes = {document.policy.slug: document.policy.document for document in ruling}
    return tuple(Listed(entry, homes.get(entry.policy, ""), fault(entry, ruling)) for entry in entries)


def _entries(library: Library, organisation: str) -> tuple[KnownQuestion, ...]:
    return known.read(library.shelf.questions_file(organisation))


def _change(library: Library, organisation: str, changes: Mapping[tuple[str, str], KnownQuestion | None]) -> None:
    shelf = library.shelf
    with shelf.writing():
        entries: dict[tuple[str, str], KnownQuestion | None] = {
            entry.identity: entry for entry in _entries(library, organisation)
        }
        kept = [entry for entry in {**entries, **changes}.values() if entry]
        replace_file(shelf.questions_file(organisation), known.render(kept))
        documents = tuple(shelf.open(organisation).documents.values())
        shelf.publish(organisation, documents, stamps=shelf.stamps(organisation))


def _in_force(documents: Mapping[str, Document], on: date) -> tuple[Document, ...]:
    ruling = in_force((document.policy for document in documents.values()), on)
    return tuple(documents[policy.document] for policy in ruling)


def _asked(question: str) -> str:
    words = " ".join(question.split())
    if not any(letter.isalnum() for letter in words):
        raise BadInput("The question has no words.", "Write it as people ask it.")
    if len(words) > LONGEST:
        raise BadInput(f"The question has more than {LONGEST} characters.", "Shorten it to what is asked.")
    personal.refuse(words, "the question")
    return personal.masked(words)


def _one_of(given: str, allowed: Iterable[str], what: str) -> str:
    if given and given not in allowed:
        raise BadInput(f"There is no {what} “{given}”.", f"Use one of: {', '.join(allowed)}.")
    return given
