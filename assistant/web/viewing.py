"""What a policy page shows: which policies a role may see, a version's standing, its text cut at the clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from assistant.errors import UnknownName
from assistant.values import Clause, Document, Policy, Role, Status
from assistant.versions import family, review_overdue, status_of
from assistant.web import signs

SIGNS = re.compile(r"[*_`\\]")
"""Of Markdown, in a heading as it stands in its file."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version with where it stands on a day."""

    policy: Policy
    status: Status
    overdue: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a document's text: a clause's own (`clause` set), a heading line, or what lies between."""

    text: str
    clause: Clause | None = None
    heading: bool = False


def visible(policies: Iterable[Policy], role: Role) -> tuple[Policy, ...]:
    """The policies that the role may see; staff and trainers see all."""
    return tuple(policy for policy in policies if policy.open_to(role))


def versions_on(policies: tuple[Policy, ...], role: Role, day: date) -> tuple[Version, ...]:
    """Where each version that the role may see stands on the day, by title, newest version first.

    `policies` hold every version, seen or not: one that the role may not see supersedes others all the same.
    """
    newest_first = sorted(visible(policies, role), key=lambda policy: policy.version, reverse=True)
    ordered = sorted(newest_first, key=lambda policy: policy.title.casefold())
    return tuple(_version(policy, status_of(policy, policies, day), day) for policy in ordered)


def _version(policy: Policy, status: Status, day: date) -> Version:
    """A superseded version's review is nobody's task any more."""
    return Version(policy, status, status is not Status.SUPERSEDED and review_overdue(policy, day))


def versions_of(policies: tuple[Policy, ...], slug: str, role: Role, day: date, office: str) -> tuple[Version, ...]:
    """The versions of one policy that the role may see, newest first, as `versions_on` has them.

    Raises UnknownName, naming the office, when there is none.
    """
    found = [policy for policy in visible(policies, role) if policy.slug == slug]
    if not found:
        raise UnknownName(
            f"There is no policy “{slug}” here; it may have been withdrawn.",
            f"Choose one from the list of policies, or ask {office}.",
        )
    newest_first = reversed(family(found[0], found))
    return tuple(_version(policy, status_of(policy, policies, day), day) for policy in newest_first)


def chosen(versions: tuple[Version, ...], version: str) -> Version:
    """The version named, or the one in force (else the newest); raises UnknownName for one that is not there."""
    if not version:
        in_force = (each for each in versions if each.status is Status.IN_FORCE)
        return next(in_force, versions[0])
    for each in versions:
        if each.policy.version == version:
            return each
    listed = ", ".join(each.policy.version for each in versions)
    raise UnknownName(f"This policy has no version “{version}”.", f"Versions there are: {listed}.")


def pieces(document: Document) -> tuple[Piece, ...]:
    """The whole text, cut at its clauses: the pieces' texts joined are the document's text."""
    headings = {_plain(heading) for clause in document.clauses for heading in clause.headings}
    cut: list[Piece] = []
    position = 0
    for clause in sorted(document.clauses, key=lambda clause: (clause.start, -clause.end)):
        cut.extend(_between(document, position, clause.start, headings))
        start = max(position, clause.start)
        cut.append(Piece(document.text[start : max(start, clause.end)], clause))
        position = max(start, clause.end)
    cut.extend(_between(document, position, len(document.text), headings))
    return tuple(cut)


def _between(document: Document, start: int, end: int, headings: set[str]) -> Iterator[Piece]:
    for line in document.text[start:end].splitlines(keepends=True):
        known = bool(line.strip()) and _plain(line) in headings
        yield Piece(line, heading=known or signs.heads(line, document.policy.document))


def _plain(line: str) -> str:
    return SIGNS.sub("", line).strip(" \t\r\n#:").casefold()
