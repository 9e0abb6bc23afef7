"""The training data as examples, and the fit of the scores' weights."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from assistant.answering.understand import Form, Understood
from assistant.models.texts import clause_text, question_text
from assistant.settings import Linear, Weights
from assistant.values import Clause, Hit
from training.examples import DATA, Example, held_out, load
from training.fuse.asked import Asked
from training.fuse.figures import ranks
from training.fuse.logit import chances, crossed, fit, table, vector_of
from training.retriever import with_unrelated_turns

POLICY = "# Dogs\n\n## 1. On site\n\nDogs must not come in. Guide dogs may come in at any time.\n"


def folder(tmp_path: Path, *rows: dict[str, object]) -> Path:
    (tmp_path / "policies").mkdir()
    (tmp_path / "questions").mkdir()
    (tmp_path / "policies" / "X_dogs.md").write_text(POLICY, encoding="utf-8")
    listed = "\n".join(json.dumps(row) for row in rows)
    (tmp_path / "questions" / "X.jsonl").write_text(listed, encoding="utf-8")
    return tmp_path


def row(text: str, **more: object) -> dict[str, object]:
    marks = [{"text": text, "start": POLICY.index(text)}]
    return {
        "id": "X-1",
        "policy": "X_dogs.md",
        "asker": "parent",
        "question": "can rex come",
        "kind": "permission",
        "verdict": "no",
        "gold": marks,
        "near": [],
        **more,
    }


def test_a_mark_becomes_the_clause_it_falls_on(tmp_path: Path) -> None:
    material = load(folder(tmp_path, row("Guide dogs may"), row("must not come in.", near=[])))
    texts = material.clauses["X_dogs.md"]
    assert [texts[example.gold[0]].split("\n")[-1] for example in material.examples] == [
        "Guide dogs may come in at any time.",
        "Dogs must not come in.",
    ]


def test_a_mark_on_no_clause_loses_the_example_and_a_near_miss_has_no_gold(tmp_path: Path) -> None:
    material = load(folder(tmp_path, row("# "), row("Dogs must", gold=[], verdict="not_covered")))
    assert [(example.lost, example.gold) for example in material.examples] == [(True, ()), (False, ())]
    assert [example.verdict for example in material.of(["X_dogs.md"])] == ["not_covered"]


def test_the_last_policy_of_each_writer_is_kept_apart() -> None:
    assert held_out(["A_one.md", "A_two.md", "B_one.md"]) == ("A_two.md", "B_one.md")


def test_every_row_of_the_shipped_data_names_a_policy_and_its_marks_are_slices_of_it() -> None:
    texts = {path.name: path.read_bytes().decode("utf-8") for path in (DATA / "policies").iterdir()}
    for path in (DATA / "questions").glob("*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            one = json.loads(line)
            for mark in (*one["gold"], *one["near"]):
                text = texts[one["policy"]]
                assert text[mark["start"] : mark["start"] + len(mark["text"])] == mark["text"], one["id"]


def test_a_question_is_written_with_its_role_and_last_two_turns() -> None:
    assert question_text("and at lunch?", "pupil", ("a", "b", "c")) == "pupil: b / c / and at lunch?"
    clause = Clause("d", "1", "1", "Dogs stay out.", 0, 14, headings=("T", "Dogs", "On site"), stem="Visitors:")
    assert clause_text(clause) == "Dogs > On site\nVisitors:\nDogs stay out."


def test_unrelated_turns_come_from_the_same_policy_and_by_the_seed() -> None:
    examples = [example(place, policy) for policy in "AB" for place in range(60)]
    one, two = (with_unrelated_turns(examples, random.Random(3)) for _ in range(2))
    assert one == two
    changed = [each for each in one if each.history]
    assert changed
    assert all(turn.startswith(each.policy) for each in changed for turn in each.history)


def example(place: int, policy: str, gold: tuple[int, ...] = (0,)) -> Example:
    return Example(str(place), policy, "staff", f"{policy}{place}", (), "no", gold, (), False, "permission")


def asked(number: int, picker: random.Random) -> Asked:
    """The deciding clause is the one with the higher cosine; of every fourth question nothing is near."""
    policy, settled = f"P{number % 10}", number % 4 != 0
    hits = [Hit(Clause("d", str(place), "", "", 0, 0), 0.0, dense=picker.uniform(0.0, 0.3)) for place in range(4)]
    if settled:
        hits[1] = Hit(hits[1].clause, 0.0, dense=picker.uniform(0.6, 0.9))
    return Asked(example(number, policy), Understood("", Form.PERMISSION, "staff"), tuple(hits), 1 if settled else -1)


def test_the_fit_finds_the_figure_that_decides_and_the_score_of_none() -> None:
    picker = random.Random(1)
    found = [asked(number, picker) for number in range(200)]
    linear = fit(found, Weights(), ("dense",))
    assert linear.dense > 5
    assert linear.lexical == 0
    figures, there, target = table(found, Weights())
    told = chances(figures, there, vector_of(linear, none=True))
    assert (told.argmax(axis=1) == target).mean() > 0.95
    assert told.sum(axis=1) == pytest.approx(1.0)
    assert ranks(found, crossed(found, Weights(), ("dense",))).startswith("first 1.000")


def test_linear_weights_are_read_in_one_order() -> None:
    linear = Linear(dense=1.0, lexical=2.0, none=3.0, ranker=4.0)
    assert vector_of(linear, none=True).tolist() == [1.0, 2.0, 0.0, 0.0, 0.0, 4.0, 3.0]
