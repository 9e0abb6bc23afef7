"""Read the best clauses together with the question: the ranker's figures join the others."""

from __future__ import annotations

from collections.abc import Sequence
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
    return ranked(read_together(understood, hits[: weights.reranked], ranker), understood, weights)


def read_together(understood: Understood, hits: Sequence[Hit], ranker: Ranker) -> tuple[Hit, ...]:
    """The hits, in their order, with what the ranker read in question and clause."""
    figures = ranker.rank(understood.asked, [clause_text(hit.clause) for hit in hits])
    verdicts = figures.verdicts if figures.verdicts is not None else [()] * len(hits)
    return tuple(
        replace(hit, settles=float(settles), verdicts=tuple(map(float, each)))
        for hit, settles, each in zip(hits, figures.settles, verdicts, strict=True)
    )
