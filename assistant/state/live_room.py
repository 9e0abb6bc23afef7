"""Who is in a live session and what they answered: each counted once, until the answer is shown."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from assistant import personal
from assistant.errors import BadInput
from assistant.state.database import State
from assistant.state.live import hashed, unknown
from assistant.state.live_tables import AnswerRow, ParticipantRow, SessionRow
from assistant.state.live_values import END, Naming, moment
from assistant.values import Verdict

MOST = 200
"""Participants a session takes."""
SETTLING = timedelta(seconds=5)
"""How long a seat is kept for a browser that has just joined and is about to follow."""
NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in the room, with what they answered so far by the scenario's index."""

    id: int
    name: str
    joined: str
    answers: Mapping[int, Verdict]


@dataclass(frozen=True, slots=True)
class Pulse:
    """What can change under a screen: counters, and how many are in and have answered the scenario shown."""

    version: int
    step: int
    people: int
    answered: int


def join(
    state: State, id: str, token: str, name: str, now: datetime, present: Set[int] = frozenset(), crowded: bool = False
) -> Participant:
    """Let the holder of a token in; once in, again changes nothing. Raises BadInput, UnknownName.

    Where the session is full, or `crowded` from where the holder comes, the seat taken last gives way that never
    answered and whose phone is not `present`: one browser's many seats make room, a person's does not.
    """
    with state.session() as session:
        _touch(session, id, now)  # first of all: it holds off every other writer until this one is done
        row = _row(session, id, token)
        if row is None:
            row = _newcomer(session, id, token, name, now)
            _make_room(session, id, crowded, present, now)
            session.add(row)
            session.flush()
        return _participant(session, row)


def participant(state: State, id: str, token: str) -> Participant | None:
    """Who holds the token, if anybody does."""
    with state.session() as session:
        row = _row(session, id, token)
        return _participant(session, row) if row else None


def answer(state: State, id: str, participant: int, scenario: int, choice: Verdict, now: datetime) -> bool:
    """Count an answer in place of the one before; False where the scenario takes none (any more)."""
    still_open = (
        SessionRow.ended == "", SessionRow.stage != END, SessionRow.scenario == scenario, SessionRow.closed <= scenario,
    )  # fmt: skip
    with state.session() as session:
        statement = update(SessionRow).where(SessionRow.id == id, *still_open)
        touched = statement.values(version=SessionRow.version + 1, touched=moment(now)).returning(SessionRow.id)
        if session.scalars(touched).one_or_none() is None:
            return False
        row = session.get(AnswerRow, (participant, scenario))
        if row is None:
            row = AnswerRow(participant_id=participant, scenario=scenario, session_id=id)
            session.add(row)
        row.choice, row.at = choice.value, moment(now)
        return True


def tally(state: State, id: str) -> dict[int, dict[Verdict, int]]:
    """How many gave which answer, by the scenario's index."""
    query = (
        select(AnswerRow.scenario, AnswerRow.choice, func.count())
        .where(AnswerRow.session_id == id)
        .group_by(AnswerRow.scenario, AnswerRow.choice)
    )
    counted: dict[int, dict[Verdict, int]] = {}
    with state.session() as session:
        for scenario, choice, count in session.execute(query):
            counted.setdefault(scenario, {})[Verdict(choice)] = count
    return counted


def people(state: State, id: str) -> tuple[Participant, ...]:
    """Everybody who joined, in the order in which they did."""
    query = select(ParticipantRow).where(ParticipantRow.session_id == id).order_by(ParticipantRow.id)
    with state.session() as session:
        return tuple(_participant(session, row) for row in session.scalars(query).all())


def pulse(state: State, id: str) -> Pulse:
    """The session's counters, in one statement. Raises UnknownName."""
    inside = select(func.count()).where(ParticipantRow.session_id == SessionRow.id).scalar_subquery()
    answers = AnswerRow.session_id == SessionRow.id, AnswerRow.scenario == SessionRow.scenario
    answered = select(func.count()).where(*answers).scalar_subquery()
    query = select(SessionRow.version, SessionRow.step, inside, answered).where(SessionRow.id == id)
    with state.session() as session:
        found = session.execute(query).one_or_none()
    if found is None:
        raise unknown()
    return Pulse(*found)


def checked_name(name: str, naming: Naming) -> str:
    """A name as it is kept, "" where none is asked for. Raises BadInput for one too long, missing, or with personal
    data beside it."""
    if naming is Naming.NOTHING:
        return ""
    plain = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if len(plain) > NAME_LENGTH:
        raise BadInput(
            f"This name has {len(plain)} characters; {NAME_LENGTH} can be kept.", "Shorten it, then join again."
        )
    if naming is Naming.NAME and not plain:
        raise BadInput("A name is needed for the list of who attended.", "Type your name, then join.")
    personal.refuse(plain, "the name", "a name by itself is enough")
    return plain


def _touch(session: Session, id: str, now: datetime) -> None:
    statement = update(SessionRow).where(SessionRow.id == id)
    touched = statement.values(version=SessionRow.version + 1, touched=moment(now)).returning(SessionRow.ended)
    ended = session.scalars(touched).one_or_none()
    if ended is None:
        raise unknown()
    if ended:
        raise BadInput("This session has ended.", "Ask the trainer whether there is another one.")


def _newcomer(session: Session, id: str, token: str, name: str, now: datetime) -> ParticipantRow:
    naming = Naming(session.scalars(select(SessionRow.naming).where(SessionRow.id == id)).one())
    return ParticipantRow(session_id=id, token=hashed(token), name=checked_name(name, naming), joined=moment(now))


def _make_room(session: Session, id: str, crowded: bool, present: Set[int], now: datetime) -> None:
    inside = session.scalar(select(func.count()).where(ParticipantRow.session_id == id)) or 0
    if inside < MOST and not crowded:
        return
    silent = ~exists().where(AnswerRow.participant_id == ParticipantRow.id)
    settled = ParticipantRow.joined <= moment(now - SETTLING)
    idle = select(ParticipantRow).where(ParticipantRow.session_id == id, silent, settled)
    last = idle.where(ParticipantRow.id.not_in(present)).order_by(ParticipantRow.id.desc()).limit(1)
    row = session.scalars(last).one_or_none()
    if row is None:
        full = f"This session is full: {inside} people are in it."
        problem = full if inside >= MOST else "As many people as may have joined this session from this network."
        raise BadInput(problem, "Answer together with somebody who is in, or by hand.")
    session.delete(row)


def _row(session: Session, id: str, token: str) -> ParticipantRow | None:
    holds = ParticipantRow.session_id == id, ParticipantRow.token == hashed(token)
    return session.scalars(select(ParticipantRow).where(*holds)).one_or_none()


def _participant(session: Session, row: ParticipantRow) -> Participant:
    answers = session.scalars(select(AnswerRow).where(AnswerRow.participant_id == row.id)).all()
    return Participant(row.id, row.name, row.joined, {each.scenario: Verdict(each.choice) for each in answers})
