"""Failed sign-ins: ten in a quarter of an hour lock a name, whether anybody has it or not."""

from __future__ import annotations

import time
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from assistant.state.accounts import Now
from assistant.state.database import Base, State

MOST, WINDOW_S = 10, 15 * 60


class FailureRow(Base):
    """`who` is a digest of the name tried: people type passwords into the wrong box."""

    __tablename__ = "failed_sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(index=True)
    at: Mapped[float] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Failures:
    """The failures of a state database."""

    state: State
    now: Now = time.time

    def note(self, name: str) -> float:
        """Count an attempt as failed before it is tried, so that many at once can't slip through.

        Gives the seconds to wait when the name is locked (the attempt is then not counted), else 0.
        """
        now, who = self.now(), _who(name)
        with self.state.session() as session:
            session.execute(delete(FailureRow).where(FailureRow.at <= now - WINDOW_S))
            entry = FailureRow(who=who, at=now)
            session.add(entry)
            session.flush()
            mine = select(func.count(), func.min(FailureRow.at)).where(FailureRow.who == who)
            count, oldest = session.execute(mine).one()
            if count <= MOST:
                return 0.0
            session.delete(entry)
            return float(oldest) + WINDOW_S - now

    def forget(self, name: str) -> None:
        """Unlock a name: its person signed in, or an administrator says so."""
        with self.state.session() as session:
            session.execute(delete(FailureRow).where(FailureRow.who == _who(name)))

    def locked(self, name: str) -> bool:
        """Whether the name is locked now."""
        recent = select(func.count()).where(FailureRow.who == _who(name), FailureRow.at > self.now() - WINDOW_S)
        with self.state.session() as session:
            return (session.scalar(recent) or 0) >= MOST


def _who(name: str) -> str:
    return sha256(name.strip().casefold().encode()).hexdigest()
