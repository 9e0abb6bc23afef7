"""Search by word: BM25 with English stems; the one home of bm25s and PyStemmer."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

from assistant.values import Clause


class Words:
    """A BM25 index over clauses, in the order given; a clause's headings and stem count too."""

    def __init__(self, ranker: bm25s.BM25 | None, size: int) -> None:
        self._ranker = ranker
        self._tokens = Tokens()
        self.size = size

    @classmethod
    def build(cls, clauses: Sequence[Clause], k1: float, b: float) -> Words:
        """Index the clauses in memory."""
        tokens = Tokens()
        lists = [tokens(searched_text(clause)) for clause in clauses]
        if not any(lists):
            return cls(None, len(clauses))
        ranker = bm25s.BM25(k1=k1, b=b, method="lucene")
        ranker.index(lists, show_progress=False)
        return cls(ranker, len(clauses))

    @classmethod
    def load(cls, folder: Path, size: int) -> Words:
        """Load what `save` wrote for `size` clauses; raises ValueError when it holds another number."""
        if not folder.is_dir():
            raise FileNotFoundError(folder)
        if not any(folder.iterdir()):
            return cls(None, size)
        ranker = bm25s.BM25.load(folder, load_corpus=False, show_progress=False)
        if ranker.scores["num_docs"] != size:
            raise ValueError(f"{folder} holds {ranker.scores['num_docs']} clauses, not {size}")
        return cls(ranker, size)

    def save(self, folder: Path) -> None:
        """Write into a fresh folder; empty when no clause holds a word."""
        folder.mkdir()
        if self._ranker is not None:
            self._ranker.save(folder, show_progress=False)

    def stems(self, text: str) -> list[str]:
        """The words of `text` as they are searched for."""
        return self._tokens(text)

    def scores(self, text: str) -> NDArray[np.float32]:
        """A BM25 score a clause (n,), 0 where no word is shared."""
        tokens = self._tokens(text)
        if self._ranker is None or not tokens:
            return np.zeros(self.size, dtype=np.float32)
        return np.asarray(self._ranker.get_scores(tokens), dtype=np.float32)


class Tokens:
    """A text's words in lower case, without stop words, stemmed."""

    def __init__(self) -> None:
        self._stemmer = Stemmer.Stemmer("english")
        # PyStemmer keeps state while it works: two threads at once would mix their words.
        self._lock = threading.Lock()

    def __call__(self, text: str) -> list[str]:
        """The stems of `text`, in order, repeats kept."""
        with self._lock:
            found = bm25s.tokenize(
                [text],
                stopwords="en_plus",
                stemmer=self._stemmer,
                return_ids=False,
                show_progress=False,
                allow_empty=True,
            )
        return [token for token in found[0] if token]


def searched_text(clause: Clause) -> str:
    """The words that BM25 knows a clause by: its heading path, its stem and its own words."""
    return "\n".join(part for part in (" > ".join(clause.headings), clause.stem, clause.text) if part)
