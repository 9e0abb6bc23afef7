"""A conditional logit: the clauses found for a question, and "none of these", compete; cross-validated by policy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

from assistant.answering.scoring import features
from assistant.settings import Linear, Weights
from training.fuse.asked import Asked

Numbers = NDArray[np.float64]
NAMES = tuple(field.name for field in fields(Linear) if field.name != "none")
FOLDS = 5
RIDGE = 0.5
NEVER = -1e6


def table(found: Sequence[Asked], weights: Weights) -> tuple[Numbers, Numbers, NDArray[np.int64]]:
    """Figures (n, k, names), which places hold a clause (n, k), and the target (n; k is "none")."""
    most = max(len(each.hits) for each in found)
    figures, there = np.zeros((len(found), most, len(NAMES))), np.zeros((len(found), most))
    for row, each in enumerate(found):
        for place, hit in enumerate(each.hits):
            told = features(hit, each.understood, weights)
            figures[row, place] = [told[name] for name in NAMES]
            there[row, place] = 1.0
    return figures, there, np.array([each.gold if each.gold >= 0 else most for each in found])


def chances(figures: Numbers, there: Numbers, numbers: Numbers) -> Numbers:
    """Of each place, and of "none" in the last column: (n, k + 1)."""
    scores = np.where(there > 0, figures @ numbers[:-1], -1e9)
    scores = np.concatenate((scores, np.full((len(scores), 1), numbers[-1])), axis=1)
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def fit(found: Sequence[Asked], weights: Weights, used: Sequence[str], settled_only: bool = False) -> Linear:
    """The weights of the figures named, the others 0, that make the deciding clauses (or none) likeliest.

    With `settled_only` near misses are left out, and "none" with them: the order alone is fitted.
    """
    kept = [each for each in found if each.gold >= (0 if settled_only else -1)]
    figures, there, target = table(kept, weights)
    free = np.array([*(name in used for name in NAMES), not settled_only], dtype=float)
    chosen = np.zeros((len(kept), there.shape[1] + 1))
    chosen[np.arange(len(kept)), target] = 1.0

    def loss(numbers: Numbers) -> tuple[float, Numbers]:
        numbers = np.append((numbers * free)[:-1], NEVER) if settled_only else numbers * free
        told = chances(figures, there, numbers)
        wrong = told - chosen
        slope = np.append(np.einsum("nk,nkf->f", wrong[:, :-1], figures), wrong[:, -1].sum())
        value = -np.log(np.maximum(told[np.arange(len(kept)), target], 1e-12)).sum()
        return float(value + RIDGE * (numbers[:-1] ** 2).sum() / 2), (slope + RIDGE * np.append(numbers[:-1], 0)) * free

    solved = minimize(loss, np.zeros(len(NAMES) + 1), jac=True, method="L-BFGS-B").x * free
    return Linear(**{name: round(float(value), 3) for name, value in zip((*NAMES, "none"), solved, strict=True)})


def vector_of(linear: Linear, none: bool = False) -> Numbers:
    """The weights in the order of NAMES, with that of "none" behind them if wanted."""
    return np.array([getattr(linear, name) for name in (*NAMES, *(["none"] if none else []))])


def crossed(found: Sequence[Asked], weights: Weights, used: Sequence[str], settled_only: bool = False) -> list[Numbers]:
    """Each question's chances under weights fitted without its policy's fold."""
    fold = folds(found)
    told: list[Numbers] = [np.zeros(0)] * len(found)
    for number in range(FOLDS):
        linear = fit([each for each in found if fold[each.example.policy] != number], weights, used, settled_only)
        for place, each in enumerate(found):
            if fold[each.example.policy] == number:
                figures, there, _ = table([each], weights)
                told[place] = chances(figures, there, vector_of(linear, none=True))[0]
    return told


def folds(found: Sequence[Asked]) -> dict[str, int]:
    """The fold of each policy."""
    names = sorted({each.example.policy for each in found})
    return {name: place % FOLDS for place, name in enumerate(names)}
