"""Asks an assistant every case and writes down what it said."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.assistant import Assistant
from assistant.settings import Settings, Weights
from assistant.values import Outcome
from evals.record import Said, from_answer
from evals.resolve import Resolved
from evals.systems import SYSTEM, UNDECLINING, always_declining, never_declining

Progress = Callable[[int, int], None]


def ask(assistant: Assistant, resolved: Resolved, system: str = SYSTEM) -> Said:
    """The assistant's answer to a case, its quotes checked against the documents' texts."""
    case = resolved.case
    began = time.perf_counter()
    answer = assistant.ask(
        case.question,
        organisation=case.organisation,
        role=str(case.asker),
        as_of=case.as_of,
        document=case.document,
        history=case.history,
    )
    ms = (time.perf_counter() - began) * 1000
    return from_answer(system, case.key, answer, _texts(assistant, case.organisation), ms)


def ask_all(
    assistant: Assistant, cases: Sequence[Resolved], system: str = SYSTEM, progress: Progress | None = None
) -> Iterator[Said]:
    """The answers to all cases, after one to each organisation that loads the model and the index."""
    for organisation in sorted({each.case.organisation for each in cases}):
        assistant.ask("What does the policy say?", organisation=organisation)
    for done, case in enumerate(cases, start=1):
        yield ask(assistant, case, system)
        if progress is not None:
            progress(done, len(cases))


def beside(assistant: Assistant, weights: Weights) -> Assistant:
    """Another assistant over the same data folder and embedder, with other weights."""
    return Assistant.open(Settings(data=assistant.library.data, weights=weights), assistant.library.shelf.embedder)


def undeclined(
    assistant: Assistant,
    cases: Iterable[Resolved],
    answers: Iterable[Said],
    weights: Weights | None = None,
    system: str = UNDECLINING,
) -> Iterator[Said]:
    """What an assistant with these weights would have answered, had it never declined; its `answers` are given.

    Each case is asked once more, so that `settled` is known of all: a declined one without the threshold, for what
    it would have been told; an answered one with a threshold that nothing reaches, for the chance that it is settled.
    """
    own = weights or Weights()
    never, always = beside(assistant, never_declining(own)), beside(assistant, always_declining(own))
    said = {each.case: each for each in answers}
    for case in cases:
        before = said[case.case.key]
        again = ask(never if before.outcome == Outcome.NOT_COVERED else always, case)
        yield replace(again_told(before, again), system=system)


def again_told(before: Said, again: Said) -> Said:
    """Of a declined and an answered version of the same answer the answered one, with the chance of the other.

    An answer that no threshold stops (a document's fact, an approved question) is settled for certain.
    """
    if before.outcome == Outcome.NOT_COVERED:
        return replace(again, settled=_settled(before))
    stopped = again.outcome == Outcome.NOT_COVERED
    return replace(before, settled=_settled(again) if stopped else 1.0)


def _settled(declined: Said) -> float:
    # An answer that declines before anything is searched tells no confidence at all.
    return 1 - declined.confidence if declined.confidence else 0.0


def _texts(assistant: Assistant, organisation: str) -> Mapping[str, str]:
    documents = assistant.library.shelf.open(organisation).documents
    return {name: each.text for name, each in documents.items()}
