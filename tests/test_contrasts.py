"""Groups against the rest, and systems against each other on the same questions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.values import Role
from evals.contrasts import against, compared, contrasts
from evals.measures import Pair
from tests.evals_samples import BICYCLES, KEYS, LEND, PARKING, answered, cited, declined, pair

RIGHT, WRONG = answered(cited(*KEYS)), answered(cited(*BICYCLES))


def asked(said: bool, number: int, **changes: object) -> Pair:
    case = replace(LEND, id=f"t{number}", **changes)  # type: ignore[arg-type]
    return pair(RIGHT if said else WRONG, case)


def test_follow_ups_are_set_against_first_questions() -> None:
    first = [asked(True, number) for number in range(4)]
    follow_ups = [asked(number == 9, number, history=("Who has the keys?",)) for number in (8, 9)]
    found = contrasts([*first, *follow_ups])
    ours = found["turn: follow-ups"]["first"]
    assert (ours.value.value, ours.value.cases) == (0.5, 2)
    assert ours.difference is not None
    assert ours.difference.value == -0.5
    theirs = found["turn: first questions"]["first"].difference
    assert theirs is not None
    assert (theirs.value, theirs.low) == pytest.approx((0.5, -ours.difference.high))


def test_askers_kinds_and_sets_have_their_differences_too() -> None:
    parent = asked(False, 1, asker=Role.PARENT)
    found = contrasts([parent, asked(True, 2), pair(declined(), replace(PARKING, set="other"))])
    assert {"asker: parent", "asker: staff", "kind: unanswerable", "set: other", "set: tiny"} <= found.keys()
    difference = found["asker: parent"]["first"].difference
    assert difference is not None
    assert difference.value == -1.0


def test_a_group_alone_in_its_measure_has_no_difference() -> None:
    found = contrasts([asked(True, 1), pair(declined(), PARKING)])
    assert found["kind: unanswerable"]["declined_rightly"].difference is None


def test_systems_are_compared_on_the_questions_that_both_were_asked() -> None:
    ours = [asked(True, 1), asked(False, 2), asked(True, 3)]
    theirs = [asked(False, 1), asked(False, 2)]
    assert against(ours, theirs)["first"].value == 0.5
    assert against(ours, theirs)["first"].cases == 2


def test_a_system_without_verdicts_is_not_compared_on_them() -> None:
    baseline = [pair(replace(RIGHT, verdict=""))]
    found = compared({"assistant": [pair(RIGHT)], "dense": baseline})
    assert found.keys() == {"dense"}
    assert "verdict" not in found["dense"]
