"""Known questions in use: published with the policies, changed by command or by hand, never lost."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from assistant.index import Shelf, bank
from assistant.index.asked import texts_of
from assistant.index.partition import Partition
from assistant.known import KnownQuestion, render
from assistant.settings import IndexSettings
from tests.cli_runs import PHONES, run, written
from tests.index_fakes import HashEmbedder, document

Output = pytest.CaptureFixture[str]
LOCKERS = "Phones stay in lockers until the bell."
CALLS = "Staff may carry a phone for calls."
RULES = document("phones.md", LOCKERS, CALLS)
ALL = frozenset({"phones.md"})
ENTRY = KnownQuestion("Can I ring mum at lunch?", "phones", "1", LOCKERS, role="pupil", verdict="no")
QUESTION = "Can I film a lesson on my own phone?"


def note(shelf: Shelf, *entries: KnownQuestion) -> None:
    path = shelf.questions_file("dunmore")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render(entries), "utf-8")


def test_a_known_question_leads_to_its_clause_and_follows_it_into_the_next_version(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, HashEmbedder())
    note(shelf, ENTRY)
    shelf.publish("dunmore", [RULES])
    vector = shelf.embedder.encode(texts_of(ENTRY))[0]
    assert [key for key, _ in shelf.open("dunmore").known(vector, 5, ALL)] == ["phones.md#1"]
    assert shelf.open("dunmore").known(vector, 5, frozenset({"uniform.md"})) == []
    assert shelf.open("dunmore").known(-vector, 5, ALL) == []

    shelf.publish("dunmore", [document("phones.md", "New: no smart watches.", LOCKERS)])
    known = shelf.open("dunmore").approved("can i ring mum at lunch", "pupil", ALL)
    assert known is not None
    assert known.clause == "phones.md#2"
    assert shelf.questions_file("dunmore").read_text("utf-8") == render([ENTRY])


def test_only_a_new_question_is_encoded_and_a_changed_file_is_noticed(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    shelf = Shelf(tmp_path, embedder)
    shelf.publish("dunmore", [RULES])
    assert not shelf.questions_changed("dunmore")
    note(shelf, ENTRY)
    assert shelf.questions_changed("dunmore")
    embedder.encoded.clear()
    shelf.publish("dunmore", [RULES])
    assert embedder.encoded == ["pupil: Can I ring mum at lunch?"]
    assert not shelf.questions_changed("dunmore")


def test_a_generation_from_before_known_questions_still_opens(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, HashEmbedder())
    shelf.publish("dunmore", [RULES])
    generation = tmp_path / "organisations/dunmore/generations/1"
    with sqlite3.connect(generation / "index.sqlite") as connection:
        connection.execute("DROP TABLE questions")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    (generation / "digests.json").unlink()
    assert shelf.open("dunmore").approved(ENTRY.question, "pupil", ALL) is None
    assert not shelf.questions_changed("dunmore")


def test_the_shipped_banks_questions_lead_to_clauses_that_say_the_same(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    shelf = Shelf(tmp_path, embedder)
    shelf.publish("dunmore", [RULES])
    asked = np.concatenate([embedder.encode([f"other {number}" for number in range(60)]), embedder.encode(["hello"])])
    clauses = embedder.encode([LOCKERS, "Something else."])
    bank.write(tmp_path / "bank.npz", "hash", asked, np.array([1] * 60 + [0]), clauses)
    shipped = bank.read((tmp_path / "bank.npz").read_bytes())
    folder = tmp_path / "organisations/dunmore/generations/1"
    partition = Partition("dunmore", 1, folder, IndexSettings(), lambda: shipped)
    key, score = partition.known(embedder.encode(["hello"])[0], 1, ALL)[0]
    assert key == "phones.md#1"
    assert 0 < score < 1


@pytest.fixture
def data(tmp_path: Path, capsys: Output) -> Path:
    """A data folder with one policy of one organisation."""
    assert run(tmp_path / "data", "add", written(tmp_path), "-o", "marram-bay") == 0
    capsys.readouterr()
    return tmp_path / "data"


def shown(data: Path, capsys: Output) -> list[dict[str, str]]:
    capsys.readouterr()
    assert run(data, "known", "list", "--json") == 0
    found: list[dict[str, str]] = json.loads(capsys.readouterr().out)
    return found


def test_a_question_is_approved_listed_flagged_when_its_clause_changes_and_removed(
    data: Path, tmp_path: Path, capsys: Output
) -> None:
    run(data, "clauses", "phones.md", "--json")
    address = next(each["clause"] for each in json.loads(capsys.readouterr().out) if "classroom" in each["text"])
    given = ("known", "add", QUESTION, "--clause", f"phones.md#{address}", "--verdict", "no", "--by", "A. Head")
    assert run(data, *given) == 0
    [entry] = shown(data, capsys)
    assert (entry["question"], entry["verdict"], entry["approved_by"], entry["fault"]) == (
        QUESTION,
        "no",
        "A. Head",
        "",
    )
    assert entry["quote"] in PHONES

    run(data, "add", written(tmp_path, text=PHONES.replace("in a classroom", "in a corridor")), "-o", "marram-bay")
    assert "no longer says" in shown(data, capsys)[0]["fault"]
    run(data, "review")
    assert "known question" in capsys.readouterr().out

    assert run(data, "known", "remove", QUESTION.upper()) == 0
    assert shown(data, capsys) == []


def test_a_file_edited_by_hand_is_taken_in_by_the_next_index(data: Path, tmp_path: Path, capsys: Output) -> None:
    path = data / "organisations/marram-bay/questions.yaml"
    path.write_text(render([ENTRY]), "utf-8")
    run(data, "known", "list")
    assert "policy-assistant index" in capsys.readouterr().out
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/manifest.yaml").write_text("organisations: {}", "utf-8")
    assert run(data, "index", "--corpus", tmp_path / "corpus", "--rebuild") == 0
    assert path.read_text("utf-8") == render([ENTRY])
    capsys.readouterr()
    run(data, "known", "list")
    assert "policy-assistant index" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("add", "?!", "--clause", "phones.md#1"), "no words"),
        (("add", QUESTION, "--clause", "phones.md#99"), "no clause"),
        (("add", QUESTION, "--clause", "phones.md#1", "--verdict", "perhaps"), "perhaps"),
        (("add", QUESTION, "--clause", "phones.md#1", "--role", "governor"), "governor"),
        (("remove", QUESTION), "known list"),
    ],
)
def test_what_can_not_be_approved_or_removed_is_said(
    data: Path, capsys: Output, given: tuple[str, ...], said: str
) -> None:
    assert run(data, "known", *given) == 2
    assert said in capsys.readouterr().err
    assert not (data / "organisations/marram-bay/questions.yaml").exists()
