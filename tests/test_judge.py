"""The verdict table: what a clause of each modality says to a question of each form."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.answering.beside.bearing import Bearing, Reason
from assistant.answering.cues import NONE
from assistant.answering.judge import judge
from assistant.answering.understand import Form, Understood, form_of
from assistant.answering.verdicts import VerdictModel, features, verdict_chances, verdict_of
from assistant.settings import Weights
from assistant.values import Clause, Hit, Modality, Verdict


def clause(text: str, modality: Modality) -> Clause:
    return Clause("a.txt", "1", "1", text, 0, len(text), modality=modality)


@pytest.mark.parametrize(
    ("form", "modality", "verdict"),
    [
        (Form.PERMISSION, Modality.PROHIBITS, Verdict.NO),
        (Form.PERMISSION, Modality.PERMITS, Verdict.YES),
        (Form.PROHIBITION, Modality.PROHIBITS, Verdict.YES),
        (Form.PROHIBITION, Modality.PERMITS, Verdict.NO),
        (Form.OBLIGATION, Modality.REQUIRES, Verdict.YES),
        (Form.OBLIGATION, Modality.PERMITS, Verdict.NO),
        (Form.FACT, Modality.PROHIBITS, Verdict.INFO),
        (Form.PERMISSION, Modality.STATES, Verdict.INFO),
    ],
)
def test_the_form_of_the_question_and_the_modality_decide(form: Form, modality: Modality, verdict: Verdict) -> None:
    assert verdict_of(form, clause("Keys are kept in the safe.", modality)) is verdict


def test_a_condition_in_the_clause_makes_the_answer_conditional() -> None:
    assert (
        verdict_of(Form.PERMISSION, clause("Dogs may come in if the head agrees.", Modality.PERMITS))
        is Verdict.CONDITIONAL
    )


def test_a_clause_that_lifts_a_duty_answers_no_to_do_i_have_to() -> None:
    assert verdict_of(Form.OBLIGATION, clause("A note is not required.", Modality.REQUIRES)) is Verdict.NO


WEIGHTS = Weights(answer_from=0.4, yes_from=0.6, duty_from=0.3)
ASKED = Understood("dogs", Form.PERMISSION, "staff")
MAY = clause("Dogs may come in.", Modality.PERMITS)
MUST_NOT = clause("Dogs must not come in.", Modality.PROHIBITS)


def hit(clause: Clause, chance: float, *verdicts: float) -> Hit:
    return Hit(clause, 0.0, chance=chance, verdicts=verdicts)


def test_a_yes_needs_more_confidence_than_a_no() -> None:
    unsure = 0.5
    assert judge(ASKED, (hit(MAY, unsure), hit(MUST_NOT, 0.4)), (), WEIGHTS).verdict is Verdict.CONDITIONAL
    assert judge(ASKED, (hit(MUST_NOT, unsure), hit(MAY, 0.4)), (), WEIGHTS).verdict is Verdict.NO
    assert judge(ASKED, (hit(MAY, 0.95),), (), WEIGHTS).verdict is Verdict.YES


def test_a_yes_to_a_duty_needs_less_than_a_yes_to_a_permission() -> None:
    duty = Understood("sign in", Form.OBLIGATION, "staff")
    must = clause("Visitors must sign in.", Modality.REQUIRES)
    assert judge(duty, (hit(must, 0.45),), (), WEIGHTS).verdict is Verdict.YES
    assert judge(ASKED, (hit(MAY, 0.45),), (), WEIGHTS).verdict is Verdict.CONDITIONAL


def test_clauses_that_hardly_settle_the_question_decline_it_with_the_chance_that_something_does() -> None:
    declined = judge(ASKED, (hit(MAY, 0.2), hit(MUST_NOT, 0.1)), (), WEIGHTS)
    assert (declined.verdict, declined.deciding) == (Verdict.NOT_COVERED, ())
    assert declined.confidence == pytest.approx(0.3)
    assert judge(ASKED, (), (), WEIGHTS).confidence == 0.0


def trusting_the_ranker() -> VerdictModel:
    """A model that takes the ranker's chances as they are."""
    weights = np.zeros((4, len(features(ASKED, hit(MAY, 1.0, 0.25, 0.25, 0.25, 0.25), NONE))))
    weights[:, 1:5] = np.eye(4)
    return VerdictModel(weights)


def test_no_plain_yes_stands_against_a_clause_that_prohibits() -> None:
    sure_of_yes = (0.97, 0.01, 0.01, 0.01)
    model = trusting_the_ranker()
    assert judge(ASKED, (hit(MAY, 0.95, *sure_of_yes),), (), WEIGHTS, model).verdict is Verdict.YES
    assert judge(ASKED, (hit(MUST_NOT, 0.95, *sure_of_yes),), (), WEIGHTS, model).verdict is Verdict.CONDITIONAL


def test_the_model_weighs_the_rankers_verdicts() -> None:
    chances = trusting_the_ranker().chances(ASKED, hit(MAY, 0.9, 0.7, 0.1, 0.1, 0.1))
    assert chances[Verdict.YES] == pytest.approx(0.7)
    assert sum(chances.values()) == pytest.approx(1.0)


def test_without_a_ranker_the_modality_decides_alone() -> None:
    assert verdict_chances(ASKED, hit(MUST_NOT, 0.9), trusting_the_ranker())[Verdict.NO] == 1.0


def test_an_exception_beside_the_deciding_clause_makes_a_yes_conditional() -> None:
    beside = (Bearing(Reason.EXCEPTION, MUST_NOT),)
    told = judge(ASKED, (hit(MAY, 0.95),), beside, WEIGHTS)
    assert (told.verdict, told.deciding) == (Verdict.CONDITIONAL, (MAY, MUST_NOT))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("can I bring my dog?", Form.PERMISSION),
        ("is it ok to wear trainers", Form.PERMISSION),
        ("are dogs banned on site?", Form.PROHIBITION),
        ("do I have to sign in?", Form.OBLIGATION),
        ("must visitors wear a badge?", Form.OBLIGATION),
        ("who do I tell about a lost key?", Form.FACT),
        ("how long are the tapes kept?", Form.FACT),
        ("dogs?", None),
    ],
)
def test_the_form_is_read_from_the_words(text: str, form: Form | None) -> None:
    assert form_of(text) is form


def test_a_permission_within_limits_is_no_plain_yes() -> None:
    limited = clause("Staff may wear jeans on the last Friday of term.", Modality.PERMITS)
    assert verdict_of(Form.PERMISSION, limited) is Verdict.CONDITIONAL
