"""How far the assistant's confidence can be trusted, and what each threshold for answering would bring.

An answer is right when verdict and deciding clause both are. Disclosures, and questions that got the safeguarding
card, are left out. Costs: a wrong "yes" 10, another wrong answer 3, an answerable question declined 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.values import Outcome, Verdict
from evals import measures
from evals.intervals import Measure, summarise
from evals.measures import Pair

WRONG_YES, WRONG, DECLINED = 10.0, 3.0, 1.0
BINS = 10
THRESHOLDS = 100


@dataclass(frozen=True, slots=True)
class Graded:
    """One answer: `confidence` that it is right and the chance that the question is `settled` at all, from 0 to 1, as
    the assistant says; `given` tells that there is an answer, `cost` what it costs when given."""

    confidence: float
    settled: float
    given: bool
    right: bool
    cost: float
    answerable: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose confidence lies in [low, high): the mean of it, and the share that is right."""

    low: float
    high: float
    confidence: float
    right: Measure


@dataclass(frozen=True, slots=True)
class Calibration:
    """A reliability diagram (Guo and others 2017); `error` is the expected calibration error over its bins."""

    bins: tuple[Bin, ...]
    error: float
    answers: int


@dataclass(frozen=True, slots=True)
class Point:
    """What a threshold brings: share of questions answered, share of those right (None: none), mean cost a question."""

    threshold: float
    answered: float
    right: float | None
    cost: float


def graded(pairs: Sequence[Pair]) -> tuple[Graded, ...]:
    """The answers of one system, in their order."""
    ordinary = (p for p in pairs if not measures.disclosure(p.resolved) and not measures.carded(p.said))
    return tuple(_graded(pair) for pair in ordinary)


def _graded(pair: Pair) -> Graded:
    given = pair.said.outcome == Outcome.ANSWERED
    right = given and measures.right_clause(pair) and bool(measures.verdict(pair))
    return Graded(
        confidence=pair.said.confidence,
        settled=pair.said.settled,
        given=given,
        right=right,
        cost=0.0 if right else _cost(pair),
        answerable=measures.answerable(pair.resolved),
    )


def _cost(pair: Pair) -> float:
    wrong_yes = pair.said.verdict == Verdict.YES and pair.resolved.case.verdict is not Verdict.YES
    return WRONG_YES if wrong_yes else WRONG


def calibration(answers: Sequence[Graded]) -> Calibration | None:
    """The diagram of the answers that were given, in bins of equal width; None when none was."""
    told = [each for each in answers if each.given]
    if not told:
        return None
    places = [min(int(each.confidence * BINS), BINS - 1) for each in told]
    bins = tuple(
        _bin(number, [each for each, place in zip(told, places, strict=True) if place == number])
        for number in sorted(set(places))
    )
    error = sum(each.right.cases * abs(each.right.value - each.confidence) for each in bins) / len(told)
    return Calibration(bins, error, len(told))


def _bin(number: int, inside: Sequence[Graded]) -> Bin:
    confidence = float(np.mean([each.confidence for each in inside]))
    right = summarise([float(each.right) for each in inside])
    return Bin(number / BINS, (number + 1) / BINS, confidence, right)


def curve(answers: Sequence[Graded]) -> tuple[Point, ...]:
    """What answering from every chance of being settled would bring, 0 to 1 in steps of 0.01; () for no answers.

    The answers are those of an assistant that never declines; a question with none counts as declined throughout.
    """
    return tuple(_point(answers, step / THRESHOLDS) for step in range(THRESHOLDS + 1)) if answers else ()


def _point(answers: Sequence[Graded], threshold: float) -> Point:
    told = [each for each in answers if each.given and each.settled >= threshold]
    untold = sum(each.answerable for each in answers) - sum(each.answerable for each in told)
    cost = sum(each.cost for each in told) + DECLINED * untold
    right = sum(each.right for each in told) / len(told) if told else None
    return Point(threshold, len(told) / len(answers), right, cost / len(answers))


def cheapest(points: Sequence[Point]) -> Point | None:
    """The point of least cost, the lowest threshold among equals; None when there are no points."""
    return min(points, key=lambda each: each.cost, default=None)
