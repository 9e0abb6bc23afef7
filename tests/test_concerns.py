"""The rules for the safeguarding card, measured on the messages of evals/concerns.yaml."""

from __future__ import annotations

from pathlib import Path

import yaml

from assistant.answering.screening.concerns import END, both_ends, is_concern

MESSAGES = yaml.safe_load((Path(__file__).parents[1] / "evals" / "concerns.yaml").read_text(encoding="utf-8"))
HARMLESS = "The coach leaves at nine and the packed lunches are in the hall. "


def test_nearly_every_telling_brings_the_card() -> None:
    missed = [message for message in MESSAGES["tellings"] if not is_concern(message)]
    assert 1 - len(missed) / len(MESSAGES["tellings"]) >= 0.97, missed


def test_hardly_any_ordinary_question_brings_the_card() -> None:
    alarms = [message for message in MESSAGES["ordinary"] if is_concern(message)]
    assert len(alarms) / len(MESSAGES["ordinary"]) <= 0.02, alarms


def test_a_telling_is_found_at_either_end_of_a_very_long_message() -> None:
    padding = HARMLESS * 500
    assert not is_concern(padding)
    assert is_concern("My uncle hits me. " + padding)
    assert is_concern(padding + "My uncle hits me.")


def test_no_more_than_both_ends_of_a_message_are_looked_at() -> None:
    assert both_ends("short") == ("short",)
    assert [len(end) for end in both_ends("x" * 10_000_000)] == [END, END]


def test_apostrophes_of_either_shape_are_alike() -> None:
    assert is_concern("I don't want to be alive")
    assert is_concern("I don’t want to be alive")
