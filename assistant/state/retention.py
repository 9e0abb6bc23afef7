"""Deletes what people added once its organisation's days of keeping are over.

Read-and-understood records are a legal record and scenario sets are work: both stay until a person deletes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from assistant.state import feedback, live
from assistant.state.database import State
from assistant.state.feedback import FeedbackRow
from assistant.state.live_tables import SessionRow
from assistant.values import Organisation

Expiring = Callable[[State, str, datetime], int]
"""Deletes what an organisation has had since before a moment (aware); gives how many went."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of thing that is kept for a time: what a person calls it, what deletes it, whose it is."""

    what: str
    expire: Expiring
    organisation: InstrumentedAttribute[str]


@dataclass(frozen=True, slots=True)
class Deleted:
    """How many of a kind were deleted of an organisation, which keeps them for so many days."""

    organisation: str
    what: str
    days: int
    count: int


KEPT = (
    Kept("feedback", feedback.expire, FeedbackRow.organisation),
    Kept("live sessions", live.expire, SessionRow.organisation),
)


def tidy(
    state: State, organisations: Iterable[Organisation], now: datetime, kept: Sequence[Kept] = KEPT
) -> tuple[Deleted, ...]:
    """Delete what is older than its organisation keeps it, bytes included; raises DataFolderError.

    What is left of an organisation that has gone from the manifest is kept for the usual time.
    """
    days = {each.slug: each.retention_days for each in organisations}
    usual = Organisation("", "").retention_days
    deleted = []
    for kind in kept:
        for slug in sorted(days.keys() | _owners(state, kind)):
            term = days.get(slug, usual)
            count = kind.expire(state, slug, now - timedelta(days=term))
            deleted.append(Deleted(slug, kind.what, term, count))
    state.compact()
    return tuple(each for each in deleted if each.count)


def _owners(state: State, kind: Kept) -> set[str]:
    with state.session() as session:
        return set(session.scalars(select(kind.organisation).distinct()))
