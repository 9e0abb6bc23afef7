"""A file and what its manifest entry states of it, made into a Document; contradictions are refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from assistant import dates
from assistant.errors import BadInput, BadMetadata
from assistant.manifest import Entry
from assistant.naming import checked_slug, policy_slug, resembling
from assistant.review import NO_DATE
from assistant.values import Clause, Document, Organisation, Policy, Role, Source

UNDATED = "undated"
AUDIENCES = ("staff", "parent", "pupil")
DATES = ("approved", "effective", "review")


class Facts(Protocol):
    """What a reader found in a document about itself; "" or () where it found nothing."""

    @property
    def title(self) -> str:
        """The policy's title."""

    @property
    def organisation(self) -> str:
        """The name of the organisation that it belongs to."""

    @property
    def approved(self) -> str:
        """When it was approved: a reduced-precision date, as are the next two."""

    @property
    def effective(self) -> str:
        """From when it holds."""

    @property
    def review(self) -> str:
        """When its review is due."""

    @property
    def approver(self) -> str:
        """Who approved it."""

    @property
    def binds(self) -> tuple[str, ...]:
        """The groups that it binds."""


Reader = Callable[[Path], Source]
Describer = Callable[[Source], Facts]
Splitter = Callable[[Source], tuple[Clause, ...]]


def compose(
    organisation: Organisation, entry: Entry, source: Source, facts: Facts, clauses: tuple[Clause, ...]
) -> Document:
    """The document; what the entry states wins over what the file says. Raises BadMetadata."""
    approved, effective, review = (_date(entry, facts, key) for key in DATES)
    title = entry.title or facts.title or Path(entry.name).stem
    policy = Policy(
        organisation=organisation.slug,
        slug=_slug(entry, title, organisation.name),
        document=entry.name,
        title=title,
        version=approved or effective or UNDATED,
        approved=approved,
        effective=effective,
        review=review,
        approver=entry.approver or facts.approver,
        audiences=_audiences(entry),
        binds=entry.binds or tuple(facts.binds),
        digest=source.digest,
    )
    _refuse_early_review(policy)
    warnings = (*source.warnings, *_warnings(policy, clauses))
    return Document(policy, source.text, _addressed(clauses, entry.name), source.pages, warnings)


def refuse_conflict(document: Document, others: Iterable[Policy]) -> None:
    """Raise BadMetadata when another file of the organisation has the same slug and version."""
    own = document.policy
    for other in others:
        if other.document != own.document and (other.slug, other.version) == (own.slug, own.version):
            raise BadMetadata(
                f"{own.document} and {other.document} are both {own.id}: the same policy with the same date.",
                f"Remove {other.document} first if it is replaced, give {own.document} its own date with "
                "--approved, or another slug with --policy.",
            )


def warn_resembling(document: Document, entry: Entry, others: Iterable[Policy]) -> Document:
    """The document, with a warning when its derived slug resembles another policy's."""
    own = document.policy
    like = "" if entry.policy else resembling(own.slug, sorted({other.slug for other in others}))
    if not like:
        return document
    warning = (
        f"This is taken for a policy of its own, {own.slug}, beside {like}. "
        f"If it is a version of that one, add it again with --policy {like}."
    )
    return replace(document, warnings=(*document.warnings, warning))


def _date(entry: Entry, facts: Facts, key: str) -> str:
    stated: str = getattr(entry, key)
    found: str = getattr(facts, key)
    if not stated:
        return found
    parsed = dates.parse(stated)
    if not parsed:
        raise BadMetadata(
            f"{entry.name}: the date given as {key}, {stated!r}, can't be read.",
            "Write it as 2026, 2026-02 or 2026-02-14.",
        )
    return parsed


def _slug(entry: Entry, title: str, organisation: str) -> str:
    if not entry.policy:
        return policy_slug(title, organisation)
    try:
        return checked_slug(entry.policy, "a policy")
    except BadInput as error:
        raise BadMetadata(f"{entry.name}: {error.problem}", error.remedy) from error


def _audiences(entry: Entry) -> tuple[str, ...]:
    known = tuple(role.value for role in Role)
    unknown = [audience for audience in entry.audiences if audience not in known]
    if unknown:
        raise BadMetadata(
            f"{entry.name}: the audience {unknown[0]!r} is not known.",
            f"Use some of these: {', '.join(known)}.",
        )
    return entry.audiences or AUDIENCES


def _refuse_early_review(policy: Policy) -> None:
    if policy.approved and policy.review and dates.latest(policy.review) < dates.earliest(policy.approved):
        raise BadMetadata(
            f"{policy.document}: its review ({policy.review}) comes before its approval ({policy.approved}).",
            "Give the right dates with --approved and --review, or in the manifest.",
        )


def _warnings(policy: Policy, clauses: tuple[Clause, ...]) -> Iterable[str]:
    if not clauses:
        yield "No clauses were found, so nothing of it can be cited."
    if policy.version == UNDATED:
        yield NO_DATE


def _addressed(clauses: tuple[Clause, ...], name: str) -> tuple[Clause, ...]:
    return tuple(c if c.document == name else replace(c, document=name) for c in clauses)
