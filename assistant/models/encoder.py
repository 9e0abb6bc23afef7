"""The shipped encoder: texts to unit vectors, and to the states halfway up that the ranker reads."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.models import weights

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]

DIMENSIONS = 384
# Twice what training saw (one text in a hundred is longer there): a longer one still loses its end.
LONGEST = 192
# Tokens of one run: enough to keep the cores busy, little enough to waste nothing on padding.
TOKENS_AT_ONCE = 2048


@dataclass(frozen=True, slots=True)
class _Loaded:
    tokenizer: Tokenizer
    lower: InferenceSession
    upper: InferenceSession


class Encoder:
    """The encoder in a folder of weights; loaded at its first use, and usable from several threads at once."""

    def __init__(self, folder: Path | None = None, threads: int = 2) -> None:
        self._folder = folder or weights.shipped()
        self._threads = threads
        self._guard = threading.Lock()
        self._loaded: _Loaded | None = None

    @property
    def folder(self) -> Path:
        """Where its weights lie."""
        return self._folder

    @property
    def name(self) -> str:
        """The model's name, another whenever its vectors may be others; raises DamagedWeights."""
        return weights.model_name(self._folder)

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return DIMENSIONS

    def encode(self, texts: Sequence[str]) -> Floats:
        """Vectors (n, 384) of unit length; raises DamagedWeights at the first use."""
        found = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for places, mask, states in self._runs(texts):
            found[places] = self._load().upper.run(None, {"states": states, "mask": mask})[0]
        return found

    def states(self, texts: Sequence[str]) -> list[Floats]:
        """For each text its states (tokens, 384) after the lower layers; raises DamagedWeights at the first use."""
        found: dict[int, Floats] = {}
        for places, mask, states in self._runs(texts):
            lengths = mask.sum(1)
            found.update((place, states[row, : lengths[row]].copy()) for row, place in enumerate(places))
        return [found[place] for place in range(len(texts))]

    def _runs(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Whole, Floats]]:
        """The texts in groups of like length: places, mask (rows, tokens), lower states (rows, tokens, 384)."""
        if not texts:
            return
        loaded = self._load()
        ids = [found.ids for found in loaded.tokenizer.encode_batch(list(texts))]
        for places in grouped([len(each) for each in ids]):
            rows, mask = _padded([ids[place] for place in places])
            yield places, mask, loaded.lower.run(None, {"ids": rows, "mask": mask})[0]

    def _load(self) -> _Loaded:
        with self._guard:
            if self._loaded is None:
                self._loaded = _Loaded(
                    _tokenizer(self._folder),
                    weights.graph(weights.LOWER, self._folder, self._threads),
                    weights.graph(weights.UPPER, self._folder, self._threads),
                )
            return self._loaded


def grouped(lengths: Sequence[int], tokens: int = TOKENS_AT_ONCE) -> Iterator[list[int]]:
    """Places grouped by length, so that a group padded to its longest holds at most about `tokens` tokens."""
    group: list[int] = []
    for place in sorted(range(len(lengths)), key=lambda place: lengths[place]):
        if group and (len(group) + 1) * lengths[place] > tokens:
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def _padded(ids: Sequence[Sequence[int]]) -> tuple[Whole, Whole]:
    rows = np.zeros((len(ids), max(map(len, ids))), dtype=np.int64)
    mask = np.zeros_like(rows)
    for row, each in enumerate(ids):
        rows[row, : len(each)] = each
        mask[row, : len(each)] = 1
    return rows, mask


def _tokenizer(folder: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    found = Tokenizer.from_str(weights.content(weights.TOKENIZER, folder).decode("utf-8"))
    found.no_padding()
    found.enable_truncation(LONGEST)
    return found
