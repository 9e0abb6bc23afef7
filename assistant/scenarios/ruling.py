"""What a room may be shown: the versions in force on a day that its audience may see."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from assistant.scenarios.values import Cited
from assistant.values import Clause, Document, Policy, Role
from assistant.versions import in_force


class Library(Protocol):
    """The policies, as indexed."""

    def policies(self, organisation: str | None = None) -> tuple[Policy, ...]:
        """Every version of every policy of an organisation; raises UnknownName."""

    def find(self, document: str, organisation: str | None = None) -> Document:
        """A document by file name or id, with text and clauses; raises UnknownName."""


def ruling(library: Library, organisation: str, audience: Role, day: date) -> tuple[Document, ...]:
    """The documents in force that the audience may see, by title. Raises UnknownName for the organisation."""
    seen = [policy for policy in in_force(library.policies(organisation), day) if policy.open_to(audience)]
    ordered = sorted(seen, key=lambda policy: (policy.title.casefold(), policy.slug))
    return tuple(library.find(policy.document, organisation) for policy in ordered)


def cited(clause: Clause, policy: Policy) -> Cited:
    """The clause as a scenario keeps it."""
    return Cited(policy.slug, policy.id, clause.document, clause.clause, clause.label, clause.text, clause.stem)


def silent(policy: Policy) -> str:
    """The mark of a policy that was found to say nothing: it changes whenever the policy's file does."""
    return f"{policy.id}#{policy.digest}"


def words(text: str) -> str:
    """A text with its spacing evened out: what makes two clauses the same."""
    return " ".join(text.split())
