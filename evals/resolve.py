"""From the clauses that a case names to their places in the documents."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assistant.cases import Case, Target
from assistant.errors import UnknownName
from assistant.values import Clause, Document

Find = Callable[[str, str], Document]


@dataclass(frozen=True, slots=True)
class Gold:
    """A clause that answers a case: `start` and `end` are offsets in the document's text."""

    document: str
    policy: str
    clause: str
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """A case whose clauses have been found; `gold` has the deciding one first."""

    case: Case
    gold: tuple[Gold, ...] = ()
    also: tuple[Gold, ...] = ()

    @property
    def deciding(self) -> tuple[Gold, ...]:
        """The clauses of which any, cited first, is right."""
        return (*self.gold[:1], *self.also)


def resolve(case: Case, find: Find) -> Resolved:
    """The case with its clauses' places; `find(document, organisation)` gives the document.

    Raises UnknownName, with the closest labels, for a label or address that the document lacks.
    """

    def places(targets: tuple[Target, ...]) -> tuple[Gold, ...]:
        return tuple(_gold(target, find(target.document, case.organisation), case) for target in targets)

    return Resolved(case, places(case.clauses), places(case.also))


def resolve_all(cases: Iterable[Case], find: Find) -> list[Resolved]:
    """Every case resolved; raises one UnknownName that tells all faults, so that a set is mended in one go."""
    resolved: list[Resolved] = []
    faults: list[UnknownName] = []
    for case in cases:
        try:
            resolved.append(resolve(case, find))
        except UnknownName as fault:
            faults.append(fault)
    if faults:
        told = "\n".join(f"{fault.problem} {fault.remedy}" for fault in faults)
        raise UnknownName(f"Expected clauses that aren't there: {len(faults)}.", told)
    return resolved


def _gold(target: Target, document: Document, case: Case) -> Gold:
    clause = _clause(target, document, case)
    return Gold(
        document=clause.document,
        policy=document.policy.id,
        clause=clause.clause,
        label=clause.label,
        start=clause.start,
        end=clause.end,
    )


def _clause(target: Target, document: Document, case: Case) -> Clause:
    matching = [clause for clause in document.clauses if target.names(clause)]
    if len(matching) == 1:
        return matching[0]
    wanted = target.label or target.clause
    if matching:
        addresses = ", ".join(clause.clause for clause in matching)
        raise UnknownName(
            f"{case.key}: several clauses of {target.document} are labelled {wanted!r}.",
            f"Name the clause by its address instead: {addresses}.",
        )
    raise UnknownName(
        f"{case.key}: {target.document} has no clause {wanted!r}.",
        f"The closest are: {'; '.join(closest(target, document)) or 'none, it has no clauses'}.",
    )


def closest(target: Target, document: Document, limit: int = 5) -> list[str]:
    """The labels (or addresses) of the document most like the one asked for, best first."""
    names = [clause.clause if target.clause else clause.label for clause in document.clauses]
    return difflib.get_close_matches(target.clause or target.label, names, n=limit, cutoff=0.0)
