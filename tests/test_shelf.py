"""Generations of an organisation's index: built whole, published at once, searched by meaning and by word."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import DataFolderError, UnknownName
from assistant.index import Shelf, digests, roll_back, vectors
from assistant.index.embedder import Vectors
from assistant.models.texts import clause_text
from assistant.settings import IndexSettings
from tests.index_fakes import HashEmbedder, document

PHONES = document("phones.md", "Phones stay in lockers until the bell.", "Staff may carry a phone for calls.")
UNIFORM = document("uniform.md", "Pupils wear a plain jumper.", "Trainers are for sports lessons.")
ALL = frozenset({"phones.md", "uniform.md"})
CHROMA = IndexSettings(exact_up_to=0)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path, HashEmbedder())


def test_a_published_document_reads_back_the_same(shelf: Shelf) -> None:
    assert shelf.publish("dunmore", [PHONES, UNIFORM]) == 1
    partition = shelf.open("dunmore")
    assert dict(partition.documents) == {"phones.md": PHONES, "uniform.md": UNIFORM}
    assert partition.policies == (PHONES.policy, UNIFORM.policy)
    assert partition.clause("phones.md#2") == PHONES.clauses[1]
    assert shelf.organisations() == ("dunmore",)


def test_each_clause_is_nearest_to_its_own_vector(shelf: Shelf) -> None:
    shelf.publish("dunmore", [PHONES, UNIFORM])
    for clause in (*PHONES.clauses, *UNIFORM.clauses):
        vector = shelf.embedder.encode([clause_text(clause)])[0]
        assert shelf.open("dunmore").dense(vector, 1, ALL)[0] == (clause.key, pytest.approx(1.0, abs=1e-5))


def test_chroma_and_exact_search_find_the_same(tmp_path: Path) -> None:
    rules = [f"Rule about thing {number} and matter {number * 7}." for number in range(60)]
    documents = [document("many.md", *rules), PHONES]
    exact, chroma = Shelf(tmp_path, HashEmbedder()), Shelf(tmp_path, HashEmbedder(), CHROMA)
    exact.publish("dunmore", documents)
    vector = np.ones(8, dtype=np.float32) / np.sqrt(8).astype(np.float32)
    for wanted in (frozenset({"many.md", "phones.md"}), frozenset({"phones.md"})):
        expected = exact.open("dunmore").dense(vector, 5, wanted)
        found = chroma.open("dunmore").dense(vector, 5, wanted)
        assert [key for key, _ in found] == [key for key, _ in expected]
        assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-4)


@pytest.mark.parametrize("settings", [IndexSettings(), CHROMA])
def test_a_search_stays_within_the_documents_given(tmp_path: Path, settings: IndexSettings) -> None:
    shelf = Shelf(tmp_path, HashEmbedder(), settings)
    shelf.publish("dunmore", [PHONES, UNIFORM])
    partition, vector = shelf.open("dunmore"), shelf.embedder.encode(["anything"])[0]
    assert {key for key, _ in partition.dense(vector, 9, frozenset({"uniform.md"}))} == {
        "uniform.md#1",
        "uniform.md#2",
    }
    assert partition.dense(vector, 9, frozenset()) == []
    assert partition.lexical("phone", 9, frozenset({"uniform.md"})) == []


def test_a_broken_chroma_folder_falls_back_on_exact_search(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    Shelf(tmp_path, HashEmbedder()).publish("dunmore", [PHONES])
    shutil.rmtree(tmp_path / "organisations/dunmore/generations/1/chroma")
    shelf = Shelf(tmp_path, HashEmbedder(), CHROMA)
    vector = shelf.embedder.encode([clause_text(PHONES.clauses[0])])[0]
    assert shelf.open("dunmore").dense(vector, 1, ALL)[0][0] == "phones.md#1"
    assert "exactly" in caplog.text


def test_a_broken_word_index_is_built_again_from_the_truth(
    shelf: Shelf, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shelf.publish("dunmore", [PHONES])
    (tmp_path / "organisations/dunmore/generations/1/words/vocab.index.json").write_text("{", "utf-8")
    assert shelf.open("dunmore").lexical("lockers", 5, ALL)[0][0] == "phones.md#1"
    assert "damaged" in caplog.text


def test_a_chroma_folder_that_lost_a_clause_or_has_it_elsewhere_does_not_pass(tmp_path: Path) -> None:
    rows = HashEmbedder().encode([clause_text(clause) for clause in PHONES.clauses])
    keys = [clause.key for clause in PHONES.clauses]
    vectors.build(tmp_path, PHONES.clauses, rows)
    assert vectors.check(tmp_path, keys, rows, 200) == ""
    assert "phones.md#2" in vectors.check(tmp_path, keys, np.stack([rows[0], -rows[1]]), 200)
    assert "ids" in vectors.check(tmp_path, [*keys, "phones.md#3"], rows, 200)


def test_words_are_found_by_their_stem_in_text_stem_and_headings(shelf: Shelf) -> None:
    clause = replace(PHONES.clauses[0], headings=("3. Mobile telephones",), stem="Pupils must not be:")
    shelf.publish("dunmore", [replace(PHONES, clauses=(clause, PHONES.clauses[1])), UNIFORM])
    partition = shelf.open("dunmore")
    for words in ("locker", "telephone", "pupil must"):
        assert "phones.md#1" in dict(partition.lexical(words, 5, ALL))
    assert partition.lexical("is it the", 5, ALL) == []
    assert partition.lexical("zeppelin", 5, ALL) == []


def test_only_changed_clauses_are_encoded(shelf: Shelf) -> None:
    seen: list[tuple[int, int]] = []
    shelf.publish("dunmore", [PHONES, UNIFORM], lambda done, total: seen.append((done, total)))
    assert seen[-1] == (4, 4)
    embedder = HashEmbedder()
    changed = document("phones.md", "Phones stay in lockers until the bell.", "No phones on trips.")
    Shelf(shelf.root, embedder).publish("dunmore", [changed, UNIFORM])
    assert embedder.encoded == ["No phones on trips."]


def test_another_model_encodes_everything_again(shelf: Shelf) -> None:
    shelf.publish("dunmore", [PHONES])
    other = HashEmbedder()
    other.name = "other"
    Shelf(shelf.root, other).publish("dunmore", [PHONES])
    assert len(other.encoded) == 2


def test_a_withdrawn_document_is_gone_for_every_shelf_once_publish_returns(shelf: Shelf) -> None:
    shelf.publish("dunmore", [PHONES, UNIFORM])
    reader = Shelf(shelf.root, HashEmbedder())
    assert "phones.md" in reader.open("dunmore").documents
    shelf.publish("dunmore", [UNIFORM])
    assert list(reader.open("dunmore").documents) == ["uniform.md"]
    assert reader.open("dunmore").lexical("lockers", 5, ALL) == []


@pytest.mark.parametrize("settings", [IndexSettings(), CHROMA])
def test_an_organisation_may_have_no_documents_left(tmp_path: Path, settings: IndexSettings) -> None:
    shelf = Shelf(tmp_path, HashEmbedder(), settings)
    shelf.publish("dunmore", [])
    assert shelf.open("dunmore").policies == ()
    assert shelf.open("dunmore").dense(np.ones(8, dtype=np.float32), 5, ALL) == []
    assert shelf.open("dunmore").lexical("phones", 5, ALL) == []


def test_the_generation_before_is_kept_and_can_be_put_back(shelf: Shelf, tmp_path: Path) -> None:
    for documents in ([PHONES], [PHONES, UNIFORM], [UNIFORM]):
        shelf.publish("dunmore", documents)
    folder = tmp_path / "organisations/dunmore"
    assert sorted(entry.name for entry in (folder / "generations").iterdir()) == ["2", "3"]
    assert roll_back(folder) == 2
    assert set(shelf.open("dunmore").documents) == ALL
    with pytest.raises(DataFolderError, match="no earlier"):
        roll_back(folder)


def test_a_failed_build_leaves_the_old_generation_and_no_rubbish(shelf: Shelf, tmp_path: Path) -> None:
    shelf.publish("dunmore", [PHONES])
    shelf.embedder.encode = lambda texts: 1 / 0  # type: ignore[method-assign]
    with pytest.raises(ZeroDivisionError):
        shelf.publish("dunmore", [UNIFORM])
    assert list(shelf.open("dunmore").documents) == ["phones.md"]
    assert [entry.name for entry in (tmp_path / "organisations/dunmore/generations").iterdir()] == ["1"]


def test_a_full_disk_is_named_and_leaves_the_old_generation(shelf: Shelf) -> None:
    def full(texts: object) -> Vectors:
        raise OSError(28, "No space left on device")

    shelf.publish("dunmore", [PHONES])
    shelf.embedder.encode = full  # type: ignore[method-assign]
    with pytest.raises(DataFolderError, match="No space left"):
        shelf.publish("dunmore", [UNIFORM])
    assert list(shelf.open("dunmore").documents) == ["phones.md"]


def test_clauses_that_are_not_slices_of_their_text_are_not_published(shelf: Shelf) -> None:
    shelf.publish("dunmore", [UNIFORM])
    altered = replace(PHONES.clauses[0], text="Phones may be used until the bell.")
    with pytest.raises(DataFolderError, match="checks"):
        shelf.publish("dunmore", [replace(PHONES, clauses=(altered,))])
    assert shelf.open("dunmore").generation == 1


def test_unknown_names_are_refused_with_what_is_known(shelf: Shelf) -> None:
    shelf.publish("dunmore", [PHONES])
    with pytest.raises(UnknownName, match="dunmore"):
        shelf.open("elsewhere")
    with pytest.raises(UnknownName, match=r"phones\.md#9"):
        shelf.open("dunmore").clause("phones.md#9")


def test_a_missing_data_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataFolderError, match="does not exist"):
        Shelf(tmp_path / "nowhere", HashEmbedder()).open("dunmore")


def test_a_newer_format_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    shelf.publish("dunmore", [PHONES])
    connection = sqlite3.connect(tmp_path / "organisations/dunmore/generations/1/index.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    digests.write(tmp_path / "organisations/dunmore/generations/1")
    with pytest.raises(DataFolderError, match="newer"):
        shelf.open("dunmore")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generation, built once; every test has its own copy."""
    data = tmp_path_factory.mktemp("built")
    Shelf(data, HashEmbedder()).publish("dunmore", [PHONES, UNIFORM])
    return data


