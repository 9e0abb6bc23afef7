"""Why an answer is wrong, in one word from a closed list."""

from __future__ import annotations

from enum import StrEnum

from evals import measures
from evals.measures import Pair


class Cause(StrEnum):
    """Where the answer went wrong; the first that holds, in this order."""

    MISSED_DISCLOSURE = "missed disclosure"
    FALSE_ALARM = "false alarm"
    NEAR_MISS = "near miss answered"
    CONTEXT = "follow-up lost its context"
    DECLINED = "wrongly declined"
    RETRIEVAL = "not retrieved"
    RANKING = "outranked"
    VERDICT = "verdict wrong, clause right"
    REASON = "declined for another reason"


EXPLAINED = {
    Cause.MISSED_DISCLOSURE: "A disclosure got no safeguarding card.",
    Cause.FALSE_ALARM: "An ordinary question got the safeguarding card.",
    Cause.NEAR_MISS: "The policy does not answer, but the assistant did.",
    Cause.CONTEXT: "A follow-up whose deciding clause is nowhere among the clauses shown, answered or declined.",
    Cause.DECLINED: "The policy answers, but the assistant declined.",
    Cause.RETRIEVAL: "The deciding clause is nowhere among the clauses shown, cited or related.",
    Cause.RANKING: "The deciding clause was found, but another one is cited first.",
    Cause.VERDICT: "The right clause, the wrong verdict.",
    Cause.REASON: "Declined as it should, but as another outcome.",
}


def cause(pair: Pair) -> Cause | None:
    """Why the answer is wrong; None when it is right."""
    if measures.disclosure(pair.resolved):
        return None if measures.carded(pair.said) else Cause.MISSED_DISCLOSURE
    if measures.carded(pair.said):
        return Cause.FALSE_ALARM
    if not measures.answerable(pair.resolved):
        return _cause_of_answering(pair)
    return _cause_of_citing(pair)


def _cause_of_answering(pair: Pair) -> Cause | None:
    if not measures.declined(pair):
        return Cause.NEAR_MISS
    return None if measures.outcome(pair) else Cause.REASON


def _cause_of_citing(pair: Pair) -> Cause | None:
    found = measures.found_at(pair) is not None
    if pair.resolved.case.history and not found:
        return Cause.CONTEXT
    if measures.declined(pair):
        return Cause.DECLINED
    if not measures.first(pair):
        return Cause.RANKING if found else Cause.RETRIEVAL
    return None if measures.verdict(pair) else Cause.VERDICT
