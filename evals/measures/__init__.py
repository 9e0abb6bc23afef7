"""Measures of answers against cases, without a judge: pure arithmetic on offsets and words.

A value is 1.0 or 0.0 for a case (a share for the precisions and recalls); a measure is the mean over
the cases to which it applies, with its interval.
"""

from __future__ import annotations

from evals.measures.clauses import first
from evals.measures.pairs import Pair, answerable, carded, disclosure, found_at
from evals.measures.said import declined, outcome, verdict
from evals.measures.table import MEASURES, has_verdict, measure, right_clause, values

__all__ = [
    "MEASURES",
    "Pair",
    "answerable",
    "carded",
    "declined",
    "disclosure",
    "first",
    "found_at",
    "has_verdict",
    "measure",
    "outcome",
    "right_clause",
    "values",
    "verdict",
]