def flip(path: Path, share: float) -> None:
    """Change one byte, at a share of the way through the file."""
    content = bytearray(path.read_bytes())
    content[int((len(content) - 1) * share)] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 1.0])
@pytest.mark.parametrize("part", ["", "public"])
@pytest.mark.parametrize("name", ["index.sqlite", "digests.json"])
def test_a_flipped_byte_in_the_truth_of_either_part_is_refused_by_the_files_name(
    built: Path, tmp_path: Path, name: str, part: str, share: float
) -> None:
    """R3."""
    data = Path(shutil.copytree(built, tmp_path / "data"))
    flip(data / "organisations/dunmore/generations/1" / part / name, share)
    shelf = Shelf(data, HashEmbedder())
    with pytest.raises(DataFolderError, match=rf"{name} is damaged") as caught:
        shelf.open("dunmore", bool(part))
    assert "index --rebuild" in caught.value.remedy
    assert len(shelf.open("dunmore", not part).documents) == 2


@pytest.mark.parametrize("part", ["", "public"])
def test_a_flipped_byte_in_any_file_of_the_word_index_is_found_and_the_words_are_indexed_again(
    built: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, part: str
) -> None:
    """R3."""
    sound = Shelf(built, HashEmbedder()).open("dunmore", bool(part))
    names = sorted(path.name for path in (built / "organisations/dunmore/generations/1" / part / "words").iterdir())
    assert len(names) == 5
    for name in names:
        data = Path(shutil.copytree(built, tmp_path / name))
        flip(data / "organisations/dunmore/generations/1" / part / "words" / name, 0.5)
        opened = Shelf(data, HashEmbedder()).open("dunmore", bool(part))
        assert opened.faults == (f"words/{name}",)
        assert f"words/{name}" in caplog.text
        assert opened.lexical("lockers jumper", 5, ALL) == sound.lexical("lockers jumper", 5, ALL)


