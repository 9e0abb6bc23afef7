"""A part of one organisation's generation, opened: its documents and clauses, and the searches over them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from assistant.errors import UnknownName
from assistant.index import digests, public, store, stored
from assistant.index.asked import OwnQuestions
from assistant.index.bank import FLOOR_ALONE, FLOOR_SHARE, Links, ShippedBank, link
from assistant.index.embedder import Vectors
from assistant.index.vectors import ChromaVectors, ExactVectors, Found, best, inside, open_chroma
from assistant.index.words import Words
from assistant.known import Known
from assistant.settings import IndexSettings
from assistant.values import Clause, Document, Policy

log = logging.getLogger(__name__)


class Partition:
    """What a part of one generation of an organisation holds, in memory; it never changes once opened.

    `faults` are its files that are not as they were built and are not used, by their paths in the part; `listed` is
    whether there are digests to tell that by. Raises DataFolderError where what is damaged can't be done without.
    """

    def __init__(
        self,
        organisation: str,
        generation: int,
        folder: Path,
        settings: IndexSettings,
        bank: Callable[[], ShippedBank | None] = lambda: None,
    ) -> None:
        digests.require(folder, store.FILE)
        part = stored.load(folder)
        self.organisation = organisation
        self.generation = generation
        self.embedder = part.embedder
        self.documents: Mapping[str, Document] = part.documents
        self._withheld = part.withheld
        self._settings = settings
        self._clauses = {clause.key: clause for d in part.documents.values() for clause in d.clauses}
        self._keys = tuple(self._clauses)
        self._homes = np.asarray([clause.document for clause in self._clauses.values()], dtype=object)
        self._vectors = part.vectors
        self._exact = ExactVectors(self._keys, self._homes.tolist(), part.vectors)
        self.listed = digests.listed(folder)
        self.faults = digests.faults(folder)
        self._words = _words(folder, self.faults, tuple(self._clauses.values()), settings)
        self._chroma = self._chroma_if_large(folder)
        self._bank = bank
        self._own = OwnQuestions(part.asked, part.documents, {key: row for row, key in enumerate(self._keys)})

    @cached_property
    def policies(self) -> tuple[Policy, ...]:
        """The policies of the documents, in their order; then, bare, versions withheld here that supersede some."""
        return (*(document.policy for document in self.documents.values()), *self._withheld)

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

    def known(self, vector: Vectors, limit: int, documents: frozenset[str]) -> Found:
        """The `limit` clauses that settled questions like this one: (key, score above 0), best first.

        `vector` (d,) is that of the question as `question_text` writes it. The score is how far the nearest known
        question's cosine is above what any question reaches, times the cosine of the clause that it was carried from
        (1 for the organisation's own questions).
        """
        floor, scores = FLOOR_ALONE, np.zeros(len(self._keys), dtype=np.float32)
        bank = self._shipped()
        if bank is not None:
            cosines = bank.cosines(vector)
            floor = float(np.quantile(cosines, FLOOR_SHARE))
            scores = self._carried.scores(cosines, floor, len(self._keys))
        own = self._own.links.scores(self._own.cosines(vector), floor, len(self._keys))
        mask = inside(self._homes, self._restriction(documents))
        return [(key, score) for key, score in best(self._keys, np.maximum(scores, own), limit, mask) if score > 0]

    def approved(self, question: str, role: str, documents: frozenset[str]) -> Known | None:
        """The organisation's own known question that is this very question, with its clause in the documents, if any.

        Meant for questions without a history: the same words after another turn are another question.
        """
        return self._own.approved(question, role, documents)

    @cached_property
    def _carried(self) -> Links:
        bank = self._shipped()
        return bank.carry(self._vectors) if bank is not None and len(self._keys) else link(())

    def _shipped(self) -> ShippedBank | None:
        """The shipped bank, if the model that made it made this generation too."""
        bank = self._bank()
        return bank if bank is not None and bank.model == self.embedder else None

    def _restriction(self, documents: frozenset[str]) -> frozenset[str] | None:
        return None if documents >= self.documents.keys() else documents

    def _allowed(self, key: str, documents: frozenset[str]) -> bool:
        return key in self._clauses and self._clauses[key].document in documents

    def _chroma_if_large(self, folder: Path) -> ChromaVectors | None:
        if public.lies_in(folder) or len(self._keys) <= self._settings.exact_up_to:
            return None
        return open_chroma(folder / "chroma", self._keys, self._vectors)


def _words(folder: Path, faults: Sequence[str], clauses: tuple[Clause, ...], settings: IndexSettings) -> Words:
    try:
        if faults:
            raise ValueError(f"{', '.join(faults)}: not as built")
        return Words.load(folder / digests.WORDS, len(clauses))
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("The word index in %s is damaged (%s); built again in memory.", folder, error)
        return Words.build(clauses, settings.bm25_k1, settings.bm25_b)
