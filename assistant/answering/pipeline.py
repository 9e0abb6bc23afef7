"""The pipeline, in order: screen, read, understand, choose, retrieve, rank, judge, cite."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from assistant import personal
from assistant.answering import word
from assistant.answering.beside.bearing import read_with
from assistant.answering.choose import choose
from assistant.answering.clock import Steps
from assistant.answering.judge import Judgement, judge
from assistant.answering.message.message import read
from assistant.answering.outcome import plain
from assistant.answering.rank import rank
from assistant.answering.retrieve import Encode, Searchable, retrieve
from assistant.answering.saying import Scene, say
from assistant.answering.screening.screen import Screened, screen
from assistant.answering.screening.tellings import Tells
from assistant.answering.short.answer import short_answer
from assistant.answering.understand import Understood, form_of, understand
from assistant.answering.verdicts import VerdictModel, verdict_of
from assistant.errors import AssistantError
from assistant.known import Known
from assistant.models.ranker import Ranker
from assistant.settings import Weights
from assistant.values import Answer, Document, Hit, Notice, Organisation, Outcome, Policy, Question, Verdict

logger = logging.getLogger(__name__)


class Index(Searchable, Protocol):
    """An organisation's published documents, searchable."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """Documents by file name."""

    @property
    def policies(self) -> tuple[Policy, ...]:
        """Their policies, and those of versions not held that supersede some, to tell a version's status by."""

    def approved(self, question: str, role: str, documents: frozenset[str]) -> Known | None:
        """The organisation's own approved question that is this very question, if there is one."""


class OpenIndex(Protocol):
    """Opens the index of the organisation asked; raises AssistantError when it can't be."""

    def __call__(self) -> Index:
        """The index as published at this moment."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the pipeline is handed: the organisation, a way to open its index, the models, the numbers."""

    organisation: Organisation
    open_index: OpenIndex
    encode: Encode
    weights: Weights
    ranker: Ranker | None = None
    tells: Tells | None = None
    verdicts: Callable[[], VerdictModel | None] = lambda: None


def ask(question: Question, parts: Parts) -> Answer:
    """Answer one question. A refusal is an outcome; only an unknown document or a bad date is an error."""
    steps = Steps()
    ask_whom = word.whom_to_ask(parts.organisation)
    own = _published(parts.organisation)
    screened = steps.timed("screen", screen, question.text, ask_whom, parts.tells, own, question.history)
    question = _spared(question, own, screened)
    if screened.stop:
        answer = plain(question, screened.stop, Verdict.NOT_COVERED, screened.sentence)
    else:
        answer = _safely(question, parts, ask_whom, steps, screened)
    return replace(_carded(answer, screened, parts.organisation), steps_ms=steps.taken)


def _published(organisation: Organisation) -> personal.Numbers:
    contacts = (organisation.office, organisation.safeguarding_lead)
    return personal.published(way for contact in contacts for way in (contact.phone, contact.email))


def _spared(question: Question, own: personal.Numbers, screened: Screened) -> Question:
    """The question as every later step sees it and the answer repeats it: no personal data, no postcode."""
    # A concern stands for itself: what was asked before has no part in it.
    history = () if screened.concern else tuple(personal.withheld(turn, own) for turn in question.history)
    return replace(question, text=screened.question, history=history)


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
    return plain(question, Outcome.UNAVAILABLE, Verdict.NOT_COVERED, word.UNAVAILABLE.format(ask=ask_whom))


def _look_up(question: Question, parts: Parts, ask_whom: str, steps: Steps) -> Answer:
    message = steps.timed("read", read, question.text)
    understood = steps.timed("understand", understand, replace(question, text=message.question))
    index = steps.timed("open", parts.open_index)
    chosen = choose(question, understood, index.policies)
    if short := short_answer(question, understood, index, chosen, parts.organisation):
        return short
    if not chosen.documents:
        sentence = word.none_in_force(question, parts.organisation)
        return plain(question, Outcome.NOT_COVERED, Verdict.NOT_COVERED, sentence)
    vector = steps.timed("encode", parts.encode, [understood.asked])[0]
    found = steps.timed("retrieve", retrieve, understood, vector, index, chosen.documents, parts.weights)
    hits = steps.timed("rank", rank, understood, found, parts.ranker, parts.weights)
    approved = None if question.history else index.approved(message.question, question.role, chosen.documents)
    decided = steps.timed("judge", _decided, understood, hits, approved, index, parts)
    return steps.timed(
        "cite", say, Scene(question, message, chosen, index.documents, ask_whom), decided, hits, parts.weights.related
    )


def _decided(
    understood: Understood, hits: tuple[Hit, ...], approved: Known | None, index: Index, parts: Parts
) -> Judgement:
    """The judgement on the best hit, or on the clause that a person approved for this very question."""
    best = index.clause(approved.clause) if approved else hits[0].clause if hits else None
    if best is None:
        return judge(understood, hits, (), parts.weights)
    beside = read_with(best, understood, index.documents[best.document], hits)
    if approved:
        verdict = approved.verdict or verdict_of(understood.form, best)
        return Judgement(verdict, (best, *(each.clause for each in beside)), 1.0, beside)
    return judge(understood, hits, beside, parts.weights, parts.verdicts())


def _carded(answer: Answer, screened: Screened, organisation: Organisation) -> Answer:
    """Put the safeguarding card before everything else; what the policy says follows it, if anything was asked."""
    if not screened.concern:
        return answer
    card = word.CARD.format(lead=word.reach(organisation.safeguarding_lead))
    refused = (Notice("personal_data", answer.answer),) if screened.stop else ()
    notices = (Notice("safeguarding", card), *refused, *answer.notices)
    carded = replace(answer, outcome=Outcome.SAFEGUARDING, notices=notices)
    if form_of(answer.question) and answer.citations:
        return replace(carded, answer=f"{card} {answer.answer}")
    return replace(
        carded, verdict=Verdict.NOT_COVERED, answer=card, citations=(), related=answer.citations + answer.related
    )
