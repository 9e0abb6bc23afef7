"""The verdict table: what a clause of each modality says to a question of each form."""

from __future__ import annotations

import pytest

from assistant.answering.judge import confidence_of, judge, verdict_of
from assistant.answering.understand import Form, Understood, form_of
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


def test_a_yes_needs_more_confidence_than_a_no() -> None:
    weights = Weights(bias=0.0, slope=0.0, lead=0.0, answer_from=0.4, yes_from=0.6)
    understood = Understood("dogs", Form.PERMISSION, "staff")
    unsure = judge(understood, (Hit(clause("Dogs may come in.", Modality.PERMITS), 0.5),), (), weights)
    assert unsure.verdict is Verdict.CONDITIONAL
    assert (
        judge(understood, (Hit(clause("Dogs must not come in.", Modality.PROHIBITS), 0.5),), (), weights).verdict
        is Verdict.NO
    )


def test_no_clause_means_no_confidence() -> None:
    assert confidence_of((), Weights()) == 0.0


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
