"""Finds the clause that a person could take for the rule: near to the question, and not what decides it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from difflib import SequenceMatcher

from assistant.scenarios.ruling import words
from assistant.values import Clause, Modality

RULES = frozenset({Modality.PROHIBITS, Modality.REQUIRES, Modality.PERMITS, Modality.ADVISES})
SAME = 0.8
"""From this share of equal words on, a clause says what the deciding one says."""
SHORTEST = 4
"""Words that a clause needs to look like a rule."""
NO_RULE, OTHER_FORCE, OTHER_POLICY = 4.0, -1.5, 2.5
"""What each counts, in places of the search's order: no rule at all, a rule of another kind, another policy's."""


def tempting(found: Sequence[Clause], deciding: Clause | None, spare: Collection[str]) -> tuple[Clause, ...]:
    """Of the clauses found for a question, in the search's order (best first), those that tempt, the best first.

    `spare` are keys of clauses that settle the question too. A clause near to the question that does something else
    (permits where the deciding one prohibits, say) or binds others tempts more than one that only lies near.
    """
    fitting = [
        (place + _cost(clause, deciding), place, clause)
        for place, clause in enumerate(found)
        if clause.key not in spare and _may_tempt(clause, deciding)
    ]
    return tuple(clause for _, _, clause in sorted(fitting, key=lambda each: each[:2]))


def related(clauses: Iterable[Clause], deciding: Clause) -> frozenset[str]:
    """Keys of clauses that belong to the deciding one: its exceptions, and those that it is an exception to."""
    return frozenset(
        each.key
        for each in clauses
        if each.document == deciding.document
        and (each.clause in deciding.exceptions or deciding.clause in each.exceptions)
    )


def _may_tempt(clause: Clause, deciding: Clause | None) -> bool:
    said = words(clause.text)
    if len(said.split()) < SHORTEST:
        return False
    if deciding is None:
        return True
    own = words(deciding.text)
    same_place = clause.document == deciding.document and clause.start < deciding.end and deciding.start < clause.end
    return not same_place and SequenceMatcher(None, said.split(), own.split(), autojunk=False).ratio() < SAME


def _cost(clause: Clause, deciding: Clause | None) -> float:
    cost = 0.0 if clause.modality in RULES else NO_RULE
    if deciding is None:
        return cost
    if clause.modality in RULES and (clause.modality, clause.binds) != (deciding.modality, deciding.binds):
        cost += OTHER_FORCE
    return cost + (OTHER_POLICY if clause.document != deciding.document else 0.0)
