"""A run on disk, its figures on the terminal, and the page that explains them."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from assistant.errors import BadInput
from evals import cli, report, runs, scores, table
from evals.findings import findings
from evals.gate import Failure, Threshold
from evals.mistakes import by_cause
from evals.resolve import Resolved
from evals.runs import Run
from evals.systems import UNDECLINING
from tests.evals_samples import BICYCLES, GOLD, KEYS, LEND, PARKING, TELLS, answered, cited, declined

LEND_AGAIN = replace(LEND, id="t4", question="Can <b>I</b> lend them?", history=("Who has the keys?",))
CASES = (
    Resolved(LEND, (GOLD,)),
    Resolved(PARKING),
    Resolved(TELLS),
    Resolved(LEND_AGAIN, (GOLD,)),
)
CONFIG = {"sets": {"tiny": 4}, "model": "a model", "baselines": True, "started": "2026-11-20T09:00:00"}
RIGHT = answered(cited(*KEYS), confidence=0.8)
RUN = Run(
    CONFIG,
    CASES,
    (
        RIGHT,
        declined(case="tiny/t2"),
        declined(case="tiny/t3", outcome="safeguarding", notices=("safeguarding",)),
        answered(cited(*BICYCLES), case="tiny/t4", related=(cited(*KEYS),), confidence=0.4),
        *(replace(RIGHT, system="dense", verdict="", case=case.case.key) for case in CASES),
    ),
)


def page(run: Run = RUN, failures: tuple[Failure, ...] = (), skipped: tuple[str, ...] = ()) -> str:
    return report.render(run, scores.score(run), failures, skipped)


def test_a_run_comes_back_from_disk_as_it_was(tmp_path: Path) -> None:
    odd = replace(RUN, answers=(replace(RIGHT, text="one\u2028two\nthree"), *RUN.answers[1:]))
    runs.save(odd, tmp_path)
    assert runs.read(tmp_path) == odd


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no run"):
        runs.read(tmp_path)
    with pytest.raises(BadInput, match="Known runs: none"):
        cli.named_run("latest", tmp_path)


def test_the_latest_run_is_found_by_that_word(tmp_path: Path) -> None:
    for name in ("2026-11-20-090000", "2026-11-20-101500"):
        runs.save(RUN, tmp_path / name)
    assert cli.named_run("latest", tmp_path).name == "2026-11-20-101500"
    assert cli.named_run("2026-11-20-090000", tmp_path).name == "2026-11-20-090000"


def test_a_wrong_answer_is_explained_with_its_cause() -> None:
    text = page()
    assert "Wrong answers: 1" in text
    assert "Outranked: 1" in text
    assert "asked before</dt><dd>Who has the keys?" in text
    assert "The deciding clause came in place 2." in text


def test_a_question_cannot_put_markup_into_the_page() -> None:
    assert "Can &lt;b&gt;I&lt;/b&gt; lend them?" in page()
    assert "<b>I</b>" not in page()


def test_the_page_loads_nothing_and_holds_its_plots() -> None:
    text = page()
    assert text.count("<svg") == 5
    assert not re.search(r"""(src|href)=["']?(https?:)?//|<script|<link|@import|url\(http""", text)


def test_the_page_says_what_failed_and_what_was_not_run() -> None:
    failure = Failure(Threshold("all", "first", "min", 0.95), 0.5)
    text = page(failures=(failure,), skipped=("set real: 5 documents aren't there",))
    assert "all: first is 0.500, must be ≥ 0.95" in text
    assert "set real: 5 documents aren&#39;t there" in text
    assert "Every threshold that applies is met" not in text


def test_the_clause_that_outranked_the_deciding_one_is_shown() -> None:
    assert "shown first</dt><dd>a label<blockquote>Pupils may ride bicycles" in page()


def test_a_cause_shows_five_examples_and_lists_the_rest() -> None:
    wrong = [replace(LEND, id=f"w{number}", question=f"Wrong {number}?") for number in range(12)]
    answers = [answered(cited(*KEYS), verdict="yes", case=case.key) for case in wrong]
    (group,) = by_cause(
        Run(CONFIG, tuple(Resolved(case, (GOLD,)) for case in wrong), tuple(answers)).pairs("assistant")
    )
    assert (len(group.examples), len(group.others), group.first) == (4, 8, 12)
    text = page(Run(CONFIG, tuple(Resolved(case, (GOLD,)) for case in wrong), tuple(answers)))
    assert "8 more</summary>" in text
    assert all(text.count(case.question) == 1 for case in wrong)


def test_a_run_that_asked_what_would_have_been_said_has_its_curves() -> None:
    ours = [each for each in RUN.answers if each.system == "assistant"]
    asked = replace(RUN, answers=(*RUN.answers, *(replace(each, system=UNDECLINING, settled=0.7) for each in ours)))
    assert len(findings(asked).curve) == 101
    assert page(asked).count("<svg") == 7
    assert "there are no curves" in page()
    assert "there are no curves" not in page(asked)
    assert UNDECLINING not in findings(asked).compared


def test_a_run_whose_answers_tell_no_confidence_has_no_calibration() -> None:
    silent = replace(RUN, answers=tuple(replace(each, confidence=0.0) for each in RUN.answers))
    assert findings(silent).calibration is None
    assert "No answer told its confidence." in page(silent)


def test_a_page_without_answers_to_calibrate_on_is_still_a_page() -> None:
    nothing = Run(CONFIG, CASES[1:2], (declined(case="tiny/t2", confidence=0.9),))
    assert "Wrong answers: 0" in page(nothing)


def test_the_folder_gets_the_page_and_the_figures_as_json(tmp_path: Path) -> None:
    written = report.write(RUN, scores.score(RUN), (), (), tmp_path / "deep")
    figures = json.loads((tmp_path / "deep" / "measures.json").read_text(encoding="utf-8"))
    assert written.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert figures["systems"][0]["groups"]["all"]["first"]["value"] == 0.5
    assert [each["system"] for each in figures["systems"]] == ["assistant", "dense"]
    assert figures["findings"]["causes"] == {"outranked": ["tiny/t4"]}
    assert figures["findings"]["calibration"]["answers"] == 2
    assert figures["findings"]["compared"]["dense"]["first"]["value"] == -0.5


def test_the_terminal_shows_every_system_and_group() -> None:
    console = Console(width=200, record=True, file=io.StringIO())
    table.show(RUN, scores.score(RUN), console)
    text = console.export_text()
    assert "Deciding clause cited first" in text
    assert "50.0 %" in text
    assert "turn: follow-ups" in text
    assert "−100.0 ±" in text, "the follow-up is wrong, the first question right"
    assert "outranked" in text
    assert "Expected calibration error" in text


def test_rescoring_a_run_gates_without_asking_again(tmp_path: Path) -> None:
    renamed = tuple(replace(each, case=replace(each.case, set="real")) for each in CASES)
    answers = tuple(replace(each, case=each.case.replace("tiny", "real")) for each in RUN.answers)
    runs.save(Run(CONFIG, renamed, answers), tmp_path)
    console = Console(width=200, record=True, file=io.StringIO())
    assert cli.run(gate=True, rescore=tmp_path, console=console) == 1
    assert "set: real: precision_first is 0.500, must be ≥ 0.58" in console.export_text()
    assert cli.run(gate=False, rescore=tmp_path, console=console) == 0
