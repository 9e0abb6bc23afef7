"""The right documents: those of the day asked about, that the asker may see, and the version the question means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.answering.understand import Understood
from assistant.dates import latest
from assistant.errors import UnknownName
from assistant.values import Policy, Question, Status
from assistant.versions import status_of


@dataclass(frozen=True, slots=True)
class Choice:
    """The documents to search, by file name, and all policies of the organisation (to tell a version's status)."""

    documents: frozenset[str]
    policies: tuple[Policy, ...]


def choose(question: Question, understood: Understood, policies: tuple[Policy, ...]) -> Choice:
    """Choose the documents for a question; raises UnknownName for a document that is not there or not for the asker."""
    seen = tuple(policy for policy in policies if policy.open_to(question.role))
    if question.document:
        return Choice(frozenset({_named(question.document, seen)}), policies)
    day = question.day
    meant = _of_version(understood, seen, day) or [
        policy for policy in seen if status_of(policy, policies, day) is Status.IN_FORCE
    ]
    return Choice(frozenset(policy.document for policy in meant), policies)


def _named(name: str, policies: tuple[Policy, ...]) -> str:
    for policy in policies:
        if name in (policy.document, policy.id):
            return policy.document
    listed = ", ".join(sorted(policy.document for policy in policies)) or "none"
    raise UnknownName(f"There is no document “{name}” here.", f"Documents that can be asked: {listed}.")


def _of_version(understood: Understood, policies: tuple[Policy, ...], day: date) -> list[Policy]:
    """Versions that the question names by year, as the old one, or by the time it asks about; empty for none."""
    if understood.version:
        return [policy for policy in policies if policy.version.startswith(understood.version)]
    if understood.previous:
        return [policy for policy in policies if status_of(policy, policies, day) is Status.SUPERSEDED]
    if understood.day:
        then = latest(understood.day)
        return [policy for policy in policies if status_of(policy, policies, then) is Status.IN_FORCE]
    return []
