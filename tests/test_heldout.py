"""Training questions on policies kept apart, asked through the real pipeline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cases import Kind
from assistant.errors import BadInput
from assistant.index import embedder_named
from assistant.values import Outcome, Role, Verdict
from evals.heldout import SET, case_of, heldout
from evals.resolve import resolve
from evals.systems import SYSTEM, UNDECLINING
from tests.evals_samples import DOCUMENT
from tests.index_fakes import HashEmbedder
from training.examples import Example

KEYS = "Keys stay on site overnight. Staff must not lend their keys to anyone. Lost keys are reported to the office.\n"
RULE = "Staff must not lend their keys to anyone."

ASKED = Example(
    id="A-1",
    policy="site.txt",
    role="parent",
    question="and on fridays",
    history=("can my son cycle in",),
    verdict="conditional",
    gold=(1, 0),
    near=(),
    lost=False,
    kind="permission",
)


def test_marks_become_the_clauses_at_their_places_the_deciding_one_first() -> None:
    case = case_of(ASKED, DOCUMENT)
    assert (case.set, case.kind, case.asker, case.verdict) == (SET, Kind.PERMISSION, Role.PARENT, Verdict.CONDITIONAL)
    assert (case.document, case.history) == ("site.txt", ("can my son cycle in",))
    gold = resolve(case, lambda document, organisation: DOCUMENT).gold
    assert [each.clause for each in gold] == ["2.s1", "1.s1"]


def test_a_question_without_marks_is_one_to_decline() -> None:
    near_miss = Example("A-2", "site.txt", "staff", "can I park", (), "not_covered", (), (0,), False, "unanswerable")
    case = case_of(near_miss, DOCUMENT)
    assert (case.outcome, case.verdict, case.clauses) == (Outcome.NOT_COVERED, Verdict.NOT_COVERED, ())


def test_without_the_training_data_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no training data"):
        heldout(None, tmp_path, HashEmbedder(), source=tmp_path)


@pytest.mark.model
def test_only_the_policies_kept_apart_are_asked(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for name in ("policies", "questions"):
        (source / name).mkdir(parents=True)
    for name in ("A_learnt.txt", "A_spared.txt"):
        (source / "policies" / name).write_text(KEYS, encoding="utf-8")
    rows = [_row(policy, number) for number, policy in enumerate(("A_learnt.txt", "A_spared.txt"))]
    (source / "questions" / "A.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    run = heldout(None, tmp_path / "index", embedder_named(), source)
    assert [each.case.document for each in run.cases] == ["A_spared.txt"]
    assert run.systems == (SYSTEM, UNDECLINING)
    assert KEYS[run.cases[0].gold[0].start : run.cases[0].gold[0].end] == RULE


def _row(policy: str, number: int) -> dict[str, object]:
    return {
        "id": f"A-{number}",
        "policy": policy,
        "asker": "staff",
        "question": "can I lend a mate my keys",
        "kind": "permission",
        "verdict": "no",
        "gold": [{"text": RULE, "start": KEYS.index(RULE)}],
        "near": [],
    }
