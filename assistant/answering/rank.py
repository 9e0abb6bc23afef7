"""Read the best clauses together with the question: the ranker's figures join the others."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.scoring import ranked
from assistant.answering.understand import Understood
from assistant.models.ranker import Ranker
from assistant.models.texts import clause_text
from assistant.settings import Weights
from assistant.values import Hit


def rank(understood: Understood, hits: tuple[Hit, ...], ranker: Ranker | None, weights: Weights) -> tuple[Hit, ...]:
    """The first `weights.reranked` hits in the ranker's light, best first; all as they were where there is none."""
    if ranker is None or not weights.rerank or not hits:
        return hits
    read = hits[: weights.reranked]
    figures = ranker.rank(understood.asked, [clause_text(hit.clause) for hit in read])
    verdicts = figures.verdicts if figures.verdicts is not None else [()] * len(read)
    told = [
        replace(hit, settles=float(settles), verdicts=tuple(map(float, each)))
        for hit, settles, each in zip(read, figures.settles, verdicts, strict=True)
    ]
    return ranked(told, understood, weights)
