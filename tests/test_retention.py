"""What people add is deleted when its time is over, from the disk too; nothing else is."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.errors import DataFolderError
from assistant.scenarios.values import Scenario, ScenarioSet
from assistant.state import State, feedback, live, live_room, read_records
from assistant.state.feedback import Feedback
from assistant.state.live_values import Naming
from assistant.state.read_records import Record
from assistant.state.retention import Deleted, tidy
from assistant.values import Organisation, Role, Verdict
from assistant.web import create_app
from assistant.web.tidying import tidying
from tests.cli_runs import run, written
from tests.web_fakes import FakeAssistant

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
DUNMORE = Organisation("dunmore", "Dunmore School")
QUAYSIDE = Organisation("quayside", "Quayside School", retention_days=90)
PLANTED = "PLANTED-4711-quibble"


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    state = State.open(tmp_path)
    yield state
    state.close()


def sent(state: State, when: datetime, organisation: str = "dunmore", reason: str = "") -> None:
    feedback.add(state, Feedback(organisation, right=False, reason=reason), when)


def days(count: int) -> timedelta:
    return timedelta(days=count)


class Books:
    """A library of settings alone."""

    def __init__(self, *organisations: Organisation) -> None:
        self.listed = organisations

    def organisations(self) -> tuple[Organisation, ...]:
        if not self.listed:
            raise DataFolderError("The manifest is broken.", "Mend it.")
        return self.listed


def test_what_is_thirty_days_old_is_there_and_on_the_thirty_first_it_is_gone(state: State) -> None:
    """V4."""
    sent(state, START)
    assert tidy(state, [DUNMORE], START + days(30)) == ()
    assert len(feedback.kept(state)) == 1
    assert tidy(state, [DUNMORE], START + days(31)) == (Deleted("dunmore", "feedback", 30, 1),)
    assert feedback.kept(state) == ()


def test_each_organisation_keeps_for_as_long_as_it_says(state: State) -> None:
    sent(state, START, "dunmore")
    sent(state, START, "quayside")
    tidy(state, [DUNMORE, QUAYSIDE], START + days(60))
    assert [each.organisation for each in feedback.kept(state)] == ["quayside"]
    tidy(state, [DUNMORE, QUAYSIDE], START + days(91))
    assert feedback.kept(state) == ()


def test_what_an_organisation_left_behind_goes_after_the_usual_time(state: State) -> None:
    sent(state, START, "gone-away")
    assert tidy(state, [DUNMORE], START + days(30)) == ()
    assert tidy(state, [DUNMORE], START + days(31)) == (Deleted("gone-away", "feedback", 30, 1),)


def test_nothing_of_what_was_deleted_is_left_on_the_disk(state: State, tmp_path: Path) -> None:
    """V4."""
    for place in range(200):  # enough to fill and split pages
        sent(state, START, reason=f"{PLANTED} {place} " + "x" * 50)
    assert any(PLANTED.encode() in path.read_bytes() for path in tmp_path.iterdir())
    sent(state, START + days(31), reason="kept")
    tidy(state, [DUNMORE], START + days(31))
    left = [path.name for path in tmp_path.iterdir() if PLANTED.encode() in path.read_bytes()]
    assert left == []
    assert [each.reason for each in feedback.kept(state)] == ["kept"]
    assert state.faults() == ()


def test_a_live_session_goes_with_its_participants_and_read_records_stay(state: State, tmp_path: Path) -> None:
    scenario = Scenario("s1", "May a pupil bring a phone?", Verdict.NO, Role.STAFF)
    prepared = ScenarioSet("set-1", "dunmore", "Phones", Role.STAFF, (scenario,))
    session = live.start(state, prepared, Naming.NAME, "a", START)
    live_room.join(state, session.id, "token", PLANTED, START)
    read_records.add(state, Record("dunmore", "Ada Ash", "phones", "dunmore/phones@2026-02", "Phones"), START)
    assert tidy(state, [DUNMORE], START + days(31)) == (Deleted("dunmore", "live sessions", 30, 1),)
    assert live.sessions(state) == ()
    assert PLANTED.encode() not in (tmp_path / "state.sqlite").read_bytes()
    assert [each.name for each in read_records.records(state)] == ["Ada Ash"]


def test_the_server_tidies_when_it_starts_and_once_a_day(state: State) -> None:
    clock = [START + days(31)]
    sent(state, START)
    sent(state, START + days(1))
    rounds: list[int] = []

    async def pause(_: float) -> None:
        rounds.append(len(feedback.kept(state)))
        if len(rounds) == 2:
            await asyncio.Event().wait()
        clock[0] += days(1)

    async def serve() -> None:
        lifespan = tidying(state, Books(DUNMORE), lambda: clock[0], pause)  # type: ignore[arg-type]
        async with lifespan(FastAPI()):
            while len(rounds) < 2:
                await asyncio.sleep(0.001)

    asyncio.run(serve())
    assert rounds == [1, 0]


def test_the_app_tidies_before_it_answers(state: State) -> None:
    sent(state, START - days(9000))
    with TestClient(create_app(FakeAssistant(), state=state)):
        assert feedback.kept(state) == ()


def test_broken_settings_delete_nothing_and_do_not_stop_the_server(
    state: State, caplog: pytest.LogCaptureFixture
) -> None:
    sent(state, START)

    async def serve() -> None:
        async with tidying(state, Books(), lambda: START + days(400))(FastAPI()):  # type: ignore[arg-type]
            pass

    asyncio.run(serve())
    assert len(feedback.kept(state)) == 1
    assert "The manifest is broken. Mend it." in caplog.text


def test_the_command_says_how_many_rows_of_what_it_deleted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    assert run(data, "add", written(tmp_path), "--organisation", "dunmore") == 0
    old = datetime.now(UTC) - days(31)
    state = State.open(data)
    sent(state, old)
    sent(state, old)
    sent(state, old + days(2))
    state.close()
    capsys.readouterr()
    assert run(data, "tidy") == 0
    assert "dunmore: deleted 2 of feedback, older than 30 days." in capsys.readouterr().out
    assert run(data, "tidy", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run(data, "tidy") == 0
    assert "Nothing is old enough" in capsys.readouterr().out


def test_a_new_state_database_is_for_its_owner_alone(state: State, tmp_path: Path) -> None:
    sent(state, START)
    assert {path.name: path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {
        path.name: 0 for path in tmp_path.iterdir()
    }
