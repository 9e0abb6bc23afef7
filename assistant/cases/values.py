"""A hand-written question with what its answer must show, and the sets of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.values import Clause, Outcome, Role, Verdict

AS_OF = "2026-11-20"
PAGE = re.compile(r"\s*\(page \d+\)\s*$", re.IGNORECASE)


class Kind(StrEnum):
    """What a case tries."""

    PERMISSION = "permission"
    OBLIGATION = "obligation"
    FACT = "fact"
    PROCEDURE = "procedure"
    DEFINITION = "definition"
    UNANSWERABLE = "unanswerable"
    DISCLOSURE = "disclosure"
    INJECTION = "injection"


class Corpus(StrEnum):
    """Which policies a set asks about: the five real ones or the project's own."""

    REAL = "real"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Target:
    """A clause as a case names it: by label as a person cites it, or by address ("3.b2")."""

    document: str
    label: str = ""
    clause: str = ""

    def names(self, clause: Clause) -> bool:
        """Whether it means this clause of its document; page, case and spacing of a label make no difference."""
        if self.clause:
            return clause.clause == self.clause
        return _plain(clause.label) == _plain(self.label)


@dataclass(frozen=True, slots=True)
class Case:
    """One hand-written question with what the answer must show.

    `clauses` has the deciding clause first; `also` are clauses equally good as the deciding one.
    `verdict` is None where none is expected (a disclosure).
    """

    set: str
    id: str
    question: str
    organisation: str
    kind: Kind
    outcome: Outcome
    verdict: Verdict | None = None
    asker: Role = Role.STAFF
    document: str = ""
    as_of: str = AS_OF
    history: tuple[str, ...] = ()
    clauses: tuple[Target, ...] = ()
    also: tuple[Target, ...] = ()
    note: str = ""

    @property
    def key(self) -> str:
        """Unique over all sets: "own/o12"."""
        return f"{self.set}/{self.id}"


@dataclass(frozen=True, slots=True)
class CaseSet:
    """A question set, with the corpus that it asks about."""

    name: str
    corpus: Corpus
    cases: tuple[Case, ...]


def _plain(label: str) -> str:
    return " ".join(PAGE.sub("", label).casefold().split())
