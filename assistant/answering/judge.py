"""From clauses to a judgement: does the best one settle the question, and how plainly may that be said?"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering.beside.bearing import Bearing, qualifies
from assistant.answering.understand import Form, Understood
from assistant.answering.verdicts import VerdictModel, verdict_chances, verdict_of
from assistant.settings import Weights
from assistant.values import Clause, Hit, Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with the clauses it stands on, the deciding one first; none when the question is not settled.

    `confidence` is the chance that clause and verdict are right, or, of a declined question, that something settles it.
    `beside` tells why the clauses after the first are there.
    """

    verdict: Verdict
    deciding: tuple[Clause, ...]
    confidence: float
    beside: tuple[Bearing, ...] = ()


def judge(
    understood: Understood,
    hits: tuple[Hit, ...],
    bearings: tuple[Bearing, ...],
    weights: Weights,
    model: VerdictModel | None = None,
) -> Judgement:
    """Decide from hits with chances, best first; `bearings` are what must be read with the best one."""
    settled = sum(hit.chance for hit in hits)
    if not hits or settled < weights.answer_from:
        return Judgement(Verdict.NOT_COVERED, (), settled)
    best = hits[0]
    chances = verdict_chances(understood, best, model)
    verdict = max(chances, key=lambda each: chances[each])
    sure = chances[verdict] * best.chance
    if verdict is Verdict.YES and not _plainly(understood, best.clause, sure, bearings, weights):
        verdict = Verdict.CONDITIONAL
    cited = (best.clause, *(each.clause for each in bearings))
    return Judgement(verdict, cited, chances[verdict] * best.chance, bearings)


def _plainly(
    understood: Understood, clause: Clause, sure: float, bearings: tuple[Bearing, ...], weights: Weights
) -> bool:
    """Whether a "yes" may stand alone: sure enough, against no prohibition, beside no exception."""
    needed = weights.duty_from if understood.form is Form.OBLIGATION else weights.yes_from
    opposed = verdict_of(understood.form, clause) is Verdict.NO
    return sure >= needed and not opposed and not any(map(qualifies, bearings))
