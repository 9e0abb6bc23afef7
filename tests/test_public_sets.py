"""The public sets, in files as small as can be, made up for the test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import BadInput
from assistant.index import SentenceTransformerEmbedder, embedder_named
from evals import public
from evals.characters import AT
from evals.public_sets import PublicSet, Query, load

CONTRACT = "Keys stay here. No copies are made."
RULES = "ContractNLI/dev.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    notes = {
        "nda-1": {"choice": "Entailment", "spans": [1]},
        "nda-2": {"choice": "NotMentioned", "spans": []},
    }
    contract = {"id": 7, "text": CONTRACT, "spans": [[0, 15], [16, 35]], "annotation_sets": [{"annotations": notes}]}
    labels = {key: {"hypothesis": f"Receiver shall {what}."} for key, what in (("nda-1", "copy"), ("nda-2", "sing"))}
    _write(tmp_path / RULES, json.dumps({"documents": [contract], "labels": labels}))
    pairs = [
        {"context": "We sell lists.", "question": "do you sell lists", "answer": "True"},
        {"context": "We keep bees.", "question": "do you sell lists", "answer": "False"},
        {"context": "We keep bees.", "question": "any bees? ", "answer": "True"},
        {"context": "Elsewhere.", "question": "asked of two", "answer": "True"},
    ]
    _write(tmp_path / "PrivacyQA/legalbench_privacy_policy_qa_test.jsonl", "".join(f"{json.dumps(p)}\n" for p in pairs))
    homes = "DocID\tQuery\nHive_1\tdo you sell lists\nHive_1\tany bees?\nHive_1\tasked of two\nNest_2\tasked of two\n"
    _write(tmp_path / "PrivacyQA/test_opp_annotations.csv", homes)
    paragraphs = [
        {"context": "We log visits.", "qas": [_asked("What is logged?", "visits", 7)]},
        {"context": "We log names too.", "qas": [_asked("What is logged?", "names", 7)]},
    ]
    _write(tmp_path / "PolicyQA/dev.json", json.dumps({"data": [{"title": "site", "paragraphs": paragraphs}]}))
    return tmp_path


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _asked(question: str, text: str, start: int) -> dict[str, object]:
    return {"question": question, "answers": [{"text": text, "answer_start": start}]}


def quoted(found: PublicSet, query: Query) -> list[str]:
    return [found.texts[query.document][start:end] for start, end in query.gold]


def test_a_contracts_hypotheses_become_questions_unless_it_does_not_mention_them(folder: Path) -> None:
    (query,) = load(folder)[0].queries
    assert query.text == "Does the agreement say that receiver shall copy?"
    assert quoted(load(folder)[0], query) == ["No copies are made."]


def test_an_apps_policy_is_put_together_from_the_sentences_of_its_questions(folder: Path) -> None:
    found = load(folder)[1]
    assert found.texts == {"app-1.txt": "We sell lists.\nWe keep bees.\n"}
    assert [quoted(found, query) for query in found.queries] == [["We sell lists."], ["We keep bees."]]


def test_a_question_asked_of_several_paragraphs_has_all_their_answers(folder: Path) -> None:
    found = load(folder)[2]
    assert [quoted(found, query) for query in found.queries] == [["visits", "names"]]


def test_a_part_is_the_same_for_the_same_seed_and_asks_only_of_its_documents() -> None:
    texts = {f"{number}.txt": "text" for number in range(20)}
    whole = PublicSet("made up", texts, tuple(Query(name, f"{n}?", ((0, 1),)) for name in texts for n in range(5)))
    part = whole.part(4, 10, seed=3)
    assert part == whole.part(4, 10, seed=3)
    assert (len(part.texts), len(part.queries)) == (4, 10)
    assert {query.document for query in part.queries} <= part.texts.keys()


def test_an_absent_folder_is_told_with_what_to_give(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BadInput, match="aren't there"):
        load(tmp_path)
    assert public.main([str(tmp_path)]) == 2
    assert "Give the folder that holds ContractNLI" in capsys.readouterr().err


def test_a_systems_figures_are_means_over_the_questions() -> None:
    found = PublicSet(
        "made up", {"a.txt": "0123456789"}, (Query("a.txt", "x?", ((0, 5),)), Query("a.txt", "y?", ((5, 10),)))
    )
    row = public.measured(found, "always the first half", lambda query: [(0, 5), (5, 10)])
    assert {k: row.precision[k].value for k in AT} == {1: 0.5, 3: 0.5, 5: 0.5}
    assert {k: row.recall[k].value for k in AT} == {1: 0.5, 3: 1.0, 5: 1.0}


@pytest.mark.model
def test_every_system_retrieves_from_the_questions_own_document(tmp_path: Path) -> None:
    texts = {"keys.txt": "Staff must not lend their keys.\n", "bees.txt": "The school keeps bees.\n"}
    found = PublicSet("made up", texts, (Query("keys.txt", "Who may be lent the keys?", ((0, 31),)),))
    told = tuple(public.rows(found, tmp_path, embedder_named(), SentenceTransformerEmbedder()))
    assert {"assistant", "llamaindex", "dense", "bm25"} <= {row.system for row in told}
    assert all(row.recall[1].value == 1.0 for row in told)
    assert public.table(found, told).row_count == len(told)
