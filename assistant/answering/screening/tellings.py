"""The trained half of the safeguarding screen: how likely is it that a message tells of someone at risk? numpy only."""

from __future__ import annotations

import itertools
import json
import logging
import math
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.answering.screening.concerns import both_ends
from assistant.models import weights

logger = logging.getLogger(__name__)

Floats = NDArray[np.float32]
Tells = Callable[[str], bool]

FILE = "tellings.json"
PIECE = 400
"""Characters. An encoder of 96 tokens reads about so many; a longer message is looked at piece by piece."""
WORD = re.compile(r"[a-z0-9]+|[?!]")
SENTENCE_ENDS = re.compile(r"(?<=[.?!\n])\s+")


class Encoding(Protocol):
    """What the model needs of an embedder."""

    @property
    def name(self) -> str:
        """The model's name, another whenever its vectors may be others."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """Vectors (n, dimensions) of unit length."""


@dataclass(frozen=True, slots=True)
class TellingModel:
    """A logistic regression over a message's vector and its hashed words.

    `vector` (dimensions,) weighs the embedding, `words` (buckets,) the hashed words and pairs of words. A chance of
    `threshold` or more counts as a telling. `model` names the encoder it was fitted with: of another's vectors it
    knows nothing.
    """

    model: str
    vector: Floats
    words: Floats
    bias: float
    threshold: float

    @classmethod
    def load(cls, folder: Path | None = None) -> TellingModel:
        """Read what `training.tellings` wrote into a folder of weights (else what ships).

        Raises DamagedWeights where it is not what was written, and ValueError, TypeError or KeyError where that is no
        such model.
        """
        facts = json.loads(weights.content(FILE, folder or weights.shipped()))
        return cls(
            model=facts["model"],
            vector=np.asarray(facts["vector"], dtype=np.float32),
            words=np.asarray(facts["words"], dtype=np.float32),
            bias=float(facts["bias"]),
            threshold=float(facts["threshold"]),
        )

    def chance(self, text: str, vector: Floats) -> float:
        """How likely it is (0 to 1) that the text, whose vector (dimensions,) is given, tells of someone at risk."""
        buckets = word_buckets(text, len(self.words))
        words = float(self.words[buckets].sum()) / math.sqrt(max(1, len(buckets)))
        return 1 / (1 + math.exp(-(float(self.vector @ vector) + words + self.bias)))


def word_buckets(text: str, buckets: int) -> list[int]:
    """The buckets (each once) of the text's words and pairs of neighbouring words, its start and end among them."""
    words = ["^", *WORD.findall(text.lower().replace("'", "").replace("’", "")), "$"]
    grams = {*words, *(f"{one} {two}" for one, two in itertools.pairwise(words))}
    return sorted({zlib.crc32(gram.encode()) % buckets for gram in grams})


def pieces(text: str) -> list[str]:
    """The text, or both ends of a very long one, in runs of whole sentences of at most PIECE characters."""
    runs = [""]
    for sentence in (each for end in both_ends(text) for each in _sentences(end)):
        fits = len(runs[-1]) + 1 + len(sentence) <= PIECE
        runs[-1:] = [f"{runs[-1]} {sentence}".strip()] if fits else [runs[-1], sentence]
    return [run for run in runs if run.strip()]


def _sentences(text: str) -> Iterator[str]:
    for sentence in SENTENCE_ENDS.split(text):
        yield from (sentence[start : start + PIECE] for start in range(0, len(sentence), PIECE))


def teller(embedder: Encoding, folder: Path | None = None) -> Tells | None:
    """The trained model's view of whether a message tells of someone at risk; None, logged, where it can't be used."""
    try:
        model = TellingModel.load(folder)
        name = embedder.name
    except Exception:
        logger.exception("The telling model could not be read; the safeguarding screen goes by its rules alone.")
        return None
    if name != model.model:
        logger.warning("The telling model was fitted for %s, not %s: rules alone screen.", model.model, name)
        return None
    return lambda text: _tells(text, model, embedder)


def _tells(text: str, model: TellingModel, embedder: Encoding) -> bool:
    parts = pieces(text)
    if not parts:
        return False
    vectors = embedder.encode(parts)
    return any(model.chance(*each) >= model.threshold for each in zip(parts, vectors, strict=True))
