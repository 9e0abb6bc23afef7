"""What the web app needs of the assistant: two protocols that a fake fills in ten lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from assistant.comparing import Answerer
from assistant.values import Clause, Document, Organisation, Policy


class Library(Protocol):
    """The organisations and their policies, as indexed."""

    def organisations(self) -> tuple[Organisation, ...]:
        """Every organisation, in the order in which to offer them."""

    def policies(self, organisation: str | None = None, public: bool = False) -> tuple[Policy, ...]:
        """Every version of every policy of an organisation, or of those not for staff alone; raises UnknownName."""

    def versions(self, organisation: str, public: bool = False) -> tuple[Policy, ...]:
        """`policies` and, where the public is answered, the bare dates of versions withheld from it."""

    def find(self, document: str, organisation: str | None = None, public: bool = False) -> Document:
        """A document by file name or id, with text and clauses, if asked among the public ones; raises UnknownName."""


class Asker(Answerer, Protocol):
    """Answers questions from a library of policies."""

    @property
    def library(self) -> Library:
        """Where the policies are looked up."""

    def nearest(
        self, text: str, *, organisation: str, documents: Iterable[str], role: str = "staff", limit: int = 12
    ) -> tuple[Clause, ...]:
        """The clauses of these documents (file names) nearest to some words, best first. Raises AssistantError."""
