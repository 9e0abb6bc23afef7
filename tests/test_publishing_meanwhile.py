"""A question in the middle of publishing: the widget and the staff's interface answer, whole and from one version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.index.embedder import Vectors
from assistant.settings import Weights
from assistant.web import create_app
from tests.index_fakes import HashEmbedder
from tests.public_part_fakes import SCHOOL, file, library, school

QUESTION = "Which policies mention lockers?"
BEFORE, AFTER = "Phones stay in lockers until the bell.", "Phones stay in lockers until the gate opens."
NEWER = f"title: Phones Policy\napproved: 2026-03\nreview: 2028-02\n- {AFTER}\n"
PATIENCE = 60
WAYS = ((f"/widget/{SCHOOL}/ask", {}), ("/api/ask", {"organisation": SCHOOL, "role": "staff"}))


class Held(HashEmbedder):
    """Says that it was asked and waits to be let go: publishing, or a question, stopped half-way."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.go = Event(), Event()

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.reached.set()
        assert self.go.wait(PATIENCE)
        return super().encode(texts)


@pytest.fixture
def beside() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def put(client: TestClient, way: tuple[str, dict[str, str]], question: str = QUESTION) -> str:
    response = client.post(way[0], json={"question": question, **way[1]})
    assert response.status_code == 200, response.text
    return response.text


@pytest.mark.parametrize("way", WAYS, ids=["widget", "staff"])
def test_a_question_in_the_middle_of_publishing_is_answered_from_the_version_before(
    tmp_path: Path, beside: ThreadPoolExecutor, way: tuple[str, dict[str, str]]
) -> None:
    client = TestClient(create_app(school(tmp_path)), base_url="http://localhost")
    held = Held()
    path = file(tmp_path / "in", "phones-2026.md", NEWER)
    publishing = beside.submit(library(tmp_path, held).add, path, SCHOOL, {"policy": "phones"})
    try:
        assert held.reached.wait(PATIENCE)
        during = put(client, way)
    finally:
        held.go.set()
    assert BEFORE in during and AFTER not in during
    publishing.result(PATIENCE)
    after = put(client, way)
    assert AFTER in after and BEFORE not in after


@pytest.mark.parametrize("way", WAYS, ids=["widget", "staff"])
def test_an_answer_begun_before_versions_were_published_is_finished_from_the_one_it_began_with(
    tmp_path: Path, beside: ThreadPoolExecutor, way: tuple[str, dict[str, str]]
) -> None:
    school(tmp_path)
    held = Held()
    asked = Assistant(library(tmp_path), held, Weights())
    client = TestClient(create_app(asked), base_url="http://localhost")
    answering = beside.submit(put, client, way, "Must phones stay in lockers until the bell?")
    try:
        assert held.reached.wait(PATIENCE)
        library(tmp_path).remove("phones.md", SCHOOL)
        library(tmp_path).add(file(tmp_path / "in", "phones-2026.md", NEWER), SCHOOL, {"policy": "phones"})
    finally:
        held.go.set()
    answer = answering.result(PATIENCE)
    assert BEFORE in answer and AFTER not in answer
    assert AFTER in put(client, way)
