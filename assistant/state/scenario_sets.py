"""Scenario sets as trainers prepared them: saved in order, guarded against two who edit at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant.errors import BadInput, UnknownName
from assistant.scenarios.values import Cited, Scenario, ScenarioSet
from assistant.state.database import Base, State
from assistant.values import Role, Verdict


class SetRow(Base):
    """A set without its scenarios; `edition` grows by one each time it is saved."""

    __tablename__ = "scenario_set"

    id: Mapped[str] = mapped_column(primary_key=True)
    organisation: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    audience: Mapped[str]
    by: Mapped[str]
    created: Mapped[str]
    edition: Mapped[int]
    saved: Mapped[str]
    saved_by: Mapped[str]


class ScenarioRow(Base):
    """A scenario as JSON at its place in the set; a dropped one stays, to be put back."""

    __tablename__ = "scenario"

    set_id: Mapped[str] = mapped_column(ForeignKey("scenario_set.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    dropped: Mapped[bool]
    body: Mapped[str]


class OfferedRow(Base):
    """A set that staff find in the list for self-study."""

    __tablename__ = "scenario_set_offered"

    set_id: Mapped[str] = mapped_column(ForeignKey("scenario_set.id", ondelete="CASCADE"), primary_key=True)


def save(state: State, prepared: ScenarioSet, by: str = "") -> ScenarioSet:
    """Insert or replace a set; gives it back with its new edition. `by` is who saves (else `prepared.by`).

    Raises BadInput where somebody saved since `prepared.edition`, UnknownName where it was deleted meanwhile.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    fresh = replace(prepared, edition=prepared.edition + 1, created=prepared.created or now)
    try:
        with state.session() as session:
            _write(session, prepared, fresh, now, by or prepared.by)
    except IntegrityError as error:  # two tabs made it, or put something into it, in the same moment
        raise BadInput("The set was saved by somebody else at the same time.", "Load it again, then repeat.") from error
    return fresh


def find(state: State, id: str) -> ScenarioSet:
    """The set with this id. Raises UnknownName."""
    with state.session() as session:
        row = session.get(SetRow, id)
        if row is None:
            raise unknown()
        return _read(session, row)


def sets(state: State, organisation: str = "") -> tuple[ScenarioSet, ...]:
    """The sets of an organisation ("" is every one), newest first."""
    query = select(SetRow).order_by(SetRow.created.desc(), SetRow.title, SetRow.id)
    if organisation:
        query = query.where(SetRow.organisation == organisation)
    with state.session() as session:
        return tuple(_read(session, row) for row in session.scalars(query))


def offer(state: State, id: str, listed: bool) -> None:
    """Put a set into the list for self-study, or take it off; twice changes nothing. Raises UnknownName."""
    with state.session() as session:
        if session.get(SetRow, id, with_for_update=True) is None:
            raise unknown()
        row = session.get(OfferedRow, id)
        if listed and row is None:
            session.add(OfferedRow(set_id=id))
        if row and not listed:
            session.delete(row)


def offered(state: State) -> tuple[ScenarioSet, ...]:
    """The sets in the list for self-study, by title."""
    query = select(SetRow).join(OfferedRow, OfferedRow.set_id == SetRow.id).order_by(SetRow.title, SetRow.id)
    with state.session() as session:
        return tuple(_read(session, row) for row in session.scalars(query))


def dropped(state: State, id: str) -> tuple[tuple[int, Scenario], ...]:
    """Scenarios taken out of a set, each with the place (from 0) where it stood."""
    query = select(ScenarioRow).where(ScenarioRow.set_id == id, ScenarioRow.dropped)
    with state.session() as session:
        rows = session.scalars(query.order_by(ScenarioRow.position, ScenarioRow.id))
        return tuple((row.position, from_json(json.loads(row.body))) for row in rows)


def remove(state: State, id: str) -> None:
    """Delete a set with its scenarios. Raises UnknownName."""
    with state.session() as session:
        row = session.get(SetRow, id)
        if row is None:
            raise unknown()
        session.delete(row)


def unknown() -> UnknownName:
    """What to tell whoever asks for a set that is not there."""
    return UnknownName("There is no such set of scenarios.", "It may have been deleted. Choose one from the list.")


def from_json(body: Mapping[str, Any]) -> Scenario:
    """A scenario from `dataclasses.asdict`'s object, as JSON carries it."""
    deciding, tempting = body["deciding"], body["tempting"]
    return Scenario(
        id=body["id"],
        question=body["question"],
        verdict=Verdict(body["verdict"]),
        role=Role(body["role"]),
        topic=body["topic"],
        deciding=Cited(**deciding) if deciding else None,
        tempting=Cited(**tempting) if tempting else None,
        note=body["note"],
        source=body["source"],
        against=body["against"],
    )


def _write(session: Session, prepared: ScenarioSet, fresh: ScenarioSet, now: str, by: str) -> None:
    row = session.get(SetRow, prepared.id, with_for_update=True)
    _guard(row, prepared)
    if row is None:
        row = SetRow(id=fresh.id, by=fresh.by, created=fresh.created)
        session.add(row)
    row.organisation, row.title, row.audience = fresh.organisation, fresh.title, fresh.audience.value
    row.edition, row.saved, row.saved_by = fresh.edition, now, by
    session.flush()
    _put_scenarios(session, fresh)


def _guard(row: SetRow | None, prepared: ScenarioSet) -> None:
    if row is None and prepared.edition:
        raise UnknownName(
            f"The set “{prepared.title}” was deleted while it was being changed.",
            "Go back to the list; make a new set if it is still needed.",
        )
    if row is not None and row.edition != prepared.edition:
        who = row.saved_by or "somebody"
        when = row.saved.replace("T", " at ").partition("+")[0]
        raise BadInput(
            f"The set “{row.title}” was changed by {who} on {when} (UTC), after this page was loaded.",
            "Nothing was overwritten. Load the set again, look at what changed, then repeat the change.",
        )


def _put_scenarios(session: Session, fresh: ScenarioSet) -> None:
    rows = {row.id: row for row in session.scalars(select(ScenarioRow).where(ScenarioRow.set_id == fresh.id))}
    for position, scenario in enumerate(fresh.scenarios):
        row = rows.pop(scenario.id, None) or ScenarioRow(set_id=fresh.id, id=scenario.id)
        row.position, row.dropped = position, False
        row.body = json.dumps(asdict(scenario), ensure_ascii=False)
        session.add(row)
    for row in rows.values():
        row.dropped = True


def _read(session: Session, row: SetRow) -> ScenarioSet:
    query = select(ScenarioRow).where(ScenarioRow.set_id == row.id, ~ScenarioRow.dropped)
    rows = session.scalars(query.order_by(ScenarioRow.position))
    return ScenarioSet(
        id=row.id,
        organisation=row.organisation,
        title=row.title,
        audience=Role(row.audience),
        scenarios=tuple(from_json(json.loads(each.body)) for each in rows),
        by=row.by,
        created=row.created,
        edition=row.edition,
    )
