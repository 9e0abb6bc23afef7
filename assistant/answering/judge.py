"""From clauses to a verdict: does the best one settle the question, and what does it say?"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from assistant.answering.understand import Form, Understood
from assistant.settings import Weights
from assistant.values import Clause, Hit, Modality, Verdict

CONDITION = re.compile(
    r"\b(?:if|unless|except|provided|only (?:if|when|with|after|where|by|for|in)|as long as|so long as|subject to|without (?:the )?(?:\w+ ){0,3}(?:consent|permission|approval|agreement)|"
    r"with (?:the )?(?:\w+ ){0,3}(?:consent|permission|approval|agreement)|until|prior approval|where (?:possible|appropriate|necessary)|in exceptional)\b",
    re.IGNORECASE,
)
LIMIT = re.compile(
    r"\b(?:but|when|where|while|during|before|after|between|within|at most|up to|no more than|for (?:one|two|three)|on (?:the )?(?:first|last|\w+days?)|at (?:lunch|break)\w*|who|whose)\b",
    re.IGNORECASE,
)
NO_DUTY = re.compile(
    r"\b(?:need not|needn't|not (?:be )?(?:required|obliged|necessary|compulsory|expected)|does not have to|do not have to|don't have to|no (?:duty|obligation|need)|optional|voluntary)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with the clauses it stands on, the deciding one first; none when the question is not settled."""

    verdict: Verdict
    deciding: tuple[Clause, ...]
    confidence: float


RULES: dict[Form, dict[Modality, Verdict]] = {
    Form.PERMISSION: {
        Modality.PROHIBITS: Verdict.NO,
        Modality.PERMITS: Verdict.YES,
        Modality.REQUIRES: Verdict.CONDITIONAL,
        Modality.ADVISES: Verdict.CONDITIONAL,
    },
    Form.PROHIBITION: {
        Modality.PROHIBITS: Verdict.YES,
        Modality.PERMITS: Verdict.NO,
        Modality.REQUIRES: Verdict.CONDITIONAL,
        Modality.ADVISES: Verdict.CONDITIONAL,
    },
    Form.OBLIGATION: {
        Modality.REQUIRES: Verdict.YES,
        Modality.ADVISES: Verdict.YES,
        Modality.PERMITS: Verdict.NO,
        Modality.PROHIBITS: Verdict.NO,
    },
    Form.FACT: {},
}


def judge(understood: Understood, hits: tuple[Hit, ...], exceptions: tuple[Clause, ...], weights: Weights) -> Judgement:
    """Decide. `exceptions` are the clauses tied to the best hit (a starred footnote, say)."""
    confidence = confidence_of(hits, weights)
    if not hits or confidence < weights.answer_from:
        return Judgement(Verdict.NOT_COVERED, (), confidence)
    best = hits[0].clause
    verdict = verdict_of(understood.form, best)
    if exceptions and verdict in (Verdict.YES, Verdict.NO):
        verdict = Verdict.CONDITIONAL
    if verdict is Verdict.YES and understood.form is Form.PERMISSION and confidence < weights.yes_from:
        verdict = Verdict.CONDITIONAL
    return Judgement(verdict, (best, *exceptions), confidence)


def verdict_of(form: Form, clause: Clause) -> Verdict:
    """What a clause says to a question of this form; conditions in its words make it conditional."""
    if form is Form.OBLIGATION and NO_DUTY.search(clause.text):
        return Verdict.NO
    verdict = RULES[form].get(clause.modality, Verdict.INFO)
    if verdict is Verdict.INFO:
        return verdict
    words = f"{clause.stem} {clause.text}"
    # A permission within limits is a plain "yes" only to who is within them, and nothing here knows that.
    limited = clause.modality is Modality.PERMITS and LIMIT.search(words)
    return Verdict.CONDITIONAL if limited or CONDITION.search(words) else verdict


def confidence_of(hits: tuple[Hit, ...], weights: Weights) -> float:
    """The chance, from 0 to 1, that the best hit settles the question: a logistic curve (evals/fit.py)."""
    if not hits:
        return 0.0
    lead = hits[0].score - (hits[1].score if len(hits) > 1 else 0.0)
    z: float = weights.bias + weights.slope * hits[0].score + weights.lead * lead
    return 1.0 / (1.0 + math.exp(-z))
