"""Search by meaning: exact over the stored vectors, or through Chroma; the one home of chromadb.

Chroma is embedded only: its server has open advisories. The collection is written through
LlamaIndex's vector store, so any LlamaIndex retriever can open it; it is queried directly, because
importing LlamaIndex takes over a second that a cold question can't spare.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.index.embedder import Vectors
from assistant.models.texts import clause_text
from assistant.values import Clause

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

log = logging.getLogger(__name__)

COLLECTION = "clauses"
HNSW = {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200}}

Found = list[tuple[str, float]]


def build(folder: Path, clauses: Sequence[Clause], vectors: Vectors) -> None:
    """Write the clauses' vectors (n, d) as a Chroma collection into a fresh folder."""
    from llama_index.core.schema import TextNode
    from llama_index.vector_stores.chroma import ChromaVectorStore

    client = _client(folder)
    try:
        collection = client.create_collection(COLLECTION, embedding_function=None, configuration=HNSW)
        nodes = [
            TextNode(
                id_=clause.key,
                text=clause_text(clause),
                metadata={"document": clause.document},
                embedding=vector.tolist(),
            )
            for clause, vector in zip(clauses, vectors, strict=True)
        ]
        ChromaVectorStore(chroma_collection=collection).add(nodes)
    finally:
        client.close()


def check(folder: Path, keys: Sequence[str], vectors: Vectors, sample: int) -> str:
    """What is wrong with a built folder, as a sentence; "" when ids agree and clauses find themselves."""
    chroma = ChromaVectors(folder)
    try:
        if chroma.keys() != set(keys):
            return "Chroma's ids are not the clauses'."
        places = np.linspace(0, len(keys) - 1, min(sample, len(keys)), dtype=int)
        lost = (
            keys[place]
            for place, cosine in zip(places, chroma.nearest(vectors[places]), strict=True)
            if cosine < float(vectors[place] @ vectors[place]) - 1e-3
        )
        if key := next(lost, ""):
            return f"Chroma does not find {key} by its own vector."
        return ""
    finally:
        chroma.close()


class ExactVectors:
    """Every clause compared: exact, and faster than an index up to some ten thousand clauses."""

    def __init__(self, keys: Sequence[str], documents: Sequence[str], vectors: Vectors) -> None:
        self._keys = keys
        self._documents = np.asarray(documents, dtype=object)
        self._vectors = vectors

    def search(self, vector: Vectors, limit: int, documents: frozenset[str] | None) -> Found:
        """The `limit` nearest clauses of the documents (None: of all), with their cosines, best first."""
        if not len(self._keys):
            return []
        scores = self._vectors @ np.asarray(vector, dtype=np.float32)
        return best(self._keys, scores, limit, inside(self._documents, documents))


class ChromaVectors:
    """The Chroma collection of one generation."""

    def __init__(self, folder: Path) -> None:
        self._client = _client(folder)
        self._collection = self._client.get_collection(COLLECTION, embedding_function=None)

    def keys(self) -> set[str]:
        """The ids that it holds."""
        return set(self._collection.get(include=[])["ids"])

    def require(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Raise ValueError unless it holds these vectors (n, d) under these keys, and nothing else."""
        found = self._collection.get(include=["embeddings"])
        held = dict(zip(found["ids"], np.asarray(found["embeddings"]), strict=True))
        if held.keys() != set(keys):
            raise ValueError("its ids are not the clauses'")
        if keys and not np.allclose([held[key] for key in keys], vectors, atol=1e-5):
            raise ValueError("its vectors are not the clauses'")

    def nearest(self, vectors: Vectors) -> list[float]:
        """The cosine of each vector (n, d) with the clause nearest to it, all looked up at once."""
        if not len(vectors):
            return []
        found = self._collection.query(query_embeddings=list(vectors), n_results=1, include=["distances"])
        # Of a clause that Chroma lost altogether nothing comes back: nothing is near it.
        return [1.0 - float(distances[0]) if distances else -1.0 for distances in found["distances"]]

    def search(self, vector: Vectors, limit: int, documents: frozenset[str] | None) -> Found:
        """The `limit` nearest clauses of the documents (None: of all), with their cosines, best first."""
        count = min(limit, self._collection.count())
        if count < 1 or (documents is not None and not documents):
            return []
        where: dict[str, Any] = {"document": {"$in": sorted(documents)}} if documents else {}
        found = self._collection.query(
            query_embeddings=[np.asarray(vector, dtype=np.float32)],
            n_results=count,
            where=where or None,
            include=["distances"],
        )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [(key, 1.0 - float(distance)) for key, distance in pairs]

    def close(self) -> None:
        """Let go of the folder's files."""
        self._client.close()


def open_chroma(folder: Path, keys: Sequence[str], vectors: Vectors) -> ChromaVectors | None:
    """The collection in `folder`, if it holds these vectors (n, d) under these keys.

    None, with a warning in the log, when it does not or Chroma can't open it.
    """
    try:
        chroma = ChromaVectors(folder)
        chroma.require(keys, vectors)
    except Exception as error:  # noqa: BLE001 - Chroma raises bare and Rust errors; exact search stands in
        log.warning("Chroma can't open %s (%s); searching the stored vectors exactly.", folder, error)
        return None
    return chroma


def inside(documents: np.ndarray[Any, Any], wanted: frozenset[str] | None) -> np.ndarray[Any, Any] | None:
    """A mask (n,) of the rows whose document is wanted; None when all are."""
    if wanted is None:
        return None
    return np.fromiter((name in wanted for name in documents), dtype=bool, count=len(documents))


def best(keys: Sequence[str], scores: Vectors, limit: int, mask: np.ndarray[Any, Any] | None) -> Found:
    """The `limit` highest scores with their keys, best first, equal ones in the documents' order."""
    rows = np.arange(len(keys)) if mask is None else np.flatnonzero(mask)
    order = rows[np.argsort(-scores[rows], kind="stable")[: max(limit, 0)]]
    return [(keys[row], float(scores[row])) for row in order]


def _client(folder: Path) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    folder.mkdir(exist_ok=True)
    settings = Settings(anonymized_telemetry=False, allow_reset=False)
    return chromadb.PersistentClient(str(folder), settings=settings)
