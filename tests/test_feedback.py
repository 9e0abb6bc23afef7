"""Feedback on answers: taken over HTTP, kept without names, listed and deleted on the command line; V2, V4."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.errors import BadInput, DataFolderError, UnknownName
from assistant.state import State
from assistant.state.feedback import Feedback, add, expire, kept, remove
from assistant.web.feedback import feedback_router, take_feedback
from tests.app_parts import part_of_app
from tests.cli_runs import run, written
from tests.web_fakes import LEND, NEW, FakeLibrary

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WRONG = Feedback(
    "gull-rock", right=False, reason="Clause 3 is about pupils.", verdict="no", policy=NEW.id, clause="1.b1"
)
BODY: dict[str, Any] = {
    "organisation": "gull-rock", "right": False, "reason": "It is about pupils.", "role": "staff",
    "outcome": "answered", "verdict": "no", "policy": NEW.id, "clause": "1.b1", "as_of": "2026-11-21",
}  # fmt: skip


@pytest.fixture
def state() -> State:
    return State.in_memory()


def _client(state: State) -> TestClient:
    return TestClient(part_of_app(feedback_router(state, FakeLibrary())), base_url="http://localhost")


@pytest.fixture
def client(state: State) -> TestClient:
    return _client(state)


def test_what_was_sent_is_kept_with_the_clause_s_label(client: TestClient, state: State) -> None:
    response = client.post("/api/feedback", json=BODY)
    [row] = kept(state)
    assert (response.status_code, response.json()) == (201, {"id": row.id})
    assert (row.right, row.reason, row.verdict, row.as_of) == (False, "It is about pupils.", "no", "2026-11-21")
    assert (row.document, row.clause, row.label) == (NEW.document, "1.b1", LEND.label)
    assert datetime.fromisoformat(row.sent).utcoffset() == timedelta(0)


def test_no_question_is_kept_unless_it_was_sent_along(client: TestClient, state: State) -> None:
    client.post("/api/feedback", json=BODY)
    client.post("/api/feedback", json={**BODY, "question": " May I lend a phone? "})
    assert [row.question for row in kept(state)] == ["May I lend a phone?", ""]


def test_right_or_wrong_alone_is_enough(client: TestClient, state: State) -> None:
    assert client.post("/api/feedback", json={"organisation": "gull-rock", "right": True}).status_code == 201
    assert kept(state)[0].right


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"organisation": "nowhere"}, 404, "no organisation"),
        ({"reason": "x" * 1001}, 422, "1,001 characters, more than 1,000"),
        ({"question": "x" * 2001}, 422, "more than 2,000"),
        ({"reason": "ask Sam, 07700 900123"}, 422, "the reason seems to hold a telephone number"),
        ({"question": "may I write to sam@example.org?"}, 422, "the question seems to hold an e-mail address"),
        ({"as_of": "yesterday"}, 422, "“yesterday” is not a day"),
        ({"role": "boss"}, 422, "no role “boss”"),
        ({"verdict": "perhaps"}, 422, "no verdict “perhaps”"),
        ({"outcome": "bad"}, 422, "no outcome “bad”"),
        ({"policy": "other-school/phones@2026-02"}, 422, "don't name a clause of this organisation"),
        ({"policy": "gull-rock/sam@example.org"}, 422, "don't name a clause"),
        ({"clause": "a sentence about somebody"}, 422, "don't name a clause"),
        ({"clause": ""}, 422, "don't name a clause"),
        ({"account": "sam"}, 422, "account"),
        ({"right": "perhaps"}, 422, "right"),
    ],
)
def test_what_can_t_be_kept_is_explained_and_nothing_is_written(
    client: TestClient, state: State, change: dict[str, str], status: int, said: str
) -> None:
    response = client.post("/api/feedback", json={**BODY, **change})
    assert response.status_code == status
    assert said in response.json()["error"]
    assert response.json()["remedy"]
    assert kept(state) == ()


def test_refused_personal_data_reaches_no_byte_of_the_disk(tmp_path: Path) -> None:
    state = State.open(tmp_path)
    client = _client(state)
    client.post("/api/feedback", json={**BODY, "reason": "ask 07700 900123"})
    client.post("/api/feedback", json=BODY)
    state.close()
    disk = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"about pupils" in disk
    assert b"900123" not in disk


@pytest.mark.parametrize("key", ["reason", "question"])
def test_half_a_character_is_refused_in_words(client: TestClient, key: str) -> None:
    """JSON can carry a surrogate by itself, which no file can."""
    sent = json.dumps({**BODY, key: "\ud800"})
    response = client.post("/api/feedback", content=sent, headers={"content-type": "application/json"})
    assert (response.status_code, bool(response.json()["remedy"])) == (422, True)


def test_what_people_wrote_is_in_no_error_of_the_database(state: State) -> None:
    """V2: a traceback goes to the log, with the statement and what it was given unless that is hidden."""
    with state.session() as session:
        session.connection().exec_driver_sql("DROP TABLE feedback")
    with pytest.raises(DataFolderError) as raised:
        add(state, WRONG, NOON)
    assert "INSERT INTO feedback" in str(raised.value.__cause__)
    assert WRONG.reason not in str(raised.value.__cause__)


def test_feedback_on_a_version_withdrawn_meanwhile_is_kept(state: State) -> None:
    class Emptied(FakeLibrary):
        def find(self, document: str, organisation: str | None = None, public: bool = False) -> Any:
            raise UnknownName(f"There is no document “{document}”.", "Choose another.")

    take_feedback(state, Emptied(), WRONG)
    assert [(row.policy, row.clause, row.label) for row in kept(state)] == [(NEW.id, "1.b1", "")]


def test_a_label_that_the_sender_made_up_is_not_kept(state: State) -> None:
    take_feedback(state, FakeLibrary(), replace(WRONG, policy="", clause="", label="anything", document="x"))
    assert [(row.label, row.document) for row in kept(state)] == [("", "")]


def test_taking_feedback_in_process_refuses_as_the_route_does(state: State) -> None:
    with pytest.raises(BadInput, match="e-mail"):
        take_feedback(state, FakeLibrary(), replace(WRONG, reason="sam@example.org"))


def test_the_newest_comes_first_and_can_be_chosen_by_organisation_judgement_and_day(state: State) -> None:
    for days, (organisation, right) in enumerate([("a", True), ("a", False), ("b", False)]):
        add(state, Feedback(organisation, right), NOON + timedelta(days))
    assert [row.organisation for row in kept(state)] == ["b", "a", "a"]
    assert [row.right for row in kept(state, "a")] == [False, True]
    assert [row.organisation for row in kept(state, right=False)] == ["b", "a"]
    assert [row.organisation for row in kept(state, since=NOON + timedelta(days=2))] == ["b"]


def test_what_is_older_than_its_term_goes_for_that_organisation_alone(state: State) -> None:
    """V4."""
    for days in (0, 5, 10):
        add(state, Feedback("a", right=True), NOON + timedelta(days))
    add(state, Feedback("b", right=True), NOON)
    assert expire(state, "a", NOON + timedelta(days=5)) == 1
    assert len(kept(state, "a")) == 2
    assert len(kept(state, "b")) == 1


def test_a_number_that_was_deleted_is_not_given_again(state: State) -> None:
    first = add(state, WRONG, NOON)
    remove(state, first)
    assert add(state, WRONG, NOON) > first
    with pytest.raises(UnknownName):
        remove(state, first)


@pytest.fixture
def data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "data"
    assert run(folder, "add", written(tmp_path), "-o", "gull-rock") == 0
    state = State.open(folder)
    add(state, Feedback("gull-rock", right=True), NOON - timedelta(days=9))
    add(state, replace(WRONG, label="1. Staff rules, bullet 1", question="May I lend one?"), NOON)
    state.close()
    capsys.readouterr()
    return folder


def test_the_command_lists_the_newest_first(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, "feedback") == 0
    shown = capsys.readouterr().out
    assert shown.index("Clause 3 is about pupils.") < shown.index("right")
    for fact in ("2026-11-21", "wrong", "verdict no", "1. Staff rules, bullet 1", "“May I lend one?”", "1 of 2 right"):
        assert fact in shown


def test_the_command_narrows_and_speaks_json(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for narrowed in (["--wrong"], ["--since", "2026-11-20"]):
        assert run(data, "feedback", "--json", *narrowed) == 0
        assert [row["reason"] for row in json.loads(capsys.readouterr().out)] == ["Clause 3 is about pupils."]


def test_the_command_deletes_one(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, "feedback", "--remove", "2") == 0
    assert run(data, "feedback", "--wrong") == 0
    assert "No feedback" in capsys.readouterr().out
    assert run(data, "feedback", "--remove", "2") == 2
    assert "no feedback 2" in capsys.readouterr().err


def test_bad_input_to_the_command_says_what_to_do(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, "feedback", "--since", "soon") == 2
    assert "2026-02-14" in capsys.readouterr().err
    assert run(data, "feedback", "-o", "nowhere") == 2
    assert "gull-rock" in capsys.readouterr().err
