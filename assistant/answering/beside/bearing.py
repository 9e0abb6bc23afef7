"""Clauses that must be read with the deciding one: exceptions, conditions, cross-references, definitions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.answering.beside.content import content
from assistant.answering.beside.definitions import definitions, helpful
from assistant.answering.beside.neighbours import adds_to, names, takes_from
from assistant.answering.beside.references import block, led_to, lifts, references
from assistant.answering.beside.second import second_rule
from assistant.answering.understand import Understood
from assistant.values import Clause, Document, Hit, Modality

MOST = 3
"""Clauses shown beside the deciding one: more are not read."""
NEAR = 10
SHARED = 2
"""Of a whole section that is referred to, the clause among the best hits or with this many of the question's words."""


class Reason(StrEnum):
    """Why a clause bears on another."""

    EXCEPTION = "exception"
    CONDITION = "condition"
    RULE = "rule"
    REFERENCE = "reference"
    DEFINITION = "definition"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Bearing:
    """A clause with the reason why it bears.

    RULE is the rule that the deciding clause itself modifies, SECOND another rule that the question touches.
    """

    reason: Reason
    clause: Clause


def read_with(deciding: Clause, question: Understood, document: Document, hits: Sequence[Hit]) -> tuple[Bearing, ...]:
    """What to cite after the deciding clause: what bears on it, then the second rule that the question touches."""
    found = bearing(deciding, question, document, hits)
    second = second_rule(question, hits) if hits and hits[0].clause == deciding else None
    if second is None or second in [each.clause for each in found]:
        return found
    return (*found, Bearing(Reason.SECOND, second))


def bearing(deciding: Clause, question: Understood, document: Document, hits: Sequence[Hit]) -> tuple[Bearing, ...]:
    """At most three clauses of `document` that bear on the deciding one, each once, the weightiest reason first."""
    found = {
        each.clause.clause: each
        for each in reversed(
            (
                *_exceptions(deciding, document, content(question.search)),
                *_conditions(deciding, document),
                *_rules(deciding, document),
                *_referred(deciding, question, document, hits),
                *_defined(deciding, question, document),
            )
        )
    }
    found.pop(deciding.clause, None)
    order = {reason: place for place, reason in enumerate(Reason)}
    return tuple(sorted(found.values(), key=lambda each: (order[each.reason], each.clause.start))[:MOST])


def qualifies(each: Bearing) -> bool:
    """Whether a plain "yes" becomes "it depends" beside it: an exception does.

    A plain "no" stands, with its exception cited after it. A condition leaves a "yes" as it is: on the training
    questions a permission that a condition follows is answered "yes" as often as any other.
    """
    return each.reason is Reason.EXCEPTION


def _exceptions(deciding: Clause, document: Document, asked: frozenset[str]) -> Iterator[Bearing]:
    """Tied notes, the neighbour that takes something out, and clauses that name the rule or its number."""
    after = _next(deciding, document)
    for clause in document.clauses:
        tied = clause.clause in deciding.exceptions
        near = clause is after and takes_from(clause, deciding)
        if tied and any(definitions((clause,))):
            yield Bearing(Reason.DEFINITION, clause)
        elif tied or near or names(clause, deciding) or _lifted(clause, deciding, asked):
            yield Bearing(Reason.EXCEPTION, clause)


def _lifted(clause: Clause, deciding: Clause, asked: frozenset[str]) -> bool:
    """Whether a clause lifts the deciding one by number; its whole section only for whom the question speaks of."""
    return any(not place.whole or asked & content(clause.text) for place in lifts(clause, deciding))


def _conditions(deciding: Clause, document: Document) -> Iterator[Bearing]:
    after = _next(deciding, document)
    if after and adds_to(after, deciding) and not takes_from(after, deciding):
        yield Bearing(Reason.CONDITION, after)


def _rules(deciding: Clause, document: Document) -> Iterator[Bearing]:
    """The rule that the deciding clause is itself an exception or a condition to."""
    before = _next(deciding, document, step=-1)
    if before and (takes_from(deciding, before) or adds_to(deciding, before)):
        yield Bearing(Reason.RULE, before)
    marked = [clause for clause in document.clauses if deciding.clause in clause.exceptions]
    if len(marked) == 1:
        yield Bearing(Reason.RULE, marked[0])


def _referred(deciding: Clause, asked: Understood, document: Document, hits: Sequence[Hit]) -> Iterator[Bearing]:
    """For each reference the one clause there that says most to the question; a whole section only when one does."""
    for reference in references(f"{deciding.stem} {deciding.text}"):
        there = led_to(reference, document.clauses)
        best = _best(there, asked, hits) if there and deciding not in there else None
        if best:
            yield Bearing(Reason.REFERENCE, best)


def _best(there: tuple[Clause, ...], asked: Understood, hits: Sequence[Hit]) -> Clause | None:
    """The best hit there, else the one with most of the question's words; the first of a single paragraph."""
    places = {hit.clause.key: place for place, hit in enumerate(hits[:NEAR])}
    words = content(asked.search)
    ranked = min(there, key=lambda each: (places.get(each.key, NEAR), -len(words & content(each.text)), each.start))
    clear = ranked.key in places or len(words & content(ranked.text)) >= SHARED
    return ranked if clear or len({block(each) for each in there}) == 1 else None


def _defined(deciding: Clause, asked: Understood, document: Document) -> Iterator[Bearing]:
    if deciding.modality is not Modality.DEFINES:
        for each in helpful(deciding, asked.search, document.clauses):
            yield Bearing(Reason.DEFINITION, each.clause)


def _next(clause: Clause, document: Document, step: int = 1) -> Clause | None:
    """The clause right after (or before) in the document's order; definitions between are passed over."""
    places = {each.clause: place for place, each in enumerate(document.clauses)}
    beyond = document.clauses[places[clause.clause] + 1 :] if step > 0 else document.clauses[: places[clause.clause]]
    return next((each for each in beyond[::step] if each.modality is not Modality.DEFINES), None)
