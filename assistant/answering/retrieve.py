"""Find the clauses that may answer: meaning (dense) and words (BM25), fused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.answering.understand import Form, Understood
from assistant.settings import Weights
from assistant.values import Clause, Hit, Modality

Vector = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vector]


class Searchable(Protocol):
    """What retrieval needs of an organisation's index."""

    def clause(self, key: str) -> Clause:
        """The clause with this key."""

    def dense(self, vector: Vector, limit: int, documents: frozenset[str]) -> list[tuple[str, float]]:
        """Keys and cosines, best first."""

    def lexical(self, text: str, limit: int, documents: frozenset[str]) -> list[tuple[str, float]]:
        """Keys and BM25 scores, best first."""


def retrieve(
    understood: Understood, index: Searchable, encode: Encode, documents: frozenset[str], weights: Weights
) -> tuple[Hit, ...]:
    """Clauses of `documents` for a question, best first; at most `weights.candidates` from each search."""
    vector = encode([understood.search])[0]
    dense = dict(index.dense(vector, weights.candidates, documents))
    lexical = dict(index.lexical(understood.search, weights.candidates, documents))
    hits = [
        _fuse(index.clause(key), dense.get(key, 0.0), lexical.get(key, 0.0), understood, weights)
        for key in dense.keys() | lexical.keys()
    ]
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.clause.document, hit.clause.start)))


def _fuse(clause: Clause, dense: float, lexical: float, understood: Understood, weights: Weights) -> Hit:
    score = (
        dense
        + weights.lexical * lexical / (lexical + weights.half_lexical)
        + weights.bound * binding(understood, clause)
        + weights.rule * suits(understood, clause)
    )
    return Hit(clause, score, dense, lexical)


def binding(understood: Understood, clause: Clause) -> int:
    """1 when the clause binds the group asked about, -1 when it binds others only, 0 when it names nobody."""
    if not clause.binds:
        return 0
    return 1 if understood.binds in clause.binds else -1


def suits(understood: Understood, clause: Clause) -> int:
    """1 when the clause is of the kind the question wants: a rule for "can I", a statement for "who"; else 0."""
    rule = clause.modality not in (Modality.STATES, Modality.DEFINES)
    return int(rule if understood.form is not Form.FACT else not rule)
