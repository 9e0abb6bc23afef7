"""What a new version does to answers: questions asked of both versions, and those that get another answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from assistant.cases import Case, Kind
from assistant.known import KnownQuestion
from assistant.values import Answer, Role


@dataclass(frozen=True, slots=True)
class Probe:
    """A question to ask of a version. `source` tells where it is from: a case's key, "known", or a file's line."""

    question: str
    role: Role = Role.STAFF
    as_of: str = ""
    history: tuple[str, ...] = ()
    source: str = ""


Ask = Callable[[Probe], Answer | None]
"""Asks one version; None where whoever asks may not see that version."""


@dataclass(frozen=True, slots=True)
class Effect:
    """A question that the two versions answer differently."""

    asked: Probe
    before: Answer | None
    after: Answer | None

    @property
    def turned(self) -> bool:
        """Whether the outcome or the verdict is another; otherwise only the deciding clause reads differently."""
        return _judgement(self.before) != _judgement(self.after)


def effects(asked: Iterable[Probe], before: Ask, after: Ask) -> Iterator[Effect | None]:
    """Ask each question of both versions, in order; None for one that is answered as before. Raises as asking does."""
    for each in asked:
        effect = Effect(each, before(each), after(each))
        yield effect if effect.turned or _deciding(effect.before) != _deciding(effect.after) else None


def from_cases(cases: Iterable[Case], organisation: str, documents: Collection[str]) -> tuple[Probe, ...]:
    """The cases about these documents, and those that nothing answers: the new version may."""
    return tuple(
        Probe(case.question, case.asker, case.as_of, case.history, case.key)
        for case in cases
        if case.organisation == organisation and _concerns(case, documents)
    )


def from_known(entries: Iterable[KnownQuestion], policy: str) -> tuple[Probe, ...]:
    """The organisation's known questions about a policy."""
    return tuple(
        Probe(entry.question, Role(entry.role or Role.STAFF), source="known")
        for entry in entries
        if entry.policy == policy
    )


def _concerns(case: Case, documents: Collection[str]) -> bool:
    named = {case.document, *(target.document for target in (*case.clauses, *case.also))} - {""}
    return bool(named & set(documents)) or (not named and case.kind is Kind.UNANSWERABLE)


def _judgement(answer: Answer | None) -> tuple[str, ...]:
    return (answer.outcome, answer.verdict) if answer else ()


def _deciding(answer: Answer | None) -> tuple[str, ...]:
    """The words of the clause that decides, stem included, whatever their spacing."""
    if not (answer and answer.citations):
        return ()
    first = answer.citations[0]
    return tuple(f"{first.stem} {first.quote}".split())
