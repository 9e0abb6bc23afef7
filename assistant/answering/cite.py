"""Quotes that check: each is sliced from the stored text and compared again when it is shown. Exact or not at all."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import date

from assistant.answering.pointing.point import point
from assistant.values import Citation, Clause, Document, Policy
from assistant.versions import status_of

logger = logging.getLogger(__name__)


def verified(text: str, quote: str, start: int, end: int) -> bool:
    """Whether `quote` is, to the character, what stands in `text` between the offsets; nothing is normalised."""
    return bool(quote) and 0 <= start < end <= len(text) and text[start:end] == quote


def cite(
    clauses: Iterable[Clause],
    documents: Mapping[str, Document],
    policies: tuple[Policy, ...],
    day: date,
    asked: str = "",
) -> tuple[Citation, ...]:
    """Citations numbered from 1, each with the words marked that answer `asked`, the question's text.

    A clause whose quote does not check is left out and logged as an error; one that comes twice is cited once.
    """
    checked = [clause for clause in dict.fromkeys(clauses) if _checks(clause, documents)]
    return tuple(
        _citation(number, clause, documents[clause.document].policy, policies, day, asked)
        for number, clause in enumerate(checked, 1)
    )


def _checks(clause: Clause, documents: Mapping[str, Document]) -> bool:
    holds = verified(documents[clause.document].text, clause.text, clause.start, clause.end)
    if not holds:
        logger.error("Quote of %s is not what stands in the stored text; it was not shown.", clause.key)
    return holds


def _citation(
    number: int, clause: Clause, policy: Policy, policies: tuple[Policy, ...], day: date, asked: str
) -> Citation:
    return Citation(
        number=number,
        document=clause.document,
        policy=policy.id,
        title=policy.title,
        version=policy.version,
        status=status_of(policy, policies, day),
        clause=clause.clause,
        label=clause.label,
        page=clause.page,
        stem=clause.stem,
        quote=clause.text,
        start=clause.start,
        end=clause.end,
        marks=point(asked, clause),
    )
