"""The gate: which figures let a change in."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import BadInput
from evals.gate import THRESHOLDS, Threshold, failures_of, load
from evals.intervals import Measure

FIRST = Threshold("all", "first", "min", 0.95)
YES = Threshold("all", "wrong_yes", "max", 0.0)


def groups(**values: float) -> dict[str, dict[str, Measure]]:
    return {"all": {name: Measure(value, value, value, 10, value * 10) for name, value in values.items()}}


def test_figures_on_the_threshold_pass() -> None:
    assert failures_of((FIRST, YES), groups(first=0.95, wrong_yes=0.0)) == ()


def test_figures_on_the_wrong_side_are_named_with_their_value() -> None:
    found = failures_of((FIRST, YES), groups(first=0.949, wrong_yes=0.1))
    assert [str(each) for each in found] == [
        "all: first is 0.949, must be ≥ 0.95",
        "all: wrong_yes is 0.100, must be ≤ 0",
    ]


def test_a_measure_that_is_missing_from_a_group_that_ran_fails() -> None:
    assert str(failures_of((FIRST,), groups(wrong_yes=0.0))[0]) == "all: first is not measured, must be ≥ 0.95"


def test_thresholds_of_a_group_that_did_not_run_do_not_apply() -> None:
    assert failures_of((Threshold("set: real", "first", "min", 0.95),), groups(first=0.1)) == ()


def test_the_thresholds_of_the_project_hold_a_wrong_yes_at_none() -> None:
    limits = [each for each in load(THRESHOLDS) if each.measure == "wrong_yes"]
    assert {(each.group, each.side, each.bound) for each in limits} == {
        ("set: own", "max", 0.0),
        ("set: real", "max", 0.0),
    }


@pytest.mark.parametrize("text", ["all:\n  fisrt: {min: 1}\n", "all:\n  first: {least: 1}\n"])
def test_a_threshold_that_names_nothing_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "thresholds.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match="The measures are first,"):
        load(path)
