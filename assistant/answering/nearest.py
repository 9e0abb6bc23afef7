"""The clauses nearest to some words, by meaning and by words: for a person who looks for one."""

from __future__ import annotations

from collections import defaultdict

from assistant.answering.retrieve import Searchable, Vector
from assistant.values import Clause

EVEN = 60
"""How evenly places count in reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)."""


def nearest(text: str, vector: Vector, index: Searchable, documents: frozenset[str], limit: int) -> tuple[Clause, ...]:
    """At most `limit` clauses of the documents, best first; `vector` (d,) is that of the text."""
    fused: dict[str, float] = defaultdict(float)
    for found in (index.dense(vector, limit, documents), index.lexical(text, limit, documents)):
        for place, (key, _) in enumerate(found):
            fused[key] += 1 / (EVEN + place)
    ordered = sorted(fused, key=lambda key: (-fused[key], key))
    return tuple(index.clause(key) for key in ordered[:limit])
