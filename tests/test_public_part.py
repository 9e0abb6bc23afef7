"""Parents and pupils are answered from a part of the index that physically holds what they may see, and no more."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.answering import to_json
from assistant.assistant import Assistant
from assistant.errors import AssistantError, BadInput, DataFolderError, UnknownName
from assistant.index import Shelf, roll_back
from assistant.settings import IndexSettings
from assistant.values import Answer, Outcome, Role, Status, Verdict
from assistant.web import viewing
from assistant.web.pages import policy_list
from assistant.web.widget.pages import in_force
from tests.index_fakes import HashEmbedder, document
from tests.public_part_fakes import (
    OLD_PHONES,
    OPEN_CLAUSE,
    PHONES,
    SCHOOL,
    SECRETS,
    STAFF,
    STAFF_CLAUSE,
    STAFF_FILE,
    everything,
    file,
    hostile,
    library,
    public_process,
    school,
)
from tests.public_part_fakes import assistant as assistant_of

QUERIES = 10_000
TWICE_ASKED = 1_000


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """One school for the tests that change nothing."""
    return school(tmp_path_factory.mktemp("school"))


def generation(assistant: Assistant) -> Path:
    shelf = assistant.library.shelf
    return shelf.folder(SCHOOL) / "generations" / str(shelf.open(SCHOOL).generation)


def ask(assistant: Assistant, text: str, role: str = "parent", **more: str) -> Answer:
    return assistant.ask(text, organisation=SCHOOL, role=role, **more)


def reply(assistant: Assistant, **question: str) -> str:
    """The whole answer, or the whole error, as text; without the times that its steps took."""
    try:
        answer: dict[str, Any] = to_json(assistant.ask(organisation=SCHOOL, **question))
    except AssistantError as error:
        return f"{type(error).__name__}: {error}"
    return json.dumps({**answer, "steps_ms": {}})


def test_nothing_of_a_staff_document_lies_in_the_public_part(asked: Assistant) -> None:
    """C4: not its words, its name, its facts, the questions about it or their approver, nor its vectors."""
    folder = generation(asked)
    public = everything(folder / "public")
    whole = everything(folder)
    for secret in (*SECRETS, STAFF_FILE, "gate-codes", "lockdown", "end a drill", "caretak"):
        assert secret.lower().encode() in whole
        assert secret.lower().encode() not in public
    assert b"lockers until the bell" in public
    staff = next(d for d in asked.library.shelf.documents(SCHOOL).values() if d.policy.document == STAFF_FILE)
    for vector in HashEmbedder().encode([clause.text for clause in staff.clauses]):
        raw = vector.astype("<f4").tobytes()
        assert any(raw in path.read_bytes() for path in folder.glob("*.sqlite"))
        assert not any(raw in path.read_bytes() for path in (folder / "public").rglob("*") if path.is_file())


def test_the_public_part_has_no_chroma_folder_and_is_searched_all_the_same(tmp_path: Path) -> None:
    """Chroma fills its files up with memory it was given: keys of staff clauses stood in some of them."""
    shelf = Shelf(tmp_path, HashEmbedder(), IndexSettings(exact_up_to=0))
    shelf.publish(SCHOOL, [document("phones.md", "Phones stay away.", "No films.")])
    folder = tmp_path / "organisations/dunmore/generations/1"
    assert sorted(entry.name for entry in folder.iterdir()) == [
        "chroma",
        "digests.json",
        "index.sqlite",
        "public",
        "words",
    ]
    assert sorted(entry.name for entry in (folder / "public").iterdir()) == ["digests.json", "index.sqlite", "words"]
    vector = shelf.embedder.encode(["No films."])[0]
    assert shelf.open(SCHOOL, public=True).dense(vector, 1, frozenset({"phones.md"}))[0][0] == "phones.md#2"


def test_a_warning_that_names_a_staff_document_stays_out_of_the_public_part(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, HashEmbedder())
    shelf.publish(SCHOOL, [replace(document("phones.md", "Phones stay away."), warnings=("It resembles rota.md.",))])
    assert shelf.open(SCHOOL).documents["phones.md"].warnings == ("It resembles rota.md.",)
    assert shelf.open(SCHOOL, public=True).documents["phones.md"].warnings == ()
    assert b"rota.md" not in everything(tmp_path / "organisations/dunmore/generations/1/public")


def test_no_public_question_of_ten_thousand_gets_a_word_of_a_staff_document(asked: Assistant) -> None:
    """C4: the words of the document, its name, its versions and the short paths, by parents and pupils."""
    answered = 0
    for question in hostile(QUERIES):
        said = reply(asked, **question)
        leaked = [secret for secret in SECRETS if secret.lower() in said.lower()]
        assert not leaked, (question, said)
        answered += '"outcome": "answered"' in said
    assert answered > QUERIES / 20
    told = reply(asked, text="Which policies mention alarm?", role="staff")
    assert "blue lantern" in told


def test_a_staff_document_changes_no_public_answer_at_all(asked: Assistant, tmp_path: Path) -> None:
    """An asker can't tell from any answer or error whether the staff's document exists."""
    without = school(tmp_path, with_staff=False)
    for question in hostile(TWICE_ASKED, seed=7):
        assert reply(asked, **question) == reply(without, **question)


def test_a_staff_documents_name_is_refused_as_one_that_does_not_exist_is(asked: Assistant) -> None:
    for name in (STAFF_FILE, "dunmore/gate-codes@2019-03"):
        refused, unknown = (reply(asked, text="can i film?", role="parent", document=each) for each in (name, "no.md"))
        assert refused == unknown.replace("no.md", name)
        with pytest.raises(UnknownName) as error:
            asked.library.find(name, SCHOOL, public=True)
        assert str(error.value).count(name) == 1
        assert not any(secret in str(error.value).replace(name, "") for secret in SECRETS)
    with pytest.raises(UnknownName) as error:
        asked.library.find("gate-code", SCHOOL, public=True)
    assert STAFF_FILE not in str(error.value)


def test_the_public_list_of_policies_is_that_of_the_public_part(asked: Assistant) -> None:
    listed = {policy.document for policy in asked.library.policies(SCHOOL, public=True)}
    assert listed == {"phones.md", "phones-2024.md", "lunch.md"}
    assert {policy.document for policy in asked.library.policies(public=True)} == listed
    assert STAFF_FILE in {policy.document for policy in asked.library.policies(SCHOOL)}


def test_a_document_for_pupils_alone_is_not_shown_to_parents(asked: Assistant) -> None:
    """The role is looked at on top: the public part holds what anybody outside staff may see."""
    assert [c.document for c in ask(asked, "Which policies mention table?", "pupil").citations] == ["lunch.md"]
    assert ask(asked, "Which policies mention table?", "parent").outcome is Outcome.NOT_COVERED


def test_an_approved_answer_from_a_staff_clause_is_found_by_staff_alone(asked: Assistant) -> None:
    told = ask(asked, STAFF_CLAUSE.question, "staff")
    assert [citation.clause for citation in told.citations] == ["2"]
    assert told.citations[0].document == STAFF_FILE
    assert not any(c.document == STAFF_FILE for c in ask(asked, STAFF_CLAUSE.question).citations)
    for role in ("parent", "staff"):
        open_to_all = ask(asked, OPEN_CLAUSE.question, role)
        assert (open_to_all.verdict, open_to_all.citations[0].document) == (Verdict.NO, "phones.md")


def test_a_document_that_becomes_the_staffs_is_gone_from_the_public_part(tmp_path: Path) -> None:
    assistant = school(tmp_path)
    question = "Which policies mention lockers?"
    assert ask(assistant, question).outcome is Outcome.ANSWERED
    path = file(tmp_path / "in", "phones.md", PHONES)
    assistant.library.add(path, SCHOOL, {"policy": "phones", "audiences": "staff"})
    assert ask(assistant, question).outcome is Outcome.NOT_COVERED
    assert ask(assistant, question, "staff").outcome is Outcome.ANSWERED
    assert b"until the bell" not in everything(generation(assistant) / "public")


def test_a_version_that_the_staffs_supersedes_is_not_shown_as_the_one_in_force(tmp_path: Path) -> None:
    """The public part knows of the other version that it exists and its dates, so that an old rule is not given out."""
    assistant = assistant_of(tmp_path)
    books = assistant.library
    books.add(file(tmp_path / "in", "phones-2024.md", OLD_PHONES), SCHOOL, {"policy": "phones"})
    assert ask(assistant, "Which policies mention lunch?").outcome is Outcome.ANSWERED
    newer = STAFF.replace("2019-03", "2026-02").replace("2020-01", "2030-01")
    books.add(file(tmp_path / "in", STAFF_FILE, newer), SCHOOL, {"policy": "phones", "audiences": "staff"})
    assert ask(assistant, "Which policies mention lunch?").outcome is Outcome.NOT_COVERED
    assert ask(assistant, "What policies are there?").citations == ()
    assert "Phones" not in ask(assistant, "What policies are there?").answer
    [citation] = ask(assistant, "Which policies mention lunch?", as_of="2025-01-01").citations
    assert citation.document == "phones-2024.md"
    public = everything(generation(assistant) / "public")
    assert not any(word in public for word in (b"gate code", b"quillmarsh", b"lantern", b"ottoline"))


def test_no_page_says_that_a_version_which_the_staffs_supersedes_is_in_force(tmp_path: Path) -> None:
    books = assistant_of(tmp_path).library
    books.add(file(tmp_path / "in", "phones-2024.md", OLD_PHONES), SCHOOL, {"policy": "phones"})
    day = date(2026, 11, 21)
    [before] = viewing.versions_on(books.versions(SCHOOL, public=True), Role.PARENT, day)
    assert (before.status, [each.title for each in in_force(books, SCHOOL, day)]) == (
        Status.IN_FORCE,
        ["Phones Policy"],
    )
    newer = STAFF.replace("2019-03", "2026-02").replace("2020-01", "2030-01")
    books.add(file(tmp_path / "in", STAFF_FILE, newer), SCHOOL, {"policy": "phones", "audiences": "staff"})
    for role in (Role.PARENT, Role.PUPIL):
        [after] = viewing.versions_on(books.versions(SCHOOL, public=True), role, day)
        assert (after.policy, after.status) == (before.policy, Status.SUPERSEDED)
        listed = policy_list(books, role, day)
        assert "superseded" in listed and "2026" not in listed
    assert in_force(books, SCHOOL, day) == ()
    with pytest.raises(UnknownName):
        books.find("", SCHOOL, public=True)


def test_a_school_with_nothing_public_says_so(tmp_path: Path) -> None:
    assistant = assistant_of(tmp_path)
    path = file(tmp_path / "in", STAFF_FILE, STAFF)
    assistant.library.add(path, SCHOOL, {"audiences": "staff"})
    answer = ask(assistant, "what is the gate code?")
    assert (answer.outcome, answer.citations, answer.related) == (Outcome.NOT_COVERED, (), ())


def test_both_parts_hold_vectors_that_were_encoded_once(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    Shelf(tmp_path, embedder).publish(SCHOOL, [document("phones.md", "Phones stay away.", "No films.")])
    assert sorted(embedder.encoded) == ["No films.", "Phones stay away."]


def test_an_index_without_a_public_part_is_refused_to_the_public_until_it_is_made_again(tmp_path: Path) -> None:
    """One from before there were parts: the whole index never stands in."""
    assistant = school(tmp_path)
    shutil.rmtree(generation(assistant) / "public")
    embedder = HashEmbedder()
    later = library(tmp_path, embedder)
    fresh = assistant_of(tmp_path)
    with pytest.raises(DataFolderError, match="policy-assistant index"):
        ask(fresh, "can i film?")
    with pytest.raises(DataFolderError, match="parents and pupils"):
        later.policies(SCHOOL, public=True)
    assert ask(fresh, "Which policies mention lockers?", "staff").outcome is Outcome.ANSWERED
    assert later.shelf.outdated(SCHOOL)
    assert {change.what for change in later.sync()} == {"unchanged"}
    assert not later.shelf.outdated(SCHOOL)
    assert ask(fresh, "Which policies mention lockers?").outcome is Outcome.ANSWERED
    assert embedder.encoded == []


def test_rolling_back_takes_both_parts_back(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, HashEmbedder())
    for name in ("a.md", "b.md"):
        shelf.publish(SCHOOL, [document(name, "A rule.")])
    roll_back(shelf.folder(SCHOOL))
    assert [list(shelf.open(SCHOOL, public).documents) for public in (False, True)] == [["a.md"], ["a.md"]]


def test_a_process_that_can_read_only_what_is_public_answers_the_public(tmp_path: Path) -> None:
    """C4: what is not public is not even on the disk here."""
    folder = generation(school(tmp_path))
    for entry in [*folder.iterdir(), folder.parents[1] / "files", folder.parents[1] / "questions.yaml"]:
        if entry.name != "public":
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    assistant = public_process(tmp_path)
    assistant.warm_up()
    assert [c.document for c in ask(assistant, "Which policies mention lockers?").citations] == ["phones.md"]
    assert {policy.document for policy in assistant.library.policies()} == {"phones.md", "phones-2024.md", "lunch.md"}
    assert assistant.library.find("phones.md", SCHOOL).text == PHONES
    for role in ("staff", "trainer"):
        with pytest.raises(BadInput, match="parents and pupils"):
            ask(assistant, "what is the gate code?", role)
    with pytest.raises(DataFolderError, match="write nothing"):
        assistant.library.remove("phones.md", SCHOOL)


ANSWERS = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.public_part_fakes import assistant
other = assistant(Path(sys.argv[1]))
for line in sys.stdin:
    cited = [
        each.document
        for role in ('parent', 'staff')
        for answer in [other.ask(line.strip(), organisation='dunmore', role=role)]
        for each in (*answer.citations, *answer.related)
    ]
    print(*cited, flush=True)
"""
DIES = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from assistant.index import Shelf
from tests.index_fakes import HashEmbedder, document
class Dying(HashEmbedder):
    seen = 0
    @property
    def dimensions(self):
        # Looked at when a part is begun: the second time, the whole one has been written and the public one not.
        self.seen += 1
        if self.seen == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return 8
