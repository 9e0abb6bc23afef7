"""What people say of an answer ("was this right?"), kept without account or address; the question only if sent."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from assistant.errors import UnknownName
from assistant.state.database import Base, State


@dataclass(frozen=True, slots=True)
class Feedback:
    """One judgement of an answer. `sent` is an ISO date and time in UTC; `id` is 0 until it is kept.

    `policy` is the id of the version whose clause decided, `as_of` the day asked about; "" is not told.
    """

    organisation: str
    right: bool
    reason: str = ""
    question: str = ""
    role: str = ""
    outcome: str = ""
    verdict: str = ""
    policy: str = ""
    document: str = ""
    clause: str = ""
    label: str = ""
    as_of: str = ""
    sent: str = ""
    id: int = 0


class FeedbackRow(Base):
    """The table; a number that was deleted isn't given again."""

    __tablename__ = "feedback"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012  # SQLAlchemy's own shape

    id: Mapped[int] = mapped_column(primary_key=True)
    sent: Mapped[str] = mapped_column(index=True)
    organisation: Mapped[str] = mapped_column(index=True)
    right: Mapped[bool]
    reason: Mapped[str]
    question: Mapped[str]
    role: Mapped[str]
    outcome: Mapped[str]
    verdict: Mapped[str]
    policy: Mapped[str]
    document: Mapped[str]
    clause: Mapped[str]
    label: Mapped[str]
    as_of: Mapped[str]


def add(state: State, feedback: Feedback, now: datetime) -> int:
    """Keep it as of `now` (aware); its id. Raises DataFolderError."""
    values = {name: value for name, value in asdict(feedback).items() if name not in ("id", "sent")}
    row = FeedbackRow(**values, sent=_moment(now))
    with state.session() as session:
        session.add(row)
    return row.id


def kept(
    state: State, organisation: str = "", right: bool | None = None, since: datetime | None = None
) -> tuple[Feedback, ...]:
    """What was sent, newest first: of one organisation ("" is all), only right or wrong, since a moment (aware)."""
    wanted: list[ColumnElement[bool]] = []
    if organisation:
        wanted.append(FeedbackRow.organisation == organisation)
    if right is not None:
        wanted.append(FeedbackRow.right.is_(right))
    if since is not None:
        wanted.append(FeedbackRow.sent >= _moment(since))
    with state.session() as session:
        rows = session.scalars(select(FeedbackRow).where(*wanted).order_by(FeedbackRow.id.desc())).all()
    return tuple(_value(row) for row in rows)


def remove(state: State, id: int) -> None:
    """Delete one; raises UnknownName where there is none of that number."""
    with state.session() as session:
        row = session.get(FeedbackRow, id)
        if row is None:
            raise UnknownName(f"There is no feedback {id}.", "List what there is with `policy-assistant feedback`.")
        session.delete(row)


def expire(state: State, organisation: str, before: datetime) -> int:
    """Delete what an organisation was sent before a moment (aware); how many went."""
    old = FeedbackRow.organisation == organisation, FeedbackRow.sent < _moment(before)
    with state.session() as session:
        gone = session.scalars(delete(FeedbackRow).where(*old).returning(FeedbackRow.id)).all()
    return len(gone)


def _value(row: FeedbackRow) -> Feedback:
    return Feedback(**{field.name: getattr(row, field.name) for field in fields(Feedback)})


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds")
