"""Fit the numbers of `Weights` on training questions: `python -m evals.fit FOLDER` (policies/ and questions/*.jsonl).

Policies are split in two by name: weights are chosen on the first half and reported on both, so that no policy's
questions choose the number they are judged by. Prints figures; changes nothing.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from assistant.answering.retrieve import binding, suits
from assistant.answering.understand import understand
from assistant.clauses import split
from assistant.index import SentenceTransformerEmbedder
from assistant.index.embedder import embedded_text
from assistant.index.words import Words
from assistant.reading import read
from assistant.settings import IndexSettings
from assistant.values import Clause, Question, Role

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """One question: a row of features (dense, lexical, bound, rule) a clause, and which clause decides (-1: none)."""

    policy: str
    features: Array
    gold: int


def examples(folder: Path, share: float) -> Iterator[Example]:
    """The questions of a training folder, a random share of them, with their clauses' features."""
    embedder, settings = SentenceTransformerEmbedder(), IndexSettings()
    by_policy: dict[str, list[dict[str, object]]] = {}
    picker = random.Random(7)
    for path in sorted((folder / "questions").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            if picker.random() < share:
                row = json.loads(line)
                by_policy.setdefault(row["policy"], []).append(row)
    for policy, rows in sorted(by_policy.items()):
        clauses = split(read(folder / "policies" / policy))
        vectors = embedder.encode([embedded_text(clause) for clause in clauses])
        words = Words.build(clauses, settings.bm25_k1, settings.bm25_b)
        asked = [understand(_question(row)) for row in rows]
        questions = embedder.encode([understood.search for understood in asked])
        for row, understood, vector in zip(rows, asked, questions, strict=True):
            columns = (
                vectors @ vector,
                words.scores(understood.search),
                [binding(understood, clause) for clause in clauses],
                [suits(understood, clause) for clause in clauses],
            )
            yield Example(policy, np.column_stack(columns).astype(float), _gold(row, clauses))


def _question(row: dict[str, object]) -> Question:
    history = tuple(turn["question"] for turn in row.get("history", []))  # type: ignore[attr-defined]
    return Question(str(row["question"]), "", role=Role(str(row["asker"])), history=history)


def _gold(row: dict[str, object], clauses: Sequence[Clause]) -> int:
    spans: list[dict[str, object]] = row["gold"]  # type: ignore[assignment]
    if not spans:
        return -1
    start = int(str(spans[0]["start"]))
    end = start + len(str(spans[0]["text"]))
    shared = [max(0, min(end, clause.end) - max(start, clause.start)) for clause in clauses]
    return int(np.argmax(shared)) if max(shared) else -2


def scores(example: Example, lexical: float, half: float, bound: float, rule: float) -> Array:
    """The score of each clause under these weights."""
    dense, words, binds, fits = example.features.T
    result: Array = dense + lexical * words / (words + half) + bound * binds + rule * fits
    return result


def first_and_three(found: Sequence[Example], weights: tuple[float, ...]) -> tuple[float, float]:
    """The shares of answerable questions with the deciding clause first, and in the first three."""
    ranks = [int((s > s[e.gold]).sum()) for e in found if e.gold >= 0 for s in [scores(e, *weights)]]
    return float(np.mean(np.array(ranks) == 0)), float(np.mean(np.array(ranks) < 3))


def settling(found: Sequence[Example], weights: tuple[float, ...]) -> tuple[Array, Array]:
    """For the logistic curve: rows (best score, its lead), and whether the best clause is the deciding one."""
    rows, right = [], []
    for example in found:
        s = scores(example, *weights)
        order = np.argsort(-s)
        rows.append((s[order[0]], s[order[0]] - s[order[1]]))
        right.append(example.gold == order[0])
    return np.array(rows), np.array(right)


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--share", type=float, default=0.3, help="share of the questions used")
    arguments = parser.parse_args()
    found = [e for e in examples(arguments.folder, arguments.share) if e.gold != -2]
    names = sorted({e.policy for e in found})
    tune = [e for e in found if names.index(e.policy) % 2 == 0]
    rest = [e for e in found if names.index(e.policy) % 2]
    grid = itertools.product((0.0, 0.2, 0.4, 0.6, 0.9), (8.0, 16.0), (0.0, 0.03, 0.06), (0.0, 0.03, 0.06))
    best = max(grid, key=lambda weights: sum(first_and_three(tune, weights)))
    print(
        "dense alone (tuned half, other half):",
        first_and_three(tune, (0, 1, 0, 0)),
        first_and_three(rest, (0, 1, 0, 0)),
    )
    print("best lexical, half, bound, rule:", best, first_and_three(tune, best), first_and_three(rest, best))
    x, y = settling(tune, best)
    curve = LogisticRegression(C=100.0).fit(x, y)
    print("slope, lead, bias:", curve.coef_[0].round(2), curve.intercept_.round(2))
    x, y = settling(rest, best)
    chance = curve.predict_proba(x)[:, 1]
    answerable = np.array([e.gold >= 0 for e in rest])
    for threshold in np.quantile(chance, [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.9]):
        told = chance >= threshold
        print(
            f"answer from {threshold:.2f}: right of answered {y[told].mean():.2f}, near misses declined "
            f"{(~told[~answerable]).mean():.2f}, answerable declined {(~told[answerable]).mean():.2f}"
        )


if __name__ == "__main__":
    main()
