"""What the bank of known questions is worth on the held-out policies: `python -m training.bank_trial --help`.

Each question is asked of its own policy and of all held-out ones together, as if one school had them: without a bank,
with the shipped bank, and with half of the questions approved by the school and the other half asked.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.clauses import split
from assistant.index.bank import FLOOR_ALONE, FLOOR_SHARE, ShippedBank, link, shipped
from assistant.index.embedder import Embedder, Vectors, embedder_named
from assistant.index.words import Words
from assistant.models.texts import clause_text
from assistant.reading import read
from assistant.settings import IndexSettings, Weights
from assistant.values import Clause
from training.examples import DATA, Example, held_out, load

SHARES = (0.3, 0.6, 1.0)
# Of the word score beside the cosine.
LEXICAL = 0.7


@dataclass(frozen=True, slots=True)
class School:
    """Clauses of some policies with their vectors; `first` is the row of each policy's first clause."""

    clauses: tuple[Clause, ...]
    vectors: Vectors
    first: Mapping[str, int]

    def gold(self, example: Example) -> int:
        """The row of the deciding clause."""
        return self.first[example.policy] + example.gold[0]

    def only(self, policy: str) -> School:
        """One policy of it."""
        start = self.first[policy]
        end = min((first for first in self.first.values() if first > start), default=len(self.clauses))
        return School(self.clauses[start:end], self.vectors[start:end], {policy: 0})


def school(policies: Sequence[str], embedder: Embedder) -> School:
    """Read and embed these policies of the training data."""
    parts = {policy: split(read(DATA / "policies" / policy)) for policy in policies}
    ends = np.cumsum([0, *(len(part) for part in parts.values())])
    clauses = tuple(clause for part in parts.values() for clause in part)
    firsts = dict(zip(parts, ends[:-1].tolist(), strict=True))
    return School(clauses, embedder.encode([clause_text(c) for c in clauses]), firsts)


def bases(at: School, asked: Mapping[Example, Vectors], weights: Weights) -> dict[Example, Vectors]:
    """Dense and word scores of each question, fused as the product does: (clauses,) each."""
    settings = IndexSettings()
    words = Words.build(at.clauses, settings.bm25_k1, settings.bm25_b)
    found = {}
    for example, vector in asked.items():
        lexical = words.scores(" ".join((*example.history, example.question)))
        found[example] = at.vectors @ vector + LEXICAL * lexical / (lexical + weights.half_lexical)
    return found


def rows(
    at: School, asked: Mapping[Example, Vectors], known: Mapping[Example, Vectors], bank: ShippedBank | None
) -> Iterator[tuple[str, list[int]]]:
    """A name and the ranks of the deciding clauses, for each way of scoring."""
    base = bases(at, asked, Weights())
    floors = {e: float(np.quantile(bank.cosines(v), FLOOR_SHARE)) if bank else FLOOR_ALONE for e, v in asked.items()}
    yield "no bank", [_rank(base[example], at.gold(example)) for example in asked]
    banks = {}
    if bank:
        carried = bank.carry(at.vectors)
        banks["shipped"] = {e: carried.scores(bank.cosines(v), floors[e], len(at.clauses)) for e, v in asked.items()}
    own = link([(at.gold(example), place) for place, example in enumerate(known) if example.policy in at.first])
    kept = np.stack(list(known.values()))
    banks["own half"] = {e: own.scores(kept @ v, floors[e], len(at.clauses)) for e, v in asked.items()}
    for name, scores in banks.items():
        for share in SHARES:
            yield f"{name} x {share}", [_rank(base[e] + share * scores[e], at.gold(e)) for e in asked]


def _rank(scores: Vectors, gold: int) -> int:
    return int((scores > scores[gold]).sum())


def main() -> None:
    """Read the command line, embed a sample and print the shares of deciding clauses that come first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="", help="path or name of the embedder; without one, the shipped encoder")
    parser.add_argument("--sample", type=int, default=800, help="questions; half of them are approved, half asked")
    arguments = parser.parse_args()
    material, embedder = load(), embedder_named(arguments.model)
    policies = held_out(material.clauses)
    examples = random.Random(5).sample([e for e in material.of(policies) if e.gold], arguments.sample)
    vectors = dict(zip(examples, embedder.encode([example.text for example in examples]), strict=True))
    half = len(examples) // 2
    known, asked = {e: vectors[e] for e in examples[:half]}, {e: vectors[e] for e in examples[half:]}
    bank = shipped(embedder)
    every = school(policies, embedder)
    told: dict[str, list[int]] = {}
    for policy in policies:
        for name, ranks in rows(every.only(policy), _of(asked, policy), known, bank):
            told.setdefault(f"own policy: {name}", []).extend(ranks)
    told |= {f"all policies: {name}": ranks for name, ranks in rows(every, asked, known, bank)}
    for name, found in told.items():
        first, three = (np.mean([rank < k for rank in found]) for k in (1, 3))
        print(f"{name:28} first {first:.3f} first three {three:.3f} n {len(found)}")


def _of(asked: Mapping[Example, Vectors], policy: str) -> dict[Example, Vectors]:
    return {example: vector for example, vector in asked.items() if example.policy == policy}


if __name__ == "__main__":
    main()
