"""From a clause's figures to its score, and from scores to chances."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.understand import Form, Understood
from assistant.settings import Linear, Settled, Weights
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
    """The hits with scores, best first; their chances are what "none of these" leaves them."""
    found = _ordered(hits, understood, weights, linear)
    shares, none = _shares([hit.score for hit in found], linear.none)
    return tuple(replace(hit, chance=share * (1 - none)) for hit, share in zip(found, shares, strict=True))


def ranked(hits: Sequence[Hit], understood: Understood, weights: Weights) -> tuple[Hit, ...]:
    """Hits that the ranker has read, best first; their chances share the chance that any settles the question."""
    found = _ordered(hits, understood, weights, weights.ranked)
    shares, _ = _shares([hit.score for hit in found], -math.inf)
    settled = settling(found, shares[0], weights.settled)
    return tuple(replace(hit, chance=share * settled) for hit, share in zip(found, shares, strict=True))


def settling(found: Sequence[Hit], share: float, numbers: Settled) -> float:
    """The chance, from 0 to 1, that one of these settles the question; `share` is the first one's."""
    score = numbers.bias + sum(getattr(numbers, name) * value for name, value in signs(found, share).items())
    return 1.0 / (1.0 + math.exp(-score))


def signs(found: Sequence[Hit], share: float) -> dict[str, float]:
    """What tells whether one of these, best first, settles the question, by its names in `Settled`."""
    most = max(hit.settles for hit in found)
    together = most + math.log(sum(math.exp(hit.settles - most) for hit in found))
    return {"together": together, "first": found[0].settles, "dense": found[0].dense, "share": share}


def _ordered(hits: Sequence[Hit], understood: Understood, weights: Weights, linear: Linear) -> list[Hit]:
    found = [
        replace(
            hit, score=sum(getattr(linear, name) * each for name, each in features(hit, understood, weights).items())
        )
        for hit in hits
    ]
    return sorted(found, key=lambda hit: (-hit.score, hit.clause.document, hit.clause.start))


def _shares(scores: Sequence[float], none: float) -> tuple[list[float], float]:
    """Each score's share of the odds among them, and the chance of none."""
    most = max((*scores, none))
    weighed = [math.exp(score - most) for score in scores]
    whole = sum(weighed)
    left = math.exp(none - most)
    return [each / whole for each in weighed], left / (whole + left)


def binding(understood: Understood, clause: Clause) -> int:
    """1 when the clause binds the group asked about, -1 when it binds others only, 0 when it names nobody."""
    if not clause.binds:
        return 0
    return 1 if understood.binds in clause.binds else -1


def suits(understood: Understood, clause: Clause) -> int:
    """1 when the clause is of the kind the question wants: a rule for "can I", a statement for "who"; else 0."""
    rule = clause.modality not in (Modality.STATES, Modality.DEFINES)
    return int(rule if understood.form is not Form.FACT else not rule)