def test_a_file_that_was_not_built_or_is_missing_is_a_fault(built: Path, tmp_path: Path) -> None:
    words = Path(shutil.copytree(built, tmp_path / "data")) / "organisations/dunmore/generations/1/words"
    (words / "vocab.index.json").rename(words / "more.json")
    opened = Shelf(tmp_path / "data", HashEmbedder()).open("dunmore")
    assert opened.faults == ("words/more.json", "words/vocab.index.json")
    assert opened.lexical("lockers", 5, ALL)[0][0] == "phones.md#1"


@pytest.mark.parametrize("bytes", [b"\xb1", b"", b"1" * 5_000, b"1/../2", b"1\n2"])
def test_a_pointer_that_is_no_number_is_told_with_what_to_do(shelf: Shelf, tmp_path: Path, bytes: bytes) -> None:
    """A flipped bit makes 0xb1 of "1"."""
    shelf.publish("dunmore", [PHONES])
    (tmp_path / "organisations/dunmore/CURRENT").write_bytes(bytes)
    with pytest.raises(DataFolderError, match="does not hold a number") as refused:
        Shelf(tmp_path, HashEmbedder()).open("dunmore")
    assert "--rebuild" in refused.value.remedy


def test_a_generation_without_digests_opens_until_it_is_made_again(built: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(built, tmp_path / "data"))
    for lists in (data / "organisations/dunmore/generations/1").rglob("digests.json"):
        lists.unlink()
    shelf = Shelf(data, HashEmbedder())
    opened = shelf.open("dunmore")
    assert (opened.listed, opened.faults) == (False, ())
    assert shelf.outdated("dunmore")
    shelf.publish("dunmore", [PHONES, UNIFORM])
    assert shelf.embedder.encoded == []  # type: ignore[attr-defined]
    assert shelf.open("dunmore").listed
    assert not shelf.outdated("dunmore")


