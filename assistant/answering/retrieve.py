"""Find the clauses that may answer: by meaning (dense), by words (BM25), by known questions; fused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.answering.scoring import scored
from assistant.answering.understand import Understood
from assistant.settings import Weights
from assistant.values import Clause, Hit

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

    def known(self, vector: Vector, limit: int, documents: frozenset[str]) -> list[tuple[str, float]]:
        """Keys of clauses that settled questions like this one, with the likeness, best first."""


def retrieve(
    understood: Understood, vector: Vector, index: Searchable, documents: frozenset[str], weights: Weights
) -> tuple[Hit, ...]:
    """Clauses of `documents` for a question with this vector, best first; at most `weights.candidates` a search."""
    return scored(gather(understood, vector, index, documents, weights.candidates), understood, weights, weights.found)


def gather(
    understood: Understood, vector: Vector, index: Searchable, documents: frozenset[str], limit: int
) -> list[Hit]:
    """What the searches find, at most `limit` clauses each, with each one's figures; in the order of the keys."""
    dense = dict(index.dense(vector, limit, documents))
    lexical = dict(index.lexical(understood.search, limit, documents))
    known = dict(index.known(vector, limit, documents))
    return [
        Hit(index.clause(key), 0.0, dense.get(key, 0.0), lexical.get(key, 0.0), known.get(key, 0.0))
        for key in sorted(dense.keys() | lexical.keys() | known.keys())
    ]
