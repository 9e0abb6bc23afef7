"""The tables of live sessions: a session, its participants, their answers."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assistant.state.database import Base


class SessionRow(Base):
    """A session. `plan` is its scenarios as JSON, so that a set edited meanwhile changes nothing in the room.

    `version` grows with every change, `step` with those that every phone must show; `closed` counts the scenarios,
    from the first, that take no more answers.
    """

    __tablename__ = "live_session"

    id: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    organisation: Mapped[str] = mapped_column(index=True)
    set_id: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    naming: Mapped[str]
    by: Mapped[str]
    started: Mapped[str]
    touched: Mapped[str]
    ended: Mapped[str]
    holder: Mapped[str]
    leader: Mapped[str]
    scenario: Mapped[int]
    stage: Mapped[str]
    closed: Mapped[int]
    step: Mapped[int]
    version: Mapped[int]
    skipped: Mapped[str]
    plan: Mapped[str]


class ParticipantRow(Base):
    """Somebody with a phone, known by the hash of a cookie that is good for this session alone."""

    __tablename__ = "live_participant"
    __table_args__ = (UniqueConstraint("session_id", "token"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("live_session.id", ondelete="CASCADE"), index=True)
    token: Mapped[str]
    name: Mapped[str]
    joined: Mapped[str]


class AnswerRow(Base):
    """One participant's answer to one scenario: there can't be two."""

    __tablename__ = "live_answer"

    participant_id: Mapped[int] = mapped_column(ForeignKey("live_participant.id", ondelete="CASCADE"), primary_key=True)
    scenario: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("live_session.id", ondelete="CASCADE"), index=True)
    choice: Mapped[str]
    at: Mapped[str]