def test_damaged_vectors_are_not_carried_into_the_next_generation(built: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(built, tmp_path / "data"))
    flip(data / "organisations/dunmore/generations/1/index.sqlite", 0.5)
    shelf = Shelf(data, HashEmbedder())
    shelf.publish("dunmore", [PHONES, UNIFORM])
    assert len(shelf.embedder.encoded) == 4  # type: ignore[attr-defined]


def test_a_chroma_folder_with_other_ids_or_vectors_is_not_searched(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """R3."""
    rows = HashEmbedder().encode([clause_text(clause) for clause in PHONES.clauses])
    keys = [clause.key for clause in PHONES.clauses]
    vectors.build(tmp_path, PHONES.clauses, rows)
    assert vectors.open_chroma(tmp_path, keys, np.stack([rows[0], -rows[1]])) is None
    assert "its vectors are not the clauses'" in caplog.text
    assert vectors.open_chroma(tmp_path, [*keys, "phones.md#3"], np.vstack([rows, rows[:1]])) is None
    assert "its ids are not the clauses'" in caplog.text
    assert vectors.open_chroma(tmp_path, keys, rows) is not None


@pytest.mark.parametrize("damage", [b"", b"not a database at all" * 60])
def test_a_damaged_index_is_refused_and_mended_by_publishing(shelf: Shelf, tmp_path: Path, damage: bytes) -> None:
    shelf.publish("dunmore", [PHONES])
    (tmp_path / "organisations/dunmore/generations/1/index.sqlite").write_bytes(damage)
    with pytest.raises(DataFolderError, match="damaged"):
        shelf.open("dunmore")
    shelf.publish("dunmore", [PHONES])
    assert shelf.open("dunmore").generation == 2


CHILD = """
import itertools, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.index_fakes import HashEmbedder, document
from assistant.index import Shelf
shelf = Shelf(Path(sys.argv[1]), HashEmbedder())
"""
HOLD = CHILD + "with shelf.writing():\n    print('held', flush=True)\n    time.sleep(600)\n"
CHURN = CHILD + (
    "for round in itertools.count(int(sys.argv[3])):\n"
    "    rules = [f'Rule {n} of round {round}.' for n in range(20)]\n"
    "    shelf.publish('dunmore', [document(name, *rules) for name in ('a.md', 'b.md')])\n"
    "    print('published', flush=True)\n"
)


def child(code: str, data: Path, start: int = 0) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", code, str(data), str(Path(__file__).parents[1]), str(start)]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().strip() in ("held", "published")
    return process


@pytest.mark.server
def test_a_second_writer_is_refused_by_the_owners_process_until_that_is_killed(tmp_path: Path) -> None:
    owner = child(HOLD, tmp_path)
    shelf = Shelf(tmp_path, HashEmbedder())
    try:
        with pytest.raises(DataFolderError, match=f"process {owner.pid}"):
            shelf.publish("dunmore", [PHONES])
    finally:
        owner.send_signal(signal.SIGKILL)
        owner.wait()
    assert shelf.publish("dunmore", [PHONES]) == 1


@pytest.mark.server
def test_readers_see_a_whole_generation_however_often_the_writer_is_killed(tmp_path: Path) -> None:
    chance, rounds, midway = random.Random(7), set(), 0
    Shelf(tmp_path, HashEmbedder()).publish("dunmore", [document("a.md", "Rule 0 of round 0.")])
    for kill in range(12):
        writer = child(CHURN, tmp_path, start=1000 * kill)
        end = time.monotonic() + chance.uniform(0.05, 0.6)
        while time.monotonic() < end:
            rounds.add(whole_round(Shelf(tmp_path, HashEmbedder())))
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        midway += bool(list((tmp_path / "organisations/dunmore/generations").glob("*.tmp")))
        rounds.add(whole_round(Shelf(tmp_path, HashEmbedder(), CHROMA)))
    assert len(rounds) >= 12
    assert midway > 0
    Shelf(tmp_path, HashEmbedder()).publish("dunmore", [PHONES])
    assert not list((tmp_path / "organisations/dunmore/generations").glob("*.tmp"))


def whole_round(shelf: Shelf) -> str:
    """The one round that every clause of the generation in force is of."""
    partition = shelf.open("dunmore")
    texts = [clause.text for document in partition.documents.values() for clause in document.clauses]
    seen = {text.rpartition(" ")[2] for text in texts}
    assert len(seen) == 1
    assert len(texts) in (1, 40)
    assert len(partition.lexical("rule round", 99, frozenset(partition.documents))) == len(texts)
    return seen.pop()


def test_an_index_of_another_model_is_refused_until_it_is_made_again(tmp_path: Path) -> None:
    Shelf(tmp_path, HashEmbedder()).publish("dunmore", [PHONES])
    other = Shelf(tmp_path, Renamed())
    assert other.outdated("dunmore")
    with pytest.raises(DataFolderError, match="another-model"):
        other.open("dunmore")
    other.publish("dunmore", list(other.documents("dunmore").values()))
    assert not other.outdated("dunmore")
    assert set(other.open("dunmore").documents) == {"phones.md"}


class Renamed(HashEmbedder):
    name = "another-model"
