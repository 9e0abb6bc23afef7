"""The best candidates read by the ranker, and a logistic curve on what it read: does any settle the question?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

from assistant.answering.rank import read_together
from assistant.answering.scoring import ranked, signs
from assistant.models.ranker import Ranker
from assistant.settings import Linear, Weights
from assistant.values import Hit
from training.fuse.asked import Asked
from training.fuse.logit import FOLDS, Numbers, folds, table, vector_of


def read(asked: Asked, linear: Linear, ranker: Ranker | None, weights: Weights) -> Asked:
    """The best candidates alone, with the ranker's figures; the deciding one may be lost on the way."""
    scores = table([asked], weights)[0][0] @ vector_of(linear)
    best = [int(place) for place in np.argsort(-scores[: len(asked.hits)])[: weights.reranked]]
    hits = tuple(asked.hits[place] for place in best)
    if ranker is not None:
        hits = read_together(asked.understood, hits, ranker)
    gold = best.index(asked.gold) if asked.gold in best else -1 if asked.gold == -1 else -2
    return replace(asked, hits=hits, gold=gold)


def settled_chances(found: Sequence[Asked], weights: Weights, linear: Linear) -> list[Numbers]:
    """Each question's chances, of its clauses and of none, with the curve of `Settled` fitted without its fold."""
    told = [ranked(each.hits, each.understood, replace(weights, ranked=linear)) for each in found]
    named = [signs(hits, hits[0].chance / sum(hit.chance for hit in hits)) for hits in told]
    rows = np.array([list(each.values()) for each in named])
    answerable = np.array([each.gold != -1 for each in found])
    whole = LogisticRegression(C=10, max_iter=2000).fit(rows, answerable)
    print("settled =", dict(zip(named[0], whole.coef_[0].round(2), strict=True)), "bias", whole.intercept_.round(2))
    fold = folds(found)
    part = np.array([fold[each.example.policy] for each in found])
    settled = np.zeros(len(found))
    for number in range(FOLDS):
        curve = LogisticRegression(C=10, max_iter=2000).fit(rows[part != number], answerable[part != number])
        settled[part == number] = curve.predict_proba(rows[part == number])[:, 1]
    print(f"settled AUC {roc_auc_score(answerable, settled):.3f}")
    return [_placed(each, hits, chance) for each, hits, chance in zip(found, told, settled, strict=True)]


def _placed(asked: Asked, hits: Sequence[Hit], settled: float) -> Numbers:
    """Chances in the order of the question's hits, that of none behind them."""
    whole = sum(hit.chance for hit in hits)
    share = {hit.clause.key: hit.chance / whole for hit in hits}
    return np.array([*(settled * share[hit.clause.key] for hit in asked.hits), 1 - settled])
