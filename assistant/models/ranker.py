"""Rankers: a question read together with each clause; does the clause settle it, and with which verdict?"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.models import weights
from assistant.models.encoder import DIMENSIONS, Floats, Whole, grouped

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from sentence_transformers import CrossEncoder

Halves = NDArray[np.float16]

VERDICTS = ("yes", "no", "conditional", "info")
# Lower states kept, in clauses: about 40 kB each, so 160 MB when full.
CLAUSES_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Ranked:
    """For n clauses: how well each settles the question (n,), unbounded; chances of VERDICTS (n, 4), if it tells."""

    settles: Floats
    verdicts: Floats | None


class Ranker(Protocol):
    """Reads a question, written by `question_text`, together with clauses, written by `clause_text`."""

    def rank(self, question: str, clauses: Sequence[str]) -> Ranked:
        """A figure a clause, in the order given."""


class Halfway(Protocol):
    """An encoder that gives the states that the shipped ranker goes on from, and tells where its weights lie."""

    @property
    def folder(self) -> Path:
        """The folder of weights."""

    def states(self, texts: Sequence[str]) -> list[Floats]:
        """For each text its states (tokens, 384)."""


class JointRanker:
    """The shipped ranker: three layers over the encoder's states, those of clauses kept from question to question."""

    def __init__(self, encoder: Halfway, threads: int = 2, kept: int = CLAUSES_KEPT) -> None:
        self._encoder = encoder
        self._threads = threads
        self._kept = kept
        self._states: OrderedDict[str, Halves] = OrderedDict()
        self._guard = threading.Lock()
        self._session: InferenceSession | None = None

    def rank(self, question: str, clauses: Sequence[str]) -> Ranked:
        """Figures of n clauses; raises DamagedWeights at the first use."""
        settles = np.zeros(len(clauses), dtype=np.float32)
        verdicts = np.zeros((len(clauses), len(VERDICTS)), dtype=np.float32)
        if clauses:
            asked = self._encoder.states([question])[0]
            read = self._read(clauses)
            for places in grouped([len(asked) + len(each) for each in read]):
                inputs = _joined(asked, [read[place] for place in places])
                settles[places], verdicts[places] = self._loaded().run(None, inputs)
        return Ranked(settles, _chances(verdicts))

    def _read(self, clauses: Sequence[str]) -> list[Halves]:
        """The clauses' lower states, each worked out once while it is kept."""
        with self._guard:
            found = {text: self._states[text] for text in clauses if text in self._states}
        new = [text for text in dict.fromkeys(clauses) if text not in found]
        fresh = self._encoder.states(new)
        found.update((text, states.astype(np.float16)) for text, states in zip(new, fresh, strict=True))
        with self._guard:
            for text, states in found.items():
                self._states[text] = states
                self._states.move_to_end(text)
            while len(self._states) > self._kept:
                self._states.popitem(last=False)
        return [found[text] for text in clauses]

    def _loaded(self) -> InferenceSession:
        with self._guard:
            if self._session is None:
                self._session = weights.graph(weights.JOINT, self._encoder.folder, self._threads)
            return self._session


class CrossEncoderRanker:
    """Any cross-encoder of sentence-transformers, by path or name; it tells no verdicts. Loaded at its first use."""

    def __init__(self, name_or_path: str) -> None:
        self._where = name_or_path
        self._guard = threading.Lock()
        self._model: CrossEncoder | None = None

    def rank(self, question: str, clauses: Sequence[str]) -> Ranked:
        """The model's own scores of n clauses."""
        if not clauses:
            return Ranked(np.zeros(0, dtype=np.float32), None)
        with self._guard:
            found = self._loaded().predict([(question, clause) for clause in clauses], show_progress_bar=False)
        return Ranked(np.asarray(found, dtype=np.float32).reshape(len(clauses)), None)

    def _loaded(self) -> CrossEncoder:
        if self._model is None:
            from sentence_transformers import CrossEncoder

            self._model = CrossEncoder(self._where, device="cpu")
        return self._model


def ranker_named(name: str, encoder: Halfway) -> Ranker | None:
    """The ranker of a setting: "" is the shipped one, None when none ships; else a cross-encoder's path or name."""
    if name:
        return CrossEncoderRanker(name)
    return JointRanker(encoder) if weights.has(weights.JOINT, encoder.folder) else None


def _joined(asked: Floats, clauses: Sequence[Halves]) -> dict[str, Floats | Whole]:
    """Question and clause behind one another, padded to the longest."""
    width = len(asked) + max(map(len, clauses))
    states = np.zeros((len(clauses), width, DIMENSIONS), dtype=np.float32)
    segments = np.zeros((len(clauses), width), dtype=np.int64)
    mask = np.zeros_like(segments)
    states[:, : len(asked)] = asked
    segments[:, len(asked) :] = 1
    for row, clause in enumerate(clauses):
        end = len(asked) + len(clause)
        states[row, len(asked) : end] = clause
        mask[row, :end] = 1
    return {"states": states, "segments": segments, "mask": mask}


def _chances(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)
