"""Puts a question to the other policies and sets what they say beside its answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from assistant.comparing.touched import others
from assistant.comparing.values import Compared, Comparison, Conflict, Key, Says, Statement, Weighed
from assistant.values import Answer, Policy, Verdict

LIMIT = 12
"""Policies that one comparison asks, of the organisation and of its trust together."""
ALLOWING = frozenset({Verdict.YES, Verdict.CONDITIONAL})
"""Verdicts that a "no" contradicts: by a "no" nothing is allowed on conditions either."""


class Answerer(Protocol):
    """Answers a question, from one document or weighing many together."""

    def ask(
        self,
        text: str,
        *,
        organisation: str,
        role: str = "staff",
        as_of: str = "",
        document: str = "",
        history: Sequence[str] = (),
    ) -> Answer:
        """Answer a question; refusals are outcomes. Raises AssistantError."""

    def weigh(
        self, text: str, *, documents: Iterable[Key], role: str = "staff", as_of: str = "", history: Sequence[str] = ()
    ) -> Weighed:
        """What each document (organisation, file name) says, all weighed together. Raises AssistantError."""


def compare(
    answerer: Answerer,
    answer: Answer,
    policies: Iterable[Policy],
    trust: Iterable[Policy] = (),
    history: Sequence[str] = (),
) -> Comparison:
    """Put the question to the other policies in force, those that the answer touched first; at most LIMIT of them.

    `policies` and `trust` are those that the asker may see, every version. Raises AssistantError.
    """
    own, above = others(answer, policies), others(answer, trust)
    own_asked = own[:LIMIT]
    above_asked = above[: LIMIT - len(own_asked)]
    weighed = _weighed(answerer, answer, (*own_asked, *above_asked), history)
    found_own, found_above = (
        tuple(_compared(answerer, answer, each, weighed, history) for each in _ordered(part, weighed))
        for part in (own_asked, above_asked)
    )
    left_out = len(own) + len(above) - len(own_asked) - len(above_asked)
    conflict = _conflict(answer, (*found_own, *found_above), weighed.stricter)
    return Comparison(answer, found_own, found_above, left_out, conflict)


def _weighed(answerer: Answerer, answer: Answer, policies: Sequence[Policy], history: Sequence[str]) -> Weighed:
    """What each policy says, weighed beside the one that decided."""
    decided = [(answer.organisation, each.document) for each in answer.citations[:1]]
    keys = [*decided, *(_key(policy) for policy in policies)]
    return answerer.weigh(answer.question, documents=keys, role=str(answer.role), as_of=answer.as_of, history=history)


def _ordered(policies: Sequence[Policy], weighed: Weighed) -> list[Policy]:
    places = {key: place for place, key in enumerate(weighed.says)}
    return sorted(policies, key=lambda policy: places.get(_key(policy), len(places)))


def _compared(answerer: Answerer, answer: Answer, policy: Policy, weighed: Weighed, history: Sequence[str]) -> Compared:
    says = weighed.says.get(_key(policy), Says.NOTHING)
    if says is Says.NOTHING:
        return Compared(policy, says)
    told = answerer.ask(
        answer.question,
        organisation=policy.organisation,
        role=str(answer.role),
        as_of=answer.as_of,
        document=policy.document,
        history=history,
    )
    return _told(policy, says, told, answer.verdict)


def _told(policy: Policy, says: Says, told: Answer, verdict: Verdict) -> Compared:
    """What a policy said, asked by itself, beside the verdict of the answer; only that it is near where it declined."""
    if says is Says.ANSWERS and told.citations:
        statement = Statement(told.verdict, told.citations[0])
        return Compared(policy, says, statement, _contradict(told.verdict, verdict))
    nearest = next(iter((*told.citations, *told.related)), None)
    if nearest is None:
        return Compared(policy, Says.NOTHING)
    return Compared(policy, Says.NEAR, Statement(Verdict.NOT_COVERED, nearest))


def _key(policy: Policy) -> Key:
    return policy.organisation, policy.document


def _contradict(one: Verdict, other: Verdict) -> bool:
    return (one is Verdict.NO and other in ALLOWING) or (other is Verdict.NO and one in ALLOWING)


def _conflict(answer: Answer, found: Iterable[Compared], stricter: Verdict | None) -> Conflict | None:
    """The first "no" and the first clause that allows, where there are both: the answer's own before the others'."""
    said = [Statement(answer.verdict, each) for each in answer.citations[:1]]
    said += [each.statement for each in found if each.says is Says.ANSWERS and each.statement]
    refusing = next((each for each in said if each.verdict is Verdict.NO), None)
    allowing = next((each for each in said if each.verdict in ALLOWING), None)
    if refusing is None or allowing is None:
        return None
    follow = {Verdict.NO: refusing, Verdict.YES: allowing}.get(stricter) if stricter else None
    return Conflict(refusing, allowing, follow)
