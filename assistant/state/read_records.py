"""Read-and-understood records: who confirmed having read which version of which policy, and when."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import ColumnElement, UniqueConstraint, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from assistant.errors import BadInput, UnknownName
from assistant.state.database import Base, State
from assistant.state.live_values import moment


@dataclass(frozen=True, slots=True)
class Record:
    """One confirmation. `version` is the policy version's id ("iwys/social-media@2026-02"); `at` is ISO in UTC."""

    organisation: str
    name: str
    policy: str
    version: str
    title: str
    session: str = ""
    participant: int = 0
    at: str = ""
    id: int = 0


class RecordRow(Base):
    """The table; it outlives the session in which a record was made, so nothing refers to that."""

    __tablename__ = "read_record"
    __table_args__ = (UniqueConstraint("session", "participant", "version"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation: Mapped[str] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(index=True)
    policy: Mapped[str]
    version: Mapped[str]
    title: Mapped[str]
    session: Mapped[str]
    participant: Mapped[int]
    at: Mapped[str]


def add(state: State, record: Record, now: datetime) -> bool:
    """Keep a confirmation as of `now`; False where the same participant gave it before. Raises BadInput."""
    if not record.name:
        raise BadInput("A record needs the name of who has read the policy.", "Ask for names when the session starts.")
    values = {each.name: getattr(record, each.name) for each in fields(Record) if each.name not in ("id", "at")}
    try:
        with state.session() as session:
            session.add(RecordRow(**values, at=moment(now)))
    except IntegrityError:  # the unique key: pressed twice
        return False
    return True


def records(state: State, organisation: str = "", name: str = "", policy: str = "") -> tuple[Record, ...]:
    """The confirmations, by name, then newest first; "" leaves a filter out."""
    query = select(RecordRow).where(*_wanted(organisation, name, policy))
    with state.session() as session:
        rows = session.scalars(query.order_by(RecordRow.name, RecordRow.at.desc(), RecordRow.id)).all()
    return tuple(Record(**{each.name: getattr(row, each.name) for each in fields(Record)}) for row in rows)


def remove(state: State, id: int) -> None:
    """Delete one. Raises UnknownName."""
    with state.session() as session:
        if not session.scalars(delete(RecordRow).where(RecordRow.id == id).returning(RecordRow.id)).all():
            raise UnknownName("There is no such record.", "It may have been deleted already. Look at the list again.")


def remove_all(state: State, organisation: str = "", name: str = "", policy: str = "") -> int:
    """Delete a person's or a policy's records; how many went. Raises BadInput where neither is named."""
    if not name and not policy:
        raise BadInput("Neither a person nor a policy was named.", "Say whose records, or which policy's, are to go.")
    with state.session() as session:
        statement = delete(RecordRow).where(*_wanted(organisation, name, policy)).returning(RecordRow.id)
        return len(session.scalars(statement).all())


def _wanted(organisation: str, name: str, policy: str) -> list[ColumnElement[bool]]:
    pairs = ((RecordRow.organisation, organisation), (RecordRow.name, name), (RecordRow.policy, policy))
    return [column == value for column, value in pairs if value]
