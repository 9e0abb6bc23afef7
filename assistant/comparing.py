"""The same question asked of the other policies, one at a time: what each says, and where two disagree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant.values import Answer, Policy, Verdict
from assistant.versions import in_force

LIMIT = 6
"""Policies that one comparison asks, of the organisation and of its trust together."""
OPPOSED = frozenset({Verdict.YES, Verdict.NO})


class Ask(Protocol):
    """Answers a question from one document."""

    def __call__(
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


@dataclass(frozen=True, slots=True)
class Compared:
    """What one policy says. `opposed` is true where it says yes and the answer no, or the other way round."""

    policy: Policy
    answer: Answer
    opposed: bool

    @property
    def silent(self) -> bool:
        """Whether the policy does not say."""
        return not self.answer.citations


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer compared, its organisation's other policies, those of its trust, and how many were not asked."""

    answer: Answer
    own: tuple[Compared, ...]
    trust: tuple[Compared, ...]
    left_out: int

    @property
    def disagree(self) -> bool:
        """Whether some policies say yes and some no."""
        said = {each.answer.verdict for each in (*self.own, *self.trust) if not each.silent}
        return {self.answer.verdict, *said} >= OPPOSED


def compare(
    ask: Ask, answer: Answer, policies: Iterable[Policy], trust: Iterable[Policy] = (), history: Sequence[str] = ()
) -> Comparison:
    """Ask each of the other policies in force, those that the answer touched first; at most LIMIT of them.

    `policies` and `trust` are those that the asker may see, every version. Raises AssistantError.
    """
    own, above = others(answer, policies), others(answer, trust)
    asked_own = own[:LIMIT]
    asked_above = above[: LIMIT - len(asked_own)]
    return Comparison(
        answer,
        tuple(_compared(ask, answer, policy, history) for policy in asked_own),
        tuple(_compared(ask, answer, policy, history) for policy in asked_above),
        len(own) + len(above) - len(asked_own) - len(asked_above),
    )


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


def _compared(ask: Ask, answer: Answer, policy: Policy, history: Sequence[str]) -> Compared:
    said = ask(
        answer.question,
        organisation=policy.organisation,
        role=str(answer.role),
        as_of=answer.as_of,
        document=policy.document,
        history=history,
    )
    opposed = bool(said.citations) and {said.verdict, answer.verdict} == OPPOSED
    return Compared(policy, said, opposed)
