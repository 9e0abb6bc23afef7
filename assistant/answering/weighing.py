"""What each of several documents says to one question, all weighed together: answers it, speaks near it, or nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

from assistant.answering.choose import choose
from assistant.answering.message.message import read
from assistant.answering.pipeline import Index, Parts
from assistant.answering.rank import rank
from assistant.answering.retrieve import retrieve
from assistant.answering.scoring import settling
from assistant.answering.short.answer import short_answer
from assistant.answering.understand import Form, Understood, understand
from assistant.comparing import Key, Says, Weighed
from assistant.settings import Weights
from assistant.values import Hit, Question, Verdict

STRICTER = {Form.PERMISSION: Verdict.NO, Form.PROHIBITION: Verdict.YES}
"""By the question's form the verdict that asks more; of a duty and its absence, or two facts, neither is taken."""


def weigh(question: Question, among: Mapping[str, tuple[Parts, frozenset[str]]]) -> Weighed:
    """Weigh the documents of each organisation (its slug, its parts, file names) against one another."""
    question = replace(question, text=read(question.text).question)
    understood = understand(question)
    found: dict[Key, tuple[Hit, ...]] = {}
    told: set[Key] = set()
    for slug, (parts, documents) in among.items():
        index = parts.open_index()
        found |= _found(slug, documents, understood, index, parts)
        own = (replace(question, organisation=slug, document=document) for document in documents)
        told |= {(slug, each.document) for each in own if _told(each, understood, index, parts)}
    weights = next((parts.weights for parts, _ in among.values()), Weights())
    return Weighed(_says(found, told, weights), STRICTER.get(understood.form))


def chances(found: Mapping[Key, tuple[Hit, ...]], weights: Weights) -> dict[Key, float]:
    """The chance that each document's clauses settle the question, the best one's share taken of all that were read.

    Hits that no ranker has read keep the chances they came with.
    """
    scores = [hit.score for hits in found.values() for hit in hits]
    most = max(scores, default=0.0)
    whole = sum(math.exp(score - most) for score in scores)

    def chance(hits: tuple[Hit, ...]) -> float:
        if not any(hit.settles for hit in hits):
            return sum(hit.chance for hit in hits)
        return settling(hits, math.exp(hits[0].score - most) / whole, weights.settled)

    return {key: chance(hits) for key, hits in found.items()}


def _found(
    slug: str, documents: Iterable[str], understood: Understood, index: Index, parts: Parts
) -> dict[Key, tuple[Hit, ...]]:
    """The best clauses of each document for the question."""
    vector = parts.encode([understood.asked])[0]
    found: dict[Key, tuple[Hit, ...]] = {}
    for document in sorted(documents):
        hits = retrieve(understood, vector, index, frozenset({document}), parts.weights)
        found[slug, document] = rank(understood, hits, parts.ranker, parts.weights)
    return found


def _says(found: Mapping[Key, tuple[Hit, ...]], told: set[Key], weights: Weights) -> dict[Key, Says]:
    settled = chances(found, weights)

    def says(key: Key, hits: tuple[Hit, ...]) -> Says:
        if key in told:
            return Says.ANSWERS
        if not hits or hits[0].score < weights.near_from:
            return Says.NOTHING
        return Says.ANSWERS if settled[key] >= weights.answer_from else Says.NEAR

    ordered = sorted(found, key=lambda key: (key not in told, -found[key][0].score if found[key] else math.inf))
    return {key: says(key, found[key]) for key in ordered}


def _told(question: Question, understood: Understood, index: Index, parts: Parts) -> bool:
    """Whether the document answers without a search: a fact about it, or an answer that a person approved."""
    chosen = choose(question, understood, index.policies)
    if short_answer(question, understood, index, chosen, parts.organisation):
        return True
    return not question.history and index.approved(question.text, question.role, chosen.documents) is not None
