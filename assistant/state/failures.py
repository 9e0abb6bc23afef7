"""Failed sign-ins: few lock a name where they come from; many slow a network, or a name wherever it is tried from."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant.state.accounts import Now
from assistant.state.database import Base, State

MOST, WINDOW_S = 10, 15 * 60
"""Failures within a quarter of an hour that lock a name for one network."""
NETWORK_MOST = 60
"""Failures of one network with any names: enough for a staff room behind one address."""
NAME_MOST = 100
"""Failures of a name from everywhere: a stranger has not the networks for them, a hired crowd is slowed."""
AHEAD_S = 60
"""Failures later than this from now were counted before the clock was put back; threads are never so far apart."""
FAMILIAR_S = 30 * 24 * 3600
"""How long a network is remembered from which a name signed in: there the crowd's failures don't count."""


class Tried(StrEnum):
    """What was tried too often."""

    HERE = "the name from this network"
    NETWORK = "any names from this network"
    NAME = "the name from everywhere"


@dataclass(frozen=True, slots=True)
class Wait:
    """How long to wait, in seconds, and for what."""

    seconds: float
    tried: Tried


class FailureRow(Base):
    """`who` and `place` are digests of the name tried and the network: people type passwords into the wrong box."""

    __tablename__ = "sign_in_failures"

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(index=True)
    place: Mapped[str] = mapped_column(index=True)
    at: Mapped[float] = mapped_column(index=True)


class FamiliarRow(Base):
    """A network from which a name signed in, `where` a digest of both together."""

    __tablename__ = "familiar_networks"

    where: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[float]


@dataclass(frozen=True, slots=True)
class Failures:
    """The failures of a state database. `network` is the address that a person comes from, "" at the machine."""

    state: State
    now: Now = time.time

    def note(self, name: str, network: str = "") -> Wait | None:
        """Count an attempt as failed before it is tried, so that many at once can't slip through.

        Gives what to wait for where there were too many already; the attempt is then not counted.
        """
        with self.state.session() as session:
            now = self.now()
            past = or_(FailureRow.at <= now - WINDOW_S, FailureRow.at > now + AHEAD_S)
            session.execute(delete(FailureRow).where(past))
            entry = FailureRow(who=_digest(_plain(name)), place=_digest(network), at=self.now())
            session.add(entry)
            session.flush()  # the write that holds off every other one until this is decided
            wait = self._wait(session, entry, _together(name, network))
            if wait:
                session.delete(entry)
            return wait

    def welcome(self, name: str, network: str = "") -> None:
        """Its person signed in: forget the name's failures there, and remember the network as theirs."""
        here = FailureRow.who == _digest(_plain(name)), FailureRow.place == _digest(network)
        with self.state.session() as session:
            session.execute(delete(FailureRow).where(*here))
            session.execute(delete(FamiliarRow).where(FamiliarRow.at <= self.now() - FAMILIAR_S))
            session.merge(FamiliarRow(where=_together(name, network), at=self.now()))

    def forget(self, name: str) -> None:
        """Unlock a name everywhere: an administrator says so."""
        with self.state.session() as session:
            session.execute(delete(FailureRow).where(FailureRow.who == _digest(_plain(name))))

    def locked(self, name: str) -> bool:
        """Whether the name is locked for some network, or slowed for all."""
        recent = FailureRow.who == _digest(_plain(name)), FailureRow.at > self.now() - WINDOW_S
        counts = select(func.count()).where(*recent).group_by(FailureRow.place)
        with self.state.session() as session:
            found = session.scalars(counts).all()
        return max(found, default=0) >= MOST or sum(found) >= NAME_MOST

    def _wait(self, session: Session, entry: FailureRow, together: str) -> Wait | None:
        who, place = FailureRow.who == entry.who, FailureRow.place == entry.place
        limits: list[tuple[Tried, int, tuple[ColumnElement[bool], ...]]] = [
            (Tried.HERE, MOST, (who, place)),
            (Tried.NETWORK, NETWORK_MOST, (place,)),
        ]
        familiar = session.get(FamiliarRow, together)
        if familiar is None or familiar.at <= self.now() - FAMILIAR_S:
            limits.append((Tried.NAME, NAME_MOST, (who,)))
        waits = [Wait(_free_at(session, most, which) - self.now(), tried) for tried, most, which in limits]
        return max((each for each in waits if each.seconds > 0), key=lambda each: each.seconds, default=None)


def _free_at(session: Session, most: int, which: tuple[ColumnElement[bool], ...]) -> float:
    """When fewer than `most` besides the one just counted are left; 0 where there are fewer."""
    newest = select(FailureRow.at).where(*which).order_by(FailureRow.at.desc(), FailureRow.id.desc())
    found = session.scalar(newest.offset(most).limit(1))
    return float(found) + WINDOW_S if found is not None else 0.0


def _plain(name: str) -> str:
    return name.strip().casefold()


def _together(name: str, network: str) -> str:
    return _digest(f"{_plain(name)}\n{network}")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
