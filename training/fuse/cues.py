"""The cues of a verdict, weighed on the policies that the models were trained on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from assistant.answering.cues import Cues, cues
from assistant.answering.understand import understand
from assistant.models.ranker import VERDICTS
from training.examples import Example, Material
from training.fuse.asked import question

# A cue must stand in this many examples; fewer would learn single policies by heart.
SEEN = 20
STRENGTH = 0.1


def fit_cues(material: Material, examples: Sequence[Example]) -> Cues:
    """A multinomial logistic regression on the deciding clauses of these examples; unanswerable ones are left out."""
    kept = [each for each in examples if each.gold and each.verdict in VERDICTS]
    told = [cues(understand(question(each)), material.parsed[each.policy][each.gold[0]]) for each in kept]
    counter = CountVectorizer(analyzer=sorted, min_df=SEEN, binary=True)
    fitted = LogisticRegression(C=STRENGTH, max_iter=1000).fit(
        counter.fit_transform(told), [each.verdict for each in kept]
    )
    order = [list(fitted.classes_).index(name) for name in VERDICTS]
    weights = fitted.coef_[order].T.round(3)
    names = counter.get_feature_names_out()
    return Cues(fitted.intercept_[order].round(3), dict(zip(names.tolist(), np.asarray(weights), strict=True)))


def written(cues: Cues) -> dict[str, object]:
    """What `Cues.read` reads."""
    return {"bias": cues.bias.tolist(), "weights": {name: each.tolist() for name, each in cues.weights.items()}}
