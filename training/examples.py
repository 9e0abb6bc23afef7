"""Training questions with the clauses, found by the product's own splitter, that their marks fall on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.clauses import split
from assistant.models.texts import clause_text, question_text
from assistant.reading import read
from assistant.values import Clause

DATA = Path(__file__).parent / "data"
# Of each writer's policies (a letter) the last by name is kept apart: never trained on, used to choose numbers.
WRITERS_LETTER = 0


@dataclass(frozen=True, slots=True)
class Example:
    """One question: `gold` and `near` are positions among its policy's clauses, the deciding one first.

    `lost` tells that a mark fell on no clause, so that the example can't be ranked.
    """

    id: str
    policy: str
    role: str
    question: str
    history: tuple[str, ...]
    verdict: str
    gold: tuple[int, ...]
    near: tuple[int, ...]
    lost: bool
    kind: str

    @property
    def text(self) -> str:
        """What the models read."""
        return question_text(self.question, self.role, self.history)


@dataclass(frozen=True, slots=True)
class Material:
    """All examples, and the clauses of each policy: as split, and as the models read them."""

    parsed: dict[str, tuple[Clause, ...]]
    clauses: dict[str, tuple[str, ...]]
    examples: tuple[Example, ...]

    def of(self, policies: Iterable[str]) -> tuple[Example, ...]:
        """The examples of these policies that can be ranked."""
        wanted = frozenset(policies)
        return tuple(example for example in self.examples if example.policy in wanted and not example.lost)


def load(folder: Path = DATA) -> Material:
    """Read `policies/` and `questions/*.jsonl` of a folder."""
    found = {path.name: split(read(path)) for path in sorted((folder / "policies").iterdir())}
    spans = {name: [(clause.start, clause.end) for clause in clauses] for name, clauses in found.items()}
    rows = [
        json.loads(line)
        for path in sorted((folder / "questions").glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    texts = {name: tuple(map(clause_text, clauses)) for name, clauses in found.items()}
    return Material(found, texts, tuple(_example(row, spans[row["policy"]]) for row in rows))


def held_out(policies: Iterable[str]) -> tuple[str, ...]:
    """The policies kept apart: the last of each writer's."""
    last: dict[str, str] = {}
    for policy in sorted(policies):
        last[policy[WRITERS_LETTER]] = policy
    return tuple(sorted(last.values()))


def _example(row: dict[str, object], spans: Sequence[tuple[int, int]]) -> Example:
    marks: list[dict[str, object]] = row["gold"]  # type: ignore[assignment]
    gold = _positions(marks, spans)
    near = tuple(found for found in _positions(row["near"], spans) if found not in gold)  # type: ignore[arg-type]
    turns: list[dict[str, str]] = row.get("history", [])  # type: ignore[assignment]
    return Example(
        id=str(row["id"]),
        policy=str(row["policy"]),
        role=str(row["asker"]),
        question=str(row["question"]),
        history=tuple(turn["question"] for turn in turns),
        verdict=str(row["verdict"]),
        gold=gold,
        near=near,
        lost=bool(marks) and not gold,
        kind=str(row["kind"]),
    )


def _positions(marks: Sequence[dict[str, object]], spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """For each mark the clause that shares most characters with it; marks that touch none are left out."""
    found: list[int] = []
    for mark in marks:
        start = int(str(mark["start"]))
        end = start + len(str(mark["text"]))
        shared = [max(0, min(end, stop) - max(start, first)) for first, stop in spans]
        best = max(range(len(spans)), key=shared.__getitem__)
        if shared[best] and best not in found:
            found.append(best)
    return tuple(found)
