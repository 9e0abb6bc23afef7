"""Generating, the slow half: asks every system every question and writes the answers down."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from assistant import versions
from assistant.assistant import Assistant
from assistant.index import Embedder, Partition
from evals.baselines import Baseline, baselines, said
from evals.cases import CaseSet
from evals.corpora import indexed
from evals.record import Said, from_answer
from evals.resolve import Resolved, resolve_all
from evals.runs import Run

SYSTEM = "assistant"

Progress = Callable[[int, int], None]


def generate(sets: tuple[CaseSet, ...], data: Path, embedder: Embedder, compare: bool, progress: Progress) -> Run:
    """The answers of the assistant (and of the baselines, when comparing) to every case of the sets."""
    resolved: list[Resolved] = []
    answers: list[Said] = []
    for each in sets:
        assistant = indexed(each.corpus, data, embedder)
        cases = resolve_all(each.cases, assistant.library.find)
        _warm(assistant, cases)
        for done, case in enumerate(cases, start=1):
            answers.append(ask(assistant, case))
            progress(done, len(cases))
        if compare:
            answers.extend(_compared(assistant, cases, embedder))
        resolved.extend(cases)
    return Run(config(sets, embedder, compare), tuple(resolved), tuple(answers))


def config(sets: tuple[CaseSet, ...], embedder: Embedder, compare: bool) -> dict[str, object]:
    """What the run was made with."""
    return {
        "sets": {each.name: len(each.cases) for each in sets},
        "model": embedder.name,
        "baselines": compare,
        "started": time.strftime("%Y-%m-%dT%H:%M:%S"),
    }


def ask(assistant: Assistant, resolved: Resolved) -> Said:
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
    documents = assistant.library.shelf.open(case.organisation).documents
    return from_answer(SYSTEM, case.key, answer, {name: each.text for name, each in documents.items()}, ms)


def _warm(assistant: Assistant, cases: list[Resolved]) -> None:
    """Load the model and each organisation's index, so that no case pays for it."""
    for organisation in sorted({each.case.organisation for each in cases}):
        assistant.ask("What does the policy say?", organisation=organisation)


def _compared(assistant: Assistant, cases: list[Resolved], embedder: Embedder) -> Iterator[Said]:
    systems: dict[str, dict[str, Baseline]] = {}
    for each in cases:
        partition = assistant.library.shelf.open(each.case.organisation)
        if partition.organisation not in systems:
            systems[partition.organisation] = baselines(partition, embedder)
        documents = _documents(each, partition)
        for name, retrieve in systems[partition.organisation].items():
            began = time.perf_counter()
            cited = retrieve(each.case.question, documents)
            yield said(name, each.case.key, cited, (time.perf_counter() - began) * 1000)


def _documents(resolved: Resolved, partition: Partition) -> frozenset[str]:
    """The document that the case names, else those in force on its day."""
    case = resolved.case
    named = {p.document for p in partition.policies if case.document in (p.document, p.id)}
    if named:
        return frozenset(named)
    ruling = versions.in_force(partition.policies, date.fromisoformat(case.as_of))
    return frozenset(policy.document for policy in ruling)
