"""The HTTP interface: the contract's answer, problems as {error, remedy}, counters without text."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from assistant.web import create_app
from tests.web_fakes import LEND, SECRET, FakeAssistant


def client_of(assistant: FakeAssistant) -> TestClient:
    return TestClient(create_app(assistant), base_url="http://localhost")


@pytest.fixture(scope="module")
def client() -> TestClient:
    """For what leaves no trace: an app takes a while to build."""
    return client_of(FakeAssistant())


def test_ask_returns_the_answer_of_the_contract(client: TestClient) -> None:
    body = client.post("/api/ask", json={"question": "May I lend it?", "organisation": "gull-rock"}).json()
    assert (body["outcome"], body["verdict"], body["role"]) == ("answered", "no", "staff")
    assert body["citations"][0]["quote"] == LEND.text
    assert body["citations"][0]["status"] == "in force"


def test_ask_hands_on_the_history() -> None:
    assistant = FakeAssistant()
    client = client_of(assistant)
    earlier = [{"question": "first", "answer": "ignored"}, {"question": "second"}]
    client.post("/api/ask", json={"question": "lend?", "organisation": "gull-rock", "history": earlier})
    assert assistant.histories == [("first", "second")]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"organisation": "nowhere"}, 404),
        ({"as_of": "yesterday"}, 422),
        ({"role": "wizard"}, 422),
        ({"question": "x" * 20_001}, 422),
        ({"surprise": 1}, 422),
    ],
)
def test_bad_input_is_told_with_a_remedy(client: TestClient, change: dict[str, object], status: int) -> None:
    response = client.post("/api/ask", json={"question": "lend?", "organisation": "gull-rock", **change})
    assert response.status_code == status
    assert set(response.json()) == {"error", "remedy"}
    assert all(response.json().values())


def test_policies_lists_what_the_role_may_see(client: TestClient) -> None:
    everything = client.get("/api/policies").json()
    for_parents = client.get("/api/policies?organisation=gull-rock&role=parent").json()
    assert {each["slug"] for each in everything} == {"phones", SECRET}
    assert {each["slug"] for each in for_parents} == {"phones"}
    assert {each["status"] for each in for_parents} == {"in force", "superseded"}


def test_metrics_count_outcomes_and_hold_no_question() -> None:
    client = client_of(FakeAssistant())
    for question in ("lend the walrus?", "walrus"):
        client.post("/api/ask", json={"question": question, "organisation": "gull-rock"})
    client.post("/api/ask", json={"question": "walrus", "organisation": "nowhere"})
    text = client.get("/metrics").text
    assert 'policy_assistant_questions_total{outcome="answered"} 1' in text
    assert 'policy_assistant_questions_total{outcome="not_covered"} 1' in text
    assert "policy_assistant_question_errors_total 1" in text
    assert "walrus" not in text


def test_health_answers(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok", "organisations": 1}


def test_the_docs_page_lists_every_route_of_the_schema_and_needs_nothing_from_elsewhere(
    client: TestClient,
) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    page = client.get("/api/docs").text
    assert "/api/ask" in paths
    assert all(path in page for path in paths)
    assert "http://" not in page
    assert "https://" not in page
