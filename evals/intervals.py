"""Means with their 95 % intervals, and differences of means with theirs.

Values of 0 and 1 get Wilson's score interval (1927), which says something at 0 of 218 too; shares get a bootstrap
over the cases (Efron 1979, percentile method). Differences between two groups: Newcombe's hybrid score interval
(1998, method 10), else bootstrap. Differences on the same cases: bootstrap over the cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SEED = 20261120
RESAMPLES = 2000
Z = 1.959964


@dataclass(frozen=True, slots=True)
class Measure:
    """A mean over `cases` cases with its 95 % interval; `total` is the sum (a count for 0/1 values)."""

    value: float
    low: float
    high: float
    cases: int
    total: float


def summarise(values: Sequence[float]) -> Measure:
    """The mean of values (n,), n ≥ 1, and its interval; the same for the same values."""
    sample = np.asarray(values, dtype=np.float64)
    low, high = wilson(sample.sum(), len(sample)) if _binary(sample) else _percentiles(_resampled(sample, SEED))
    return Measure(float(sample.mean()), low, high, len(sample), float(sample.sum()))


def paired(differences: Sequence[float]) -> Measure:
    """The mean difference of two systems on the same cases (n,), n ≥ 1, with its bootstrap interval."""
    sample = np.asarray(differences, dtype=np.float64)
    low, high = _percentiles(_resampled(sample, SEED))
    return Measure(float(sample.mean()), low, high, len(sample), float(sample.sum()))


def difference(ours: Sequence[float], others: Sequence[float]) -> Measure:
    """The mean of `ours` (n,) less that of `others` (m,), n and m ≥ 1; `cases` counts `ours`."""
    one, other = np.asarray(ours, dtype=np.float64), np.asarray(others, dtype=np.float64)
    if _binary(one) and _binary(other):
        low, high = _newcombe(one, other)
    else:
        low, high = _percentiles(_resampled(one, SEED) - _resampled(other, SEED + 1))
    return Measure(float(one.mean() - other.mean()), low, high, len(one), float(one.sum()))


def wilson(hits: float, of: int) -> tuple[float, float]:
    """Wilson's score interval of `hits` among `of` ≥ 1; it holds their share, however that is rounded."""
    share = hits / of
    middle = share + Z * Z / (2 * of)
    half = Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    shrunk = 1 + Z * Z / of
    return max(0.0, min(share, (middle - half) / shrunk)), min(1.0, max(share, (middle + half) / shrunk))


def _newcombe(one: Array, other: Array) -> tuple[float, float]:
    p, q = float(one.mean()), float(other.mean())
    (p_low, p_high), (q_low, q_high) = wilson(one.sum(), len(one)), wilson(other.sum(), len(other))
    return p - q - sqrt((p - p_low) ** 2 + (q_high - q) ** 2), p - q + sqrt((p_high - p) ** 2 + (q - q_low) ** 2)


def _binary(sample: Array) -> bool:
    return bool(np.isin(sample, (0.0, 1.0)).all())


def _resampled(sample: Array, seed: int) -> Array:
    """The means of resamples (RESAMPLES,), drawn as counts of the values that occur."""
    values, counts = np.unique(sample, return_counts=True)
    drawn = np.random.default_rng(seed).multinomial(len(sample), counts / len(sample), size=RESAMPLES)
    means: Array = drawn @ values / len(sample)
    return means


def _percentiles(means: Array) -> tuple[float, float]:
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)
