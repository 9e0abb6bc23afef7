"""Generations on disk: what was read, its clauses and their vectors, searchable by meaning and by word."""

from assistant.index.embedder import Embedder, SentenceTransformerEmbedder, embedder_named
from assistant.index.generations import roll_back
from assistant.index.partition import Partition
from assistant.index.shelf import Shelf
from assistant.index.store import Stamp

__all__ = ["Embedder", "Partition", "SentenceTransformerEmbedder", "Shelf", "Stamp", "embedder_named", "roll_back"]