Shelf(Path(sys.argv[1]), Dying()).publish('dunmore', [document('new.md', 'A new rule.')])
"""


def child(code: str, data: Path) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", code, str(data), str(Path(__file__).parents[1])]
    return subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def cited_by(process: subprocess.Popen[str], question: str) -> set[str]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(question + "\n")
    process.stdin.flush()
    return set(process.stdout.readline().split())


@pytest.mark.server
def test_a_withdrawn_document_is_cited_by_no_other_process_once_publish_returned(tmp_path: Path) -> None:
    """A5: a second process that had it open, asked by a parent and by staff."""
    assistant = school(tmp_path)
    other = child(ANSWERS, tmp_path)
    try:
        assert "phones.md" in cited_by(other, "Which policies mention lockers?")
        assert "phones.md" in cited_by(other, OPEN_CLAUSE.question)
        assistant.library.remove("phones.md", SCHOOL)
        for question in ("Which policies mention lockers?", OPEN_CLAUSE.question, "can parents film at the gate?"):
            assert "phones.md" not in cited_by(other, question)
    finally:
        other.kill()
        other.communicate()


@pytest.mark.server
def test_a_publish_killed_between_the_parts_leaves_both_of_the_generation_before(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, HashEmbedder())
    shelf.publish(SCHOOL, [document("old.md", "An old rule.")])
    writer = child(DIES, tmp_path)
    writer.communicate()
    assert writer.returncode == -signal.SIGKILL
    half = tmp_path / "organisations/dunmore/generations/2.tmp"
    assert (half / "index.sqlite").is_file()
    assert not (half / "public/index.sqlite").exists()
    for reader in (shelf, Shelf(tmp_path, HashEmbedder())):
        assert [list(reader.open(SCHOOL, public).documents) for public in (False, True)] == [["old.md"], ["old.md"]]
    shelf.publish(SCHOOL, [document("new.md", "A new rule.")])
    assert [list(shelf.open(SCHOOL, public).documents) for public in (False, True)] == [["new.md"], ["new.md"]]
    assert not half.exists()
