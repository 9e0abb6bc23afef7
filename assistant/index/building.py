"""Builds a generation in its fresh folder, the whole part and the public one, and checks both before they are used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from assistant.errors import DataFolderError
from assistant.index import digests, public, store, stored, vectors
from assistant.index.embedder import Embedder, Vectors
from assistant.index.store import Part
from assistant.index.words import Words
from assistant.models.texts import clause_text
from assistant.settings import IndexSettings

Progress = Callable[[int, int], None]


class Builder:
    """Makes generations with one embedder."""

    def __init__(self, embedder: Embedder, settings: IndexSettings) -> None:
        self._embedder = embedder
        self._settings = settings

    def build(self, fresh: Path, whole: Part, reusable: Mapping[str, bytes], progress: Progress | None) -> None:
        """Write both parts into `fresh`; what `reusable` (by digest) does not hold is encoded, once for both.

        Raises DataFolderError when what was written is not what is found there.
        """
        encoded = self._encode(whole.texts, reusable, progress)
        for part, is_public in ((whole, False), (public.part_of(whole), True)):
            folder = public.folder_of(fresh, is_public)
            folder.mkdir(exist_ok=True)
            rows = self._write(folder, part, encoded)
            fault = _fault(folder, part, rows, self._settings.checked_clauses)
            if not is_public:
                vectors.build(folder / "chroma", part.clauses, rows)
                keys = [clause.key for clause in part.clauses]
                fault = fault or vectors.check(folder / "chroma", keys, rows, self._settings.checked_clauses)
            _require_none(fault)
            digests.write(folder)

    def _encode(
        self, wanted: Mapping[str, str], reusable: Mapping[str, bytes], progress: Progress | None
    ) -> dict[str, bytes]:
        """The vectors of the texts wanted, by the digest of what is embedded."""
        found = {digest: reusable[digest] for digest in wanted if digest in reusable}
        # By length, so that a batch is not padded to its one long clause.
        digests = sorted(wanted.keys() - found.keys(), key=lambda digest: (-len(wanted[digest]), digest))
        step = self._settings.batch
        for at in range(0, len(digests), step):
            part = digests[at : at + step]
            rows = self._embedder.encode([wanted[digest] for digest in part])
            found.update((d, row.astype("<f4").tobytes()) for d, row in zip(part, rows, strict=True))
            if progress is not None:
                progress(at + len(part), len(digests))
        return found

    def _write(self, folder: Path, part: Part, encoded: Mapping[str, bytes]) -> Vectors:
        """Write what is searched exactly and by word; the clauses' vectors (n, d)."""
        joined = b"".join(encoded[store.vector_digest(clause)] for clause in part.clauses)
        rows = np.frombuffer(joined, dtype="<f4").reshape(len(part.clauses), self._embedder.dimensions)
        store.write(folder, self._embedder.name, part, encoded)
        Words.build(part.clauses, self._settings.bm25_k1, self._settings.bm25_b).save(folder / "words")
        return rows


def _require_none(fault: str) -> None:
    if fault:
        raise DataFolderError(
            f"The new index did not pass its checks: {fault} The one before stays in force.",
            "Run `policy-assistant index --rebuild`, and report this if it happens again.",
        )


def _fault(folder: Path, part: Part, rows: Vectors, sample: int) -> str:
    found = stored.load(folder)
    if tuple(found.documents.values()) != part.documents or found.withheld != part.withheld:
        return "the documents read back differ from those written."
    if not np.array_equal(found.vectors.reshape(rows.shape), rows):
        return "the vectors read back differ from those written."
    clauses = part.clauses
    words = Words.load(folder / "words", len(clauses))
    for place in np.linspace(0, len(clauses) - 1, min(sample, len(clauses)), dtype=int):
        text = clause_text(clauses[place])
        if words.stems(text) and not words.scores(text)[place] > 0:
            return f"{clauses[place].key} is not found by its own words."
    return ""
