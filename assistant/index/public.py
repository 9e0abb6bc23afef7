"""What of an organisation somebody outside staff may see: all that the public part of its generations holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from assistant.index.store import Part
from assistant.known import KnownQuestion, places
from assistant.values import Document, Policy, Role

FOLDER = "public"
# It has no Chroma folder and is searched exactly: Chroma writes memory that it was given and did not clear into its
# files, and there stood clauses' keys of the whole part, built just before in the same process (chromadb 1.5.9).
AUDIENCES = frozenset(role.value for role in Role if role.public)


def folder_of(generation: Path, public: bool) -> Path:
    """Where a part of a generation lies: the whole one, or the public one inside it."""
    return generation / FOLDER if public else generation


def lies_in(folder: Path) -> bool:
    """Whether a part's folder is that of a public one."""
    return folder.name == FOLDER


def part_of(whole: Part) -> Part:
    """The public part of a whole one: nothing in it was taken from a document that is for staff alone."""
    documents = tuple(_bare(document) for document in whole.documents if is_public(document.policy))
    policies = (document.policy for document in whole.documents)
    return Part(documents, _questions(whole.questions, documents), withheld=_withheld(policies))


def is_public(policy: Policy) -> bool:
    """Whether anybody outside staff may see it; a policy that names no audience is for staff."""
    return not AUDIENCES.isdisjoint(policy.audiences)


def _bare(document: Document) -> Document:
    """The document without its warnings: they are for whoever adds files, and may name other documents."""
    return replace(document, warnings=())


def _questions(entries: Iterable[KnownQuestion], documents: tuple[Document, ...]) -> tuple[KnownQuestion, ...]:
    """The known questions that are not staff's own and whose clause stands in the documents, without the approver."""
    asked = tuple(entry for entry in entries if entry.role in ("", *AUDIENCES))
    found = places(asked, documents)
    return tuple(replace(entry, approved_by="") for entry, clauses in zip(asked, found, strict=True) if clauses)


def _withheld(policies: Iterable[Policy]) -> tuple[Policy, ...]:
    """The staff's versions of public policies, bare: without them a version that they supersede would seem in force."""
    known = tuple(policies)
    shown = {policy.slug for policy in known if is_public(policy)}
    return tuple(
        Policy(each.organisation, each.slug, "", "", "", each.approved, each.effective, audiences=())
        for each in known
        if each.slug in shown and not is_public(each)
    )
