"""Known questions matched to a new one: the shipped bank, carried over to clauses that say the same, and our own.

A new question is nearer to another question than to a clause. The shipped bank is a file of whole-number vectors:
a row a question and a row for the clause that settled it, from the training set (`python -m training.bank`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from assistant.index.embedder import Embedder, Vectors
from assistant.models import weights
from assistant.models.weights import DamagedWeights

log = logging.getLogger(__name__)

Rows = NDArray[np.intp]

FILE = "bank.npz"
LARGEST = 127
# Our clauses compared with the bank's at once: 2,000 x 4,000 cosines are 32 MB.
STEP = 2000

# A clause of ours gets the questions of the bank's clauses with this cosine or more, of the nearest so many.
CARRY_FROM = 0.4
CARRIED_CLAUSES = 20
# A known question counts by how much nearer it is than this share of the bank's questions: the nearest of any few
# thousand questions is near without meaning the same. Without the floor the bank did harm (evals/LOG.md).
FLOOR_SHARE = 0.95
# The floor where there is no bank to tell it.
FLOOR_ALONE = 0.4


@dataclass(frozen=True, slots=True)
class Links:
    """Which question (row) bears on which clause (row) with what weight, in the order of the clauses."""

    clauses: Rows
    asked: Rows
    weights: Vectors

    def scores(self, cosines: Vectors, floor: float, size: int) -> Vectors:
        """For each of `size` clauses the most that a known question is above the floor, weighted; 0 for none: (size,).

        `cosines` are those of the question asked with each known question.
        """
        scores = np.zeros(size, dtype=np.float32)
        if len(self.clauses):
            each = np.maximum(cosines - floor, 0)[self.asked] * self.weights
            firsts = np.flatnonzero(np.diff(self.clauses, prepend=-1))
            scores[self.clauses[firsts]] = np.maximum.reduceat(each, firsts)
        return scores


def link(pairs: Sequence[tuple[int, int]]) -> Links:
    """Links of full weight from (clause, question) pairs in any order."""
    table = np.asarray(sorted(pairs), dtype=np.intp).reshape(-1, 2)
    return Links(table[:, 0], table[:, 1], np.ones(len(table), dtype=np.float32))


@dataclass(frozen=True, slots=True)
class ShippedBank:
    """The bank as read: `questions` (q, d) as floats, `clauses` (c, d), the clause (row) of each question, rising."""

    model: str
    questions: Vectors
    clauses: NDArray[np.int8]
    settled_by: Rows

    def cosines(self, vector: Vectors) -> Vectors:
        """The cosine of a vector (d,) with each question: (q,)."""
        return np.asarray(self.questions @ np.asarray(vector, dtype=np.float32))

    def carry(self, vectors: Vectors, least: float = CARRY_FROM, nearest: int = CARRIED_CLAUSES) -> Links:
        """The bank's questions on clauses with these vectors (n, d), by the clauses' cosine where that is `least`."""
        pairs = list(self._alike(vectors, least, nearest))
        ours, theirs, cosines = (np.concatenate(part) for part in zip(*pairs, strict=True)) if pairs else _nothing()
        first = np.searchsorted(self.settled_by, np.arange(len(self.clauses) + 1))
        counts = np.diff(first)[theirs]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return Links(np.repeat(ours, counts), np.repeat(first[theirs], counts) + within, np.repeat(cosines, counts))

    def _alike(self, vectors: Vectors, least: float, nearest: int) -> Iterator[tuple[Rows, Rows, Vectors]]:
        clauses = floats(self.clauses).T
        for start in range(0, len(vectors), STEP):
            cosines = vectors[start : start + STEP] @ clauses
            place = max(cosines.shape[1] - nearest, 0)
            lowest = np.maximum(np.partition(cosines, place, axis=1)[:, place], least)
            ours, theirs = np.nonzero(cosines >= lowest[:, None])
            yield ours + start, theirs, cosines[ours, theirs]


def whole_numbers(vectors: Vectors) -> NDArray[np.int8]:
    """Directions as int8 (n, d): each row's largest number becomes 127."""
    largest = np.abs(vectors).max(axis=1, keepdims=True, initial=1e-9)
    return np.asarray(np.rint(vectors / largest * LARGEST), dtype=np.int8)


def floats(rows: NDArray[np.int8]) -> Vectors:
    """What `whole_numbers` wrote as vectors of unit length (n, d); a cosine is off by a thousandth at most."""
    found = rows.astype(np.float32)
    return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def write(path: Path, model: str, questions: Vectors, settled_by: Rows, clauses: Vectors) -> str:
    """Write a bank; the same content gives the same bytes. Returns their SHA-256 in hex."""
    order = np.argsort(settled_by, kind="stable")
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(
        path,
        model=np.asarray(model),
        questions=whole_numbers(questions[order]),
        settled_by=settled_by[order].astype(np.int32),
        clauses=whole_numbers(clauses),
    )
    return sha256(path.read_bytes()).hexdigest()


def read(content: bytes) -> ShippedBank:
    """A bank from its file's bytes; raises ValueError or KeyError when they are none."""
    try:
        with np.load(BytesIO(content), allow_pickle=False) as stored:
            settled_by = stored["settled_by"].astype(np.intp)
            return ShippedBank(str(stored["model"]), floats(stored["questions"]), stored["clauses"], settled_by)
    except (BadZipFile, EOFError) as error:
        raise ValueError(f"it is no archive of arrays ({error})") from error


def shipped(embedder: Embedder, folder: Path | None = None) -> ShippedBank | None:
    """The bank inside the package; None, with a line in the log, when this embedder did not make its vectors."""
    folder = folder or weights.shipped()
    if not weights.has(FILE, folder):
        log.info("No bank of known questions ships.")
        return None
    try:
        bank, model = read(weights.content(FILE, folder)), embedder.name
    except (DamagedWeights, ValueError, KeyError) as error:
        log.warning("The bank of known questions can't be read (%s); going on without it.", error)
        return None
    if bank.model != model:
        log.info("The bank of known questions was made with %s, not %s; going on without it.", bank.model, model)
        return None
    return bank


def _nothing() -> tuple[Rows, Rows, Vectors]:
    return np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0, np.float32)
