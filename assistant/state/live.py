"""Live sessions: started from a set, led from one screen at a time, moved step by step, ended and cleared away."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import ColumnElement, case, delete, select, update
from sqlalchemy.orm import Session

from assistant.errors import BadInput, UnknownName
from assistant.scenarios.values import ScenarioSet
from assistant.state.database import State
from assistant.state.join_codes import new_code
from assistant.state.live_tables import SessionRow
from assistant.state.live_values import END, START, LiveSession, Move, Naming, Place, moment
from assistant.state.scenario_sets import from_json


def start(state: State, prepared: ScenarioSet, naming: Naming, by: str, now: datetime) -> LiveSession:
    """A session over a set as it is now, led by nobody yet. Raises BadInput for a set without scenarios."""
    if not prepared.scenarios:
        raise BadInput("This set has no scenario to present.", "Add scenarios to it first.")
    plan = json.dumps([asdict(scenario) for scenario in prepared.scenarios], ensure_ascii=False)
    with state.session() as session:
        row = SessionRow(
            id=secrets.token_urlsafe(9), code=_free_code(session), organisation=prepared.organisation,
            set_id=prepared.id, title=prepared.title, naming=naming.value, by=by, started=moment(now),
            touched=moment(now), ended="", holder="", leader="", scenario=-1, stage=START, closed=0, step=1, version=1,
            skipped="{}", plan=plan,
        )  # fmt: skip
        session.add(row)
    return _value(row)


def find(state: State, id: str) -> LiveSession:
    """The session with this id. Raises UnknownName."""
    return _one(state, SessionRow.id == id)


def by_code(state: State, code: str) -> LiveSession:
    """The session with this join code, over or not. Raises UnknownName."""
    return _one(state, SessionRow.code == code)


def sessions(state: State, organisation: str = "") -> tuple[LiveSession, ...]:
    """The sessions of an organisation ("" is every one), newest first."""
    query = select(SessionRow).order_by(SessionRow.started.desc(), SessionRow.id)
    if organisation:
        query = query.where(SessionRow.organisation == organisation)
    with state.session() as session:
        return tuple(_value(row) for row in session.scalars(query))


def take(state: State, id: str, token: str, leader: str, now: datetime) -> None:
    """Lead the session from the screen that holds `token`; whoever led before follows. Raises UnknownName."""
    _change(state, id, (), holder=hashed(token), leader=leader, touched=moment(now))


def move(state: State, id: str, token: str, wanted: Move, now: datetime) -> bool:
    """Go to another place; False where the session no longer stands at `was`, or another screen leads."""
    closed = case((SessionRow.closed > wanted.closed, SessionRow.closed), else_=wanted.closed)
    here = (
        SessionRow.ended == "", SessionRow.holder == hashed(token),
        SessionRow.scenario == wanted.was.scenario, SessionRow.stage == wanted.was.stage,
    )  # fmt: skip
    values = {"scenario": wanted.to.scenario, "stage": wanted.to.stage, "closed": closed, "touched": moment(now)}
    return _changed(state, id, here, **values, skipped=json.dumps(wanted.skipped, ensure_ascii=False))


def end(state: State, id: str, now: datetime) -> None:
    """Close the session; what was answered stays. Ending twice changes nothing."""
    _changed(state, id, (SessionRow.ended == "",), ended=moment(now), touched=moment(now), stage=END)


def remove(state: State, id: str) -> None:
    """Delete a session with its participants and answers; read records stay. Raises UnknownName."""
    with state.session() as session:
        if not session.scalars(delete(SessionRow).where(SessionRow.id == id).returning(SessionRow.id)).all():
            raise unknown()


def expire(state: State, organisation: str, before: datetime) -> int:
    """Delete an organisation's sessions untouched since a moment (aware); how many went. Read records stay."""
    old = SessionRow.organisation == organisation, SessionRow.touched < moment(before)
    with state.session() as session:
        return len(session.scalars(delete(SessionRow).where(*old).returning(SessionRow.id)).all())


def unknown() -> UnknownName:
    """What to tell whoever asks for a session that is not there."""
    return UnknownName("There is no such session.", "Its results may have been deleted. Choose one from the list.")


def hashed(token: str) -> str:
    """What is stored of a token: the cookie itself is nowhere in the database. "" stays ""."""
    return hashlib.sha256(token.encode()).hexdigest() if token else ""


def _change(state: State, id: str, here: tuple[ColumnElement[bool], ...], **values: object) -> None:
    if not _changed(state, id, here, **values):
        raise unknown()


def _changed(state: State, id: str, here: tuple[ColumnElement[bool], ...], **values: object) -> bool:
    """One statement that tells every phone; whether the session stood where `here` says."""
    counters = {"version": SessionRow.version + 1, "step": SessionRow.step + 1}
    statement = update(SessionRow).where(SessionRow.id == id, *here).values(**values, **counters)
    with state.session() as session:
        return len(session.scalars(statement.returning(SessionRow.id)).all()) == 1


def _one(state: State, which: ColumnElement[bool]) -> LiveSession:
    with state.session() as session:
        row = session.scalars(select(SessionRow).where(which)).one_or_none()
    if row is None:
        raise unknown()
    return _value(row)


def _free_code(session: Session) -> str:
    code = new_code()
    while session.scalar(select(SessionRow.id).where(SessionRow.code == code)):
        code = new_code()
    return code


def _value(row: SessionRow) -> LiveSession:
    return LiveSession(
        id=row.id, code=row.code, organisation=row.organisation, set_id=row.set_id, title=row.title,
        naming=Naming(row.naming), by=row.by, started=row.started, touched=row.touched, ended=row.ended,
        holder=row.holder, leader=row.leader, at=Place(row.scenario, row.stage), closed=row.closed, step=row.step,
        version=row.version, scenarios=tuple(from_json(body) for body in json.loads(row.plan)),
        skipped={int(index): why for index, why in json.loads(row.skipped).items()},
    )  # fmt: skip
