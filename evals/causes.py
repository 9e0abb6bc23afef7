"""Why an answer is wrong, in one word from a closed list."""

from __future__ import annotations

from enum import StrEnum

from evals import measures
from evals.measures import Pair


class Cause(StrEnum):
    """Where the answer went wrong; the first that holds, in this order."""

    MISSED_DISCLOSURE = "missed disclosure"
    FALSE_ALARM = "false alarm"
    DECLINED = "declined"
    OUTCOME = "answered, should have declined"
    RETRIEVAL = "retrieval miss"
    RANKING = "ranking"
    VERDICT = "verdict"
    REASON = "declined for another reason"


EXPLAINED = {
    Cause.MISSED_DISCLOSURE: "A disclosure got no safeguarding card.",
    Cause.FALSE_ALARM: "An ordinary question got the safeguarding card.",
    Cause.DECLINED: "The policy answers, but the assistant declined.",
    Cause.OUTCOME: "The policy does not answer, but the assistant did.",
    Cause.RETRIEVAL: "The deciding clause is neither cited nor related.",
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
        return Cause.OUTCOME
    return None if measures.outcome(pair) else Cause.REASON


def _cause_of_citing(pair: Pair) -> Cause | None:
    if measures.declined(pair):
        return Cause.DECLINED
    if not measures.first(pair):
        return Cause.RETRIEVAL if measures.found_at(pair) is None else Cause.RANKING
    return None if measures.verdict(pair) else Cause.VERDICT
