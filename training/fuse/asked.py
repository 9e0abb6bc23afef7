"""Held-out questions asked as the product asks them: each with its figures for every clause of its own policy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.retrieve import gather
from assistant.answering.understand import Understood, understand
from assistant.index import Partition
from assistant.models.encoder import Encoder
from assistant.settings import Weights
from assistant.values import Hit, Question, Role
from evals.corpora import SHELF
from training.examples import Example


@dataclass(frozen=True)
class Asked:
    """A held-out question: its hits in the order of the keys, and which is the deciding one (-1: none is)."""

    example: Example
    understood: Understood
    hits: tuple[Hit, ...]
    gold: int


def ask_all(partition: Partition, encoder: Encoder, examples: Sequence[Example], weights: Weights) -> list[Asked]:
    """Each question's figures for every clause of its own policy; further gold clauses are left out."""
    asked = [understand(question(example)) for example in examples]
    vectors = encoder.encode([each.asked for each in asked])
    found = []
    for example, understood, vector in zip(examples, asked, vectors, strict=True):
        clauses = partition.documents[example.policy].clauses
        gold = [clauses[place].key for place in example.gold]
        every = gather(understood, vector, partition, frozenset({example.policy}), len(clauses))
        hits = tuple(hit for hit in every if hit.clause.key not in gold[1:])
        keys = [hit.clause.key for hit in hits]
        found.append(Asked(example, understood, hits, keys.index(gold[0]) if gold else -1))
    return found


def question(example: Example) -> Question:
    """The example as the product is asked it."""
    return Question(example.question, SHELF, role=Role(example.role), history=example.history)
