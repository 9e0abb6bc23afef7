"""Baselines for the same questions: LlamaIndex as its quickstart has it, dense alone, BM25 alone.

None of them gives a verdict or declines: what they retrieve counts as cited. All are told which
documents are in force, as the assistant is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llama_index.core import Document as LlamaDocument
from llama_index.core import VectorStoreIndex
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import NodeWithScore
from llama_index.core.vector_stores import FilterOperator, MetadataFilter, MetadataFilters
from pydantic import PrivateAttr

from assistant.index import Embedder, Partition
from assistant.values import Outcome
from evals.record import Cited, Said

# LlamaIndex's quickstart: chunks of 1,024 tokens with 20 shared, the best two of them.
CHUNK, SHARED, TOP = 1024, 20, 2
CLAUSES = 3

Baseline = Callable[[str, frozenset[str]], tuple[Cited, ...]]


class EmbedderAdapter(BaseEmbedding):  # type: ignore[misc]  # llama_index is untyped here
    """The assistant's embedding model, as LlamaIndex asks for one."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(model_name=embedder.name)
        self._embedder = embedder

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in self._embedder.encode(texts)]


def baselines(
    partition: Partition, embedder: Embedder, clauses: int = CLAUSES, chunks: int = TOP
) -> dict[str, Baseline]:
    """The three baselines over an organisation's partition, by name; the embedder is the partition's own."""
    return {
        "llamaindex": quickstart(partition, embedder, chunks),
        "dense": dense(partition, embedder, clauses),
        "bm25": lambda question, documents: _clauses(partition, partition.lexical(question, clauses, documents)),
    }


def dense(partition: Partition, embedder: Embedder, clauses: int = CLAUSES) -> Baseline:
    """Clauses by the embedding alone."""

    def retrieve(question: str, documents: frozenset[str]) -> tuple[Cited, ...]:
        return _clauses(partition, partition.dense(embedder.encode([question])[0], clauses, documents))

    return retrieve


def quickstart(partition: Partition, embedder: Embedder, chunks: int = TOP) -> Baseline:
    """LlamaIndex's quickstart over the partition's documents, in memory, without a language model."""
    texts = {name: document.text for name, document in partition.documents.items()}
    index = VectorStoreIndex.from_documents(
        [LlamaDocument(text=text, metadata={"file_name": name}) for name, text in texts.items()],
        transformations=[SentenceSplitter(chunk_size=CHUNK, chunk_overlap=SHARED)],
        embed_model=EmbedderAdapter(embedder),
    )

    def retrieve(question: str, documents: frozenset[str]) -> tuple[Cited, ...]:
        retriever = index.as_retriever(similarity_top_k=chunks, filters=_only(documents))
        return tuple(_chunk(found, texts) for found in retriever.retrieve(question))

    return retrieve


def said(system: str, case: str, cited: tuple[Cited, ...], ms: float) -> Said:
    """What a baseline retrieved, as an answer without a verdict."""
    return Said(system, case, outcome=str(Outcome.ANSWERED), citations=cited, ms=ms)


def _only(documents: frozenset[str]) -> Any:
    wanted = MetadataFilter(key="file_name", value=sorted(documents), operator=FilterOperator.IN)
    return MetadataFilters(filters=[wanted])


def _chunk(found: NodeWithScore, texts: dict[str, str]) -> Cited:
    node = found.node
    name = str(node.metadata["file_name"])
    start = int(node.start_char_idx) if node.start_char_idx is not None else texts[name].find(node.text)
    return Cited(name, start, start + len(node.text), label="a chunk", quote=node.text)


def _clauses(partition: Partition, found: list[tuple[str, float]]) -> tuple[Cited, ...]:
    clauses = [partition.clause(key) for key, _ in found]
    return tuple(Cited(c.document, c.start, c.end, c.label, quote=c.text) for c in clauses)
