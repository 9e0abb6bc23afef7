"""One organisation's generation, opened: its documents and clauses, and the two searches over them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import numpy as np

from assistant.errors import UnknownName
from assistant.index import store
from assistant.index.embedder import Vectors
from assistant.index.vectors import ChromaVectors, ExactVectors, Found, best, inside, open_chroma
from assistant.index.words import Words
from assistant.settings import IndexSettings
from assistant.values import Clause, Document, Policy

log = logging.getLogger(__name__)


class Partition:
    """What one generation of an organisation holds, in memory; it never changes once opened."""

    def __init__(self, organisation: str, generation: int, folder: Path, settings: IndexSettings) -> None:
        stored = store.load(folder)
        self.organisation = organisation
        self.generation = generation
        self.embedder = stored.embedder
        self.documents: Mapping[str, Document] = stored.documents
        self._settings = settings
        self._clauses = {clause.key: clause for d in stored.documents.values() for clause in d.clauses}
        self._keys = tuple(self._clauses)
        self._homes = np.asarray([clause.document for clause in self._clauses.values()], dtype=object)
        self._exact = ExactVectors(self._keys, self._homes.tolist(), stored.vectors)
        self._words = _words(folder, tuple(self._clauses.values()), settings)
        self._chroma = self._chroma_if_large(folder)

    @cached_property
    def policies(self) -> tuple[Policy, ...]:
        """The policies of the documents, in their order."""
        return tuple(document.policy for document in self.documents.values())

    def clause(self, key: str) -> Clause:
        """The clause with this key ("file.txt#3.b2"); raises UnknownName."""
        try:
            return self._clauses[key]
        except KeyError:
            raise UnknownName(
                f"{self.organisation} has no clause {key}.",
                "Look it up with `policy-assistant clauses DOCUMENT`.",
            ) from None

    def dense(self, vector: Vectors, limit: int, documents: frozenset[str]) -> Found:
        """The `limit` clauses of the documents nearest to the vector (d,): (key, cosine), best first."""
        wanted = self._restriction(documents)
        if self._chroma is not None:
            return [hit for hit in self._chroma.search(vector, limit, wanted) if self._allowed(hit[0], documents)]
        return self._exact.search(vector, limit, wanted)

    def lexical(self, text: str, limit: int, documents: frozenset[str]) -> Found:
        """The `limit` clauses of the documents that share words: (key, BM25 score above 0), best first."""
        scores = self._words.scores(text)
        found = best(self._keys, scores, limit, inside(self._homes, self._restriction(documents)))
        return [(key, score) for key, score in found if score > 0]

    def _restriction(self, documents: frozenset[str]) -> frozenset[str] | None:
        return None if documents >= self.documents.keys() else documents

    def _allowed(self, key: str, documents: frozenset[str]) -> bool:
        return key in self._clauses and self._clauses[key].document in documents

    def _chroma_if_large(self, folder: Path) -> ChromaVectors | None:
        if len(self._keys) <= self._settings.exact_up_to:
            return None
        return open_chroma(folder / "chroma")


def _words(folder: Path, clauses: tuple[Clause, ...], settings: IndexSettings) -> Words:
    try:
        return Words.load(folder / "words", len(clauses))
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("The word index in %s is damaged (%s); built again in memory.", folder, error)
        return Words.build(clauses, settings.bm25_k1, settings.bm25_b)
