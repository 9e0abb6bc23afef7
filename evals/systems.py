"""What is asked, as changes of the assistant's numbers: as it ships, never declining, with parts off, untuned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.settings import Linear, Weights

SYSTEM = "assistant"
UNDECLINING = "never declining"
UNTUNED = "untuned"

Change = Callable[[Weights], Weights]


@dataclass(frozen=True, slots=True)
class Variant:
    """The assistant with some of its numbers changed."""

    name: str
    change: Change

    @property
    def idle(self) -> bool:
        """Whether it changes nothing: the part is off in this build already."""
        return self.change(Weights()) == Weights()


def never_declining(weights: Weights) -> Weights:
    """Answers every question that finds a clause at all."""
    return replace(weights, answer_from=0.0)


def always_declining(weights: Weights) -> Weights:
    """Answers none that must be searched for, and so tells of each the chance that the policy settles it."""
    return replace(weights, answer_from=2.0)


def untuned(weights: Weights) -> Weights:
    """The untuned model with BM25 as it did best before anything was trained (LOG.md, 2026-11-21).

    The proportions are those fitted then; scale and `none` were fitted to them on 250 training questions over five
    policies, and the threshold declines about as many (half) as did the one that shipped.
    """
    combined = Linear(dense=15.0, lexical=10.5, none=7.4, bound=0.45, rule=0.3)
    return replace(weights, half_lexical=16.0, found=combined, rerank=False, answer_from=0.85)


def without(**off: float) -> Change:
    """Both scores with these figures weighed so, before the ranker and with it."""

    def change(weights: Weights) -> Weights:
        return replace(weights, found=replace(weights.found, **off), ranked=replace(weights.ranked, **off))

    return change


def without_ranker(weights: Weights) -> Weights:
    """No ranker: its figure and its verdicts both."""
    return replace(weights, rerank=False)


def embedding_alone(weights: Weights) -> Weights:
    """Clauses by the tuned embedding, and nothing else."""
    return without_ranker(without(lexical=0.0, known=0.0, bound=0.0, rule=0.0)(weights))


WHOLE = Variant("the whole assistant", lambda weights: weights)
PARTS = (
    Variant("without the joint ranker", without_ranker),
    Variant("without the known questions", without(known=0.0)),
    Variant("without BM25", without(lexical=0.0)),
    Variant("without whom it binds", without(bound=0.0)),
    Variant("without rule or fact", without(rule=0.0)),
)
EMBEDDING_ALONE = Variant("the tuned embedding alone", embedding_alone)
BEST_UNTUNED = Variant("best untuned combination", untuned)
