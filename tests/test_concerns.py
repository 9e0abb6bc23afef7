"""The rules for the safeguarding card, measured on the messages of evals/concerns.yaml."""

from __future__ import annotations

from pathlib import Path

import yaml

from assistant.answering.concerns import is_concern

MESSAGES = yaml.safe_load((Path(__file__).parents[1] / "evals" / "concerns.yaml").read_text(encoding="utf-8"))


def test_nearly_every_telling_brings_the_card() -> None:
    missed = [message for message in MESSAGES["tellings"] if not is_concern(message)]
    assert 1 - len(missed) / len(MESSAGES["tellings"]) >= 0.97, missed


def test_hardly_any_ordinary_question_brings_the_card() -> None:
    alarms = [message for message in MESSAGES["ordinary"] if is_concern(message)]
    assert len(alarms) / len(MESSAGES["ordinary"]) <= 0.02, alarms
