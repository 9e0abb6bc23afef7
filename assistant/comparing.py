"""The same question put to the other policies: which answer it too, which speak near it, and where two contradict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from assistant.values import Answer, Citation, Policy, Verdict
from assistant.versions import in_force

LIMIT = 12
"""Policies that one comparison asks, of the organisation and of its trust together."""
ALLOWING = frozenset({Verdict.YES, Verdict.CONDITIONAL})
"""Verdicts that a "no" contradicts: by a "no" nothing is allowed on conditions either."""

Key = tuple[str, str]
"""An organisation's slug and a document's file name."""


class Says(StrEnum):
    """How much a policy says to a question."""

    ANSWERS = "answers"
    NEAR = "near"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Weighed:
    """What each document says, the most to the point first.

    `stricter` is which of "yes" and "no" asks more of people; None where neither plainly does.
    """

    says: Mapping[Key, Says]
    stricter: Verdict | None = None


class Asked(Protocol):
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
        """Raises AssistantError."""

    def weigh(
        self, text: str, *, documents: Iterable[Key], role: str = "staff", as_of: str = "", history: Sequence[str] = ()
    ) -> Weighed:
        """What each document says, all of them weighed together. Raises AssistantError."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A clause with the verdict that is read in it."""

    verdict: Verdict
    citation: Citation


@dataclass(frozen=True, slots=True)
class Compared:
    """What one policy says: its clause, with a verdict only where it answers. `opposed` is true against the answer."""

    policy: Policy
    says: Says
    statement: Statement | None = None
    opposed: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """A "no" beside a clause that allows; `stricter` is the one to follow meanwhile, None where neither is."""

    refuses: Statement
    allows: Statement
    stricter: Statement | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer compared, its organisation's other policies, those of its trust, and how many were not asked."""

    answer: Answer
    own: tuple[Compared, ...]
    trust: tuple[Compared, ...]
    left_out: int
    conflict: Conflict | None

    def of(self, says: Says) -> tuple[Compared, ...]:
        """The policies that say this much, the organisation's before its trust's."""
        return tuple(each for each in (*self.own, *self.trust) if each.says is says)


def compare(
    asked: Asked, answer: Answer, policies: Iterable[Policy], trust: Iterable[Policy] = (), history: Sequence[str] = ()
) -> Comparison:
    """Put the question to the other policies in force, those that the answer touched first; at most LIMIT of them.

    `policies` and `trust` are those that the asker may see, every version. Raises AssistantError.
    """
    own, above = others(answer, policies), others(answer, trust)
    asked_own = own[:LIMIT]
    asked_above = above[: LIMIT - len(asked_own)]
    weighed = _weighed(asked, answer, (*asked_own, *asked_above), history)
    found = [
        [_compared(asked, answer, each, weighed, history) for each in _ordered(part, weighed)]
        for part in (asked_own, asked_above)
    ]
    left_out = len(own) + len(above) - len(asked_own) - len(asked_above)
    conflict = _conflict(answer, [*found[0], *found[1]], weighed.stricter)
    return Comparison(answer, tuple(found[0]), tuple(found[1]), left_out, conflict)


def others(answer: Answer, policies: Iterable[Policy]) -> tuple[Policy, ...]:
    """The policies in force on the day asked about, save the one that decided: those that the answer touched first."""
    decided = family_of(answer.citations[0].policy) if answer.citations else ""
    touched = {family_of(citation.policy) for citation in (*answer.citations, *answer.related)}
    ruling = in_force(policies, date.fromisoformat(answer.as_of))
    left = [policy for policy in ruling if family_of(policy.id) != decided]
    return tuple(sorted(left, key=lambda policy: (family_of(policy.id) not in touched, policy.title.casefold())))


def touches_others(answer: Answer) -> bool:
    """Whether an answer that a policy decided also touched clauses of other policies."""
    found = [family_of(citation.policy) for citation in (*answer.citations, *answer.related)]
    return bool(answer.citations) and len(set(found)) > 1


def family_of(policy: str) -> str:
    """ "iwys/social-media" of "iwys/social-media@2026-02"."""
    return policy.partition("@")[0]


def _weighed(asked: Asked, answer: Answer, policies: Sequence[Policy], history: Sequence[str]) -> Weighed:
    """What each policy says, weighed beside the one that decided."""
    decided = [(answer.organisation, each.document) for each in answer.citations[:1]]
    keys = [*decided, *(_key(policy) for policy in policies)]
    return asked.weigh(answer.question, documents=keys, role=str(answer.role), as_of=answer.as_of, history=history)


def _ordered(policies: Sequence[Policy], weighed: Weighed) -> list[Policy]:
    places = {key: place for place, key in enumerate(weighed.says)}
    return sorted(policies, key=lambda policy: places.get(_key(policy), len(places)))


def _compared(asked: Asked, answer: Answer, policy: Policy, weighed: Weighed, history: Sequence[str]) -> Compared:
    says = weighed.says.get(_key(policy), Says.NOTHING)
    if says is Says.NOTHING:
        return Compared(policy, says)
    told = asked.ask(
        answer.question,
        organisation=policy.organisation,
        role=str(answer.role),
        as_of=answer.as_of,
        document=policy.document,
        history=history,
    )
    if says is Says.ANSWERS and told.citations:
        statement = Statement(told.verdict, told.citations[0])
        return Compared(policy, says, statement, _contradict(told.verdict, answer.verdict))
    nearest = (*told.citations, *told.related)[:1]
    return Compared(policy, Says.NEAR, Statement(Verdict.NOT_COVERED, nearest[0])) if nearest else _silent(policy)


def _silent(policy: Policy) -> Compared:
    return Compared(policy, Says.NOTHING)


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
