"""Generating, the slow half: asks every system every question and writes the answers down."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from assistant import versions
from assistant.assistant import Assistant
from assistant.cases import CaseSet
from assistant.index import Embedder, Partition, SentenceTransformerEmbedder, embedder_named
from assistant.settings import Weights
from evals.asking import Progress, ask_all, undeclined
from evals.baselines import Baseline, baselines, said
from evals.corpora import indexed
from evals.record import Said
from evals.resolve import Resolved, resolve_all
from evals.runs import Run
from evals.systems import UNTUNED, untuned


def generate(sets: tuple[CaseSet, ...], data: Path, compare: bool, progress: Progress) -> Run:
    """The answers of the assistant (and of all that stands beside it, when comparing) to every case of the sets."""
    resolved: list[Resolved] = []
    answers: list[Said] = []
    ours, bare = embedder_named(), SentenceTransformerEmbedder()
    for each in sets:
        assistant = indexed(each.corpus, data, ours)
        cases = resolve_all(each.cases, assistant.library.find)
        answers.extend(ask_all(assistant, cases, progress=progress))
        if compare:
            answers.extend(undeclined(assistant, cases, answers))
            plain = indexed(each.corpus, data, bare, untuned(Weights()))
            answers.extend(ask_all(plain, cases, UNTUNED))
            answers.extend(retrieved(plain, cases, bare))
        resolved.extend(cases)
    return Run(config({each.name: len(each.cases) for each in sets}, ours, compare), tuple(resolved), tuple(answers))


def config(sets: dict[str, int], embedder: Embedder, compare: bool) -> dict[str, object]:
    """What the run was made with; `sets` are numbers of questions by set."""
    return {
        "sets": sets,
        "model": embedder.name,
        "baselines": compare,
        "answer_from": Weights().answer_from,
        "started": time.strftime("%Y-%m-%dT%H:%M:%S"),
    }


def retrieved(assistant: Assistant, cases: Sequence[Resolved], embedder: Embedder) -> Iterator[Said]:
    """What the baselines retrieve for the cases, over the index of an assistant that has this embedder."""
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
