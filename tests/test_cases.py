"""Question sets: what is read, what is refused, and how clauses are found by their labels."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.cases import AS_OF, Corpus, Kind, Target, load, load_file
from assistant.errors import BadInput, UnknownName
from assistant.values import Document, Outcome, Role, Verdict
from evals.resolve import resolve, resolve_all
from tests.evals_samples import DOCUMENT, GOLD, LEND

GOOD = """
set: tiny
corpus: own
cases:
  - id: t1
    question: Can I lend my keys?
    organisation: fern
    kind: permission
    expect:
      verdict: no
      clauses:
        - {document: site.txt, label: "1. Keys, sentence 1"}
      also:
        - {document: site.txt, clause: 2.s1}
  - id: t2
    question: Where may I park?
    asker: parent
    organisation: fern
    kind: unanswerable
    expect: {verdict: not_covered}
  - id: t3
    question: A pupil told me she is afraid to go home
    organisation: fern
    history: ["Who has the keys?"]
    kind: disclosure
    expect: {outcome: safeguarding}
"""


def written(folder: Path, text: str, name: str = "tiny.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def find(document: str, organisation: str) -> Document:
    return DOCUMENT


def test_a_set_is_read_with_its_defaults(tmp_path: Path) -> None:
    found = load_file(written(tmp_path, GOOD))
    lend, park, tells = found.cases
    assert (found.name, found.corpus) == ("tiny", Corpus.OWN)
    assert (lend.key, lend.asker, lend.as_of, lend.outcome) == ("tiny/t1", Role.STAFF, AS_OF, Outcome.ANSWERED)
    assert lend.also == (Target("site.txt", clause="2.s1"),)
    assert (park.outcome, park.verdict) == (Outcome.NOT_COVERED, Verdict.NOT_COVERED)
    assert (tells.kind, tells.verdict, tells.history) == (Kind.DISCLOSURE, None, ("Who has the keys?",))


def test_a_bare_no_in_yaml_is_the_verdict_no(tmp_path: Path) -> None:
    assert load_file(written(tmp_path, GOOD)).cases[0].verdict is Verdict.NO


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("kind: permission", "kind: permision", "kind is 'permision'"),
        ("verdict: no\n", "verdict: maybe\n", "verdict is 'maybe'"),
        ("asker: parent", "asker: governor", "asker is 'governor'"),
        ("corpus: own", "corpus: mine", "corpus is 'mine'"),
        ("    question: Where may I park?\n", "", "question is missing"),
        ("    asker: parent", "    asks: parent", "asks is no field"),
        ("id: t2", "id: t1", "the id t1 stands twice"),
        ("clause: 2.s1", "clause: 2.s1, label: both", "a label or an address, not both"),
        ('history: ["Who has the keys?"]', "history: Who?", "history isn't a list"),
        ("expect: {verdict: not_covered}", "expect: {outcome: answered}", "no verdict or clause"),
    ],
)
def test_a_fault_names_the_file_and_the_case(tmp_path: Path, old: str, new: str, says: str) -> None:
    path = written(tmp_path, GOOD.replace(old, new))
    with pytest.raises(BadInput) as caught:
        load_file(path)
    assert says in caught.value.problem
    assert str(path) in caught.value.problem


def test_a_fault_names_the_case_by_number_and_id(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"case 2 \(t2\)"):
        load_file(written(tmp_path, GOOD.replace("asker: parent", "asker: governor")))


def test_a_broken_file_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="line 3"):
        load_file(written(tmp_path, "set: tiny\ncases: [\n"))


def test_sets_are_chosen_by_name(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    written(tmp_path, GOOD.replace("set: tiny", "set: other"), "other.yaml")
    assert [each.name for each in load((), tmp_path)] == ["other", "tiny"]
    assert [each.name for each in load(("tiny",), tmp_path)] == ["tiny"]
    with pytest.raises(BadInput, match="Known sets: other, tiny"):
        load(("huge",), tmp_path)


def test_a_label_is_found_whatever_its_case_its_spacing_and_its_page() -> None:
    keys = replace(LEND, clauses=(Target("site.txt", label="1.  keys, Sentence 1 (page 7)"),))
    bicycles = replace(LEND, clauses=(Target("site.txt", label="2. Bicycles, sentence 1"),))
    assert resolve(keys, find).gold == (GOLD,)
    assert resolve(bicycles, find).gold[0].clause == "2.s1"


def test_a_clause_is_found_by_its_address() -> None:
    assert resolve(replace(LEND, clauses=(Target("site.txt", clause="1.s1"),)), find).deciding == (GOLD,)


def test_an_unknown_label_is_an_error_that_lists_the_closest() -> None:
    with pytest.raises(UnknownName) as caught:
        resolve(replace(LEND, clauses=(Target("site.txt", label="1. Keys, bullet 1"),)), find)
    assert "tiny/t1" in caught.value.problem
    assert caught.value.remedy.startswith("The closest are: 1. Keys, sentence 1;")


def test_a_label_of_two_clauses_asks_for_an_address() -> None:
    first, second = DOCUMENT.clauses
    doubled = replace(DOCUMENT, clauses=(first, replace(second, label=first.label)))
    with pytest.raises(UnknownName, match=r"1\.s1, 2\.s1"):
        resolve(LEND, lambda document, organisation: doubled)


def test_all_labels_that_are_missing_are_told_at_once() -> None:
    wrong = [replace(LEND, id=f"w{n}", clauses=(Target("site.txt", label="Nowhere"),)) for n in range(2)]
    with pytest.raises(UnknownName) as caught:
        resolve_all([LEND, *wrong], find)
    assert "tiny/w0" in caught.value.remedy
    assert "tiny/w1" in caught.value.remedy
    assert "tiny/t1" not in caught.value.remedy
