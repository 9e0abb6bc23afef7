"""From a clause's figures to its score, and from scores to chances."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.understand import Form, Understood
from assistant.settings import Linear, Weights
from assistant.values import Clause, Hit, Modality


def features(hit: Hit, understood: Understood, weights: Weights) -> dict[str, float]:
    """The figures that are weighed, by their names in `Linear`."""
    return {
        "dense": hit.dense,
        "lexical": hit.lexical / (hit.lexical + weights.half_lexical),
        "known": hit.known,
        "bound": binding(understood, hit.clause),
        "rule": suits(understood, hit.clause),
        "ranker": hit.settles,
    }


def scored(hits: Sequence[Hit], understood: Understood, weights: Weights, linear: Linear) -> tuple[Hit, ...]:
    """The hits with scores and chances, best first."""
    found = [(hit, features(hit, understood, weights)) for hit in hits]
    scores = [sum(getattr(linear, name) * value for name, value in each.items()) for _, each in found]
    most = max((*scores, linear.none))
    weighed = [math.exp(score - most) for score in scores]
    whole = sum(weighed) + math.exp(linear.none - most)
    told = (
        replace(hit, score=score, chance=part / whole)
        for (hit, _), score, part in zip(found, scores, weighed, strict=True)
    )
    return tuple(sorted(told, key=lambda hit: (-hit.score, hit.clause.document, hit.clause.start)))


def binding(understood: Understood, clause: Clause) -> int:
    """1 when the clause binds the group asked about, -1 when it binds others only, 0 when it names nobody."""
    if not clause.binds:
        return 0
    return 1 if understood.binds in clause.binds else -1


def suits(understood: Understood, clause: Clause) -> int:
    """1 when the clause is of the kind the question wants: a rule for "can I", a statement for "who"; else 0."""
    rule = clause.modality not in (Modality.STATES, Modality.DEFINES)
    return int(rule if understood.form is not Form.FACT else not rule)
