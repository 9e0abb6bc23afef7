"""Which other policies a question is put to, by what its answer touched."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant.values import Answer, Policy
from assistant.versions import in_force


def others(answer: Answer, policies: Iterable[Policy]) -> tuple[Policy, ...]:
    """The policies in force on the day asked about, save the one that decided: those that the answer touched first."""
    decided = _family_of(answer.citations[0].policy) if answer.citations else ""
    touched = {_family_of(citation.policy) for citation in (*answer.citations, *answer.related)}
    ruling = in_force(policies, date.fromisoformat(answer.as_of))
    left = [policy for policy in ruling if _family_of(policy.id) != decided]
    return tuple(sorted(left, key=lambda policy: (_family_of(policy.id) not in touched, policy.title.casefold())))


def touches_others(answer: Answer) -> bool:
    """Whether an answer that a policy decided also touched clauses of other policies."""
    found = [_family_of(citation.policy) for citation in (*answer.citations, *answer.related)]
    return bool(answer.citations) and len(set(found)) > 1


def _family_of(policy: str) -> str:
    """ "iwys/social-media" of "iwys/social-media@2026-02"."""
    return policy.partition("@")[0]
