"""The model of the verdict, fitted on the deciding clauses: what it guesses, each policy left out in turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from assistant.answering.cues import Cues
from assistant.answering.verdicts import VerdictModel, features, verdict_chances
from assistant.models.ranker import VERDICTS
from training.fuse.asked import Asked
from training.fuse.logit import FOLDS, Numbers, folds


def verdict_models(found: Sequence[Asked], cues: Cues) -> dict[str, VerdictModel]:
    """For each policy a model fitted without its fold."""
    fold = folds(found)
    rest = [[each for each in found if fold[each.example.policy] != number] for number in range(FOLDS)]
    models = [fit_verdicts(each, cues) for each in rest]
    return {name: models[number] for name, number in fold.items()}


def fit_verdicts(found: Sequence[Asked], cues: Cues) -> VerdictModel:
    """A multinomial logistic regression on the deciding clauses of answerable questions, beside the cues."""
    kept = [each for each in found if each.gold >= 0]
    rows = np.array([features(each.understood, each.hits[each.gold], cues) for each in kept])
    fitted = LogisticRegression(C=0.3, max_iter=2000, fit_intercept=False).fit(rows, [e.example.verdict for e in kept])
    order = [list(fitted.classes_).index(name) for name in VERDICTS]
    return VerdictModel(fitted.coef_[order], cues)


def verdicts(
    found: Sequence[Asked], told: Sequence[Numbers], models: Mapping[str, VerdictModel]
) -> list[tuple[str, float]]:
    """For each question the likeliest verdict of its best clause, and its chance times the clause's."""
    guessed = []
    for each, t in zip(found, told, strict=True):
        best = int(np.argmax(t[: len(each.hits)]))
        says = verdict_chances(each.understood, each.hits[best], models.get(each.example.policy))
        verdict = max(says, key=lambda one: says[one])
        guessed.append((verdict.value, says[verdict] * float(t[best])))
    return guessed
