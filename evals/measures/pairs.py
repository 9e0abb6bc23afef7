"""A case and what one system said to it: what was asked of it, and where the deciding clause is shown."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.cases import Kind
from assistant.values import Outcome
from evals.record import Cited, Said
from evals.resolve import Gold, Resolved

# A citation shows a clause when it holds at least this share of its characters. A chunk of a page
# holds many clauses: that is what precision is for.
SHOWN = 0.5


@dataclass(frozen=True, slots=True)
class Pair:
    """A case and what one system said to it."""

    resolved: Resolved
    said: Said


def shows(cited: Cited, gold: Gold) -> bool:
    """Whether the citation holds the clause."""
    return overlap(cited, gold) >= SHOWN * max(1, gold.end - gold.start)


def overlap(cited: Cited, gold: Gold) -> int:
    """Characters that both cover."""
    if cited.document != gold.document:
        return 0
    return max(0, min(cited.end, gold.end) - max(cited.start, gold.start))


def answerable(resolved: Resolved) -> bool:
    """Whether the policies answer the question."""
    return resolved.case.outcome is Outcome.ANSWERED


def disclosure(resolved: Resolved) -> bool:
    """Whether the safeguarding card must be shown."""
    return resolved.case.kind is Kind.DISCLOSURE or resolved.case.outcome is Outcome.SAFEGUARDING


def carded(said: Said) -> bool:
    """Whether the safeguarding card was shown."""
    return said.outcome == Outcome.SAFEGUARDING or "safeguarding" in said.notices


def found_at(pair: Pair) -> int | None:
    """The place (from 0) of the deciding clause among citations, then related; None: not there."""
    shown = (*pair.said.citations, *pair.said.related)
    places = (n for n, cited in enumerate(shown) if any(shows(cited, g) for g in pair.resolved.deciding))
    return next(places, None)
