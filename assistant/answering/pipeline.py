"""The pipeline, in order: screen, understand, retrieve, judge, cite, word."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from assistant.answering import word
from assistant.answering.choose import Choice, choose
from assistant.answering.cite import cite
from assistant.answering.clock import Steps
from assistant.answering.judge import Judgement, judge
from assistant.answering.notices import notices_on
from assistant.answering.retrieve import Encode, Searchable, retrieve
from assistant.answering.screen import Screened, screen
from assistant.answering.understand import Understood, form_of, understand
from assistant.errors import AssistantError
from assistant.settings import Weights
from assistant.values import (
    Answer,
    Citation,
    Clause,
    Document,
    Hit,
    Notice,
    Organisation,
    Outcome,
    Question,
    Verdict,
)

logger = logging.getLogger(__name__)


class Index(Searchable, Protocol):
    """An organisation's published documents, searchable."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """Documents by file name."""


class OpenIndex(Protocol):
    """Opens the index of the organisation asked; raises AssistantError when it can't be."""

    def __call__(self) -> Index:
        """The index as published at this moment."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the pipeline is handed: the organisation, a way to open its index, the embedder, the numbers."""

    organisation: Organisation
    open_index: OpenIndex
    encode: Encode
    weights: Weights


def ask(question: Question, parts: Parts) -> Answer:
    """Answer one question. A refusal is an outcome; only an unknown document or a bad date is an error."""
    steps = Steps()
    ask_whom = word.whom_to_ask(parts.organisation)
    screened = steps.timed("screen", screen, question.text, ask_whom)
    if screened.concern:  # stands for itself: what was asked before has no part in it
        question = replace(question, history=())
    if screened.stop:
        answer = _answer(question, screened.stop, Verdict.NOT_COVERED, screened.sentence)
    else:
        answer = _carded(_safely(question, parts, ask_whom, steps, screened), screened, parts.organisation)
    return replace(answer, steps_ms=steps.taken)


def _safely(question: Question, parts: Parts, ask_whom: str, steps: Steps, screened: Screened) -> Answer:
    """Look the question up; a broken index is an outcome, so that a safeguarding card is shown all the same."""
    try:
        return _look_up(question, parts, ask_whom, steps)
    except AssistantError:
        if not screened.concern:
            raise
        logger.exception("The index could not be used; the safeguarding card was shown without an answer.")
    except Exception:
        logger.exception("The index could not be used.")
    return _answer(question, Outcome.UNAVAILABLE, Verdict.NOT_COVERED, word.UNAVAILABLE.format(ask=ask_whom))


def _look_up(question: Question, parts: Parts, ask_whom: str, steps: Steps) -> Answer:
    understood = steps.timed("understand", understand, question)
    index = steps.timed("open", parts.open_index)
    chosen = choose(question, understood, index.documents)
    if not chosen.documents:
        sentence = word.NO_POLICIES.format(name=parts.organisation.name, day=question.as_of, ask=ask_whom)
        return _answer(question, Outcome.NOT_COVERED, Verdict.NOT_COVERED, sentence)
    hits = steps.timed("retrieve", retrieve, understood, index, parts.encode, chosen.documents, parts.weights)
    judgement = steps.timed("judge", _judged, understood, hits, index, parts.weights)
    return steps.timed("cite", _say, question, judgement, hits, index.documents, chosen, ask_whom, parts.weights)


def _judged(understood: Understood, hits: tuple[Hit, ...], index: Index, weights: Weights) -> Judgement:
    best = hits[0].clause if hits else None
    tied = tuple(index.clause(f"{best.document}#{address}") for address in best.exceptions) if best else ()
    return judge(understood, hits, tied, weights)


def _say(
    question: Question,
    judgement: Judgement,
    hits: tuple[Hit, ...],
    documents: Mapping[str, Document],
    chosen: Choice,
    ask_whom: str,
    weights: Weights,
) -> Answer:
    day = date.fromisoformat(question.as_of)
    cited = cite(judgement.deciding, documents, chosen.policies, day)
    others = tuple(hit.clause for hit in hits if hit.clause not in judgement.deciding)[: weights.related]
    related = cite(others, documents, chosen.policies, day)
    if judgement.deciding and not _decides(cited, judgement.deciding[0]):
        return _answer(question, Outcome.UNAVAILABLE, Verdict.NOT_COVERED, word.UNAVAILABLE.format(ask=ask_whom))
    if not cited:
        wording = word.NOT_COVERED if related else word.NOTHING_CLOSE
        answer = _answer(question, Outcome.NOT_COVERED, Verdict.NOT_COVERED, wording.format(ask=ask_whom))
        return replace(answer, related=related, confidence=round(1 - judgement.confidence, 3))
    answer = _answer(question, Outcome.ANSWERED, judgement.verdict, word.sentence(judgement.verdict, cited[0]))
    notices = notices_on(cited, documents, day)
    return replace(answer, citations=cited, related=related, notices=notices, confidence=round(judgement.confidence, 3))


def _decides(cited: tuple[Citation, ...], clause: Clause) -> bool:
    return bool(cited) and (cited[0].document, cited[0].clause) == (clause.document, clause.clause)


def _carded(answer: Answer, screened: Screened, organisation: Organisation) -> Answer:
    """Put the safeguarding card before everything else; what the policy says follows it, if anything was asked."""
    if not screened.concern:
        return answer
    card = word.CARD.format(lead=word.reach(organisation.safeguarding_lead))
    carded = replace(answer, outcome=Outcome.SAFEGUARDING, notices=(Notice("safeguarding", card), *answer.notices))
    if form_of(answer.question) and answer.citations:
        return replace(carded, answer=f"{card} {answer.answer}")
    return replace(
        carded, verdict=Verdict.NOT_COVERED, answer=card, citations=(), related=answer.citations + answer.related
    )


def _answer(question: Question, outcome: Outcome, verdict: Verdict, sentence: str) -> Answer:
    return Answer(
        id=question.id,
        question=question.text,
        organisation=question.organisation,
        role=question.role,
        as_of=question.as_of,
        outcome=outcome,
        verdict=verdict,
        answer=sentence,
    )
