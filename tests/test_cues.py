"""The words that tell a verdict: what is named, and how the model of the verdict weighs it."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.answering.cues import NONE, Cues, cues
from assistant.answering.understand import Form, Understood
from assistant.answering.verdicts import VerdictModel, features
from assistant.values import Clause, Hit, Modality, Verdict

ASKED = Understood(search="Can I ever lend my phone?", form=Form.PERMISSION, binds="staff", asked="")


def clause(text: str, stem: str = "", modality: Modality = Modality.PERMITS) -> Clause:
    """A clause with this text."""
    return Clause("phones.md", "1", "1", text, 0, len(text), stem=stem, modality=modality)


def test_a_cue_names_how_the_question_begins_what_limits_it_and_which_words_meet() -> None:
    found = cues(ASKED, clause("Staff may lend a phone unless the head says otherwise."))
    assert {"begins can i", "asks ever", "says unless", "says unless to ever", "says may to permission"} <= found
    assert "asks can of permits" in found
    assert "says never" not in found


def test_the_stem_of_a_bullet_is_read_with_it() -> None:
    assert "says must not" in cues(ASKED, clause("lend a phone", stem="Staff must not:", modality=Modality.PROHIBITS))


def test_cues_that_nobody_weighed_leave_every_verdict_as_likely() -> None:
    assert NONE.log_chances(ASKED, clause("Staff may lend a phone.")) == pytest.approx(np.log(np.full(4, 0.25)))


def test_the_weights_of_the_cues_that_are_there_add_up_to_the_verdict() -> None:
    read = Cues.read({"bias": [0.0, 0.0, 0.0, 0.0], "weights": {"says never": [-2.0, 2.0, 0.0, 0.0]}})
    never = np.exp(read.log_chances(ASKED, clause("Staff never lend a phone.")))
    assert never.argmax() == 1
    assert never.sum() == pytest.approx(1.0, abs=0.001)
    assert read.log_chances(ASKED, clause("Staff lend a phone.")) == pytest.approx(np.log(np.full(4, 0.25)))


def test_a_verdict_model_hears_the_cues_beside_the_ranker() -> None:
    read = Cues.read({"bias": [0.0, 0.0, 0.0, 0.0], "weights": {"says never": [-2.0, 2.0, 0.0, 0.0]}})
    hit = Hit(clause("Staff never lend a phone."), 1.0, chance=0.9, verdicts=(0.25, 0.25, 0.25, 0.25))
    weights = np.zeros((4, len(features(ASKED, hit, read))))
    weights[:, 5:9] = np.eye(4)
    chances = VerdictModel(weights, read).chances(ASKED, hit)
    assert max(chances, key=lambda each: chances[each]) is Verdict.NO
