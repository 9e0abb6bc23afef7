"""The answer from a judgement: citations, the closest clauses, the sentence, and what the asker must see with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.answering import word
from assistant.answering.choose import Choice
from assistant.answering.cite import cite
from assistant.answering.judge import Judgement
from assistant.answering.message.message import Message
from assistant.answering.missing import missing_fact
from assistant.answering.notices import notices_on
from assistant.answering.outcome import plain
from assistant.values import Answer, Citation, Clause, Document, Hit, Notice, Outcome, Question, Verdict


@dataclass(frozen=True, slots=True)
class Scene:
    """What an answer is given in: the question as asked and as read, the documents, whom to ask."""

    question: Question
    message: Message
    chosen: Choice
    documents: Mapping[str, Document]
    ask_whom: str


def say(scene: Scene, judgement: Judgement, hits: tuple[Hit, ...], related: int) -> Answer:
    """The answer; a deciding clause whose quote does not check makes it "unavailable"."""
    asked, day = scene.message.question, scene.question.day
    cited = cite(judgement.deciding, scene.documents, scene.chosen.policies, day, asked)
    others = tuple(hit.clause for hit in hits if hit.clause not in judgement.deciding)[:related]
    close = cite(others, scene.documents, scene.chosen.policies, day)
    if judgement.deciding and not _decides(cited, judgement.deciding[0]):
        return _refused(scene, Outcome.UNAVAILABLE, word.UNAVAILABLE)
    if not cited:
        declined = _refused(scene, Outcome.NOT_COVERED, word.NOT_COVERED if close else word.NOTHING_CLOSE)
        return replace(declined, related=close, confidence=round(1 - judgement.confidence, 3))
    sentence = word.sentence(judgement.verdict, cited[0])
    return replace(
        plain(scene.question, Outcome.ANSWERED, judgement.verdict, sentence),
        citations=cited,
        related=close,
        notices=_notices(scene, judgement, cited),
        confidence=round(judgement.confidence, 3),
    )


def _notices(scene: Scene, judgement: Judgement, cited: tuple[Citation, ...]) -> tuple[Notice, ...]:
    conditional = judgement.verdict is Verdict.CONDITIONAL
    asked_back = missing_fact(scene.message.question, judgement.deciding[0]) if conditional else None
    return (
        *((Notice("ask_back", asked_back),) if asked_back is not None else ()),
        *notices_on(cited, scene.documents, scene.question.day, judgement.beside),
        *scene.message.notices,
    )


def _refused(scene: Scene, outcome: Outcome, wording: str) -> Answer:
    answer = plain(scene.question, outcome, Verdict.NOT_COVERED, wording.format(ask=scene.ask_whom))
    return replace(answer, notices=scene.message.notices)


def _decides(cited: tuple[Citation, ...], clause: Clause) -> bool:
    return bool(cited) and (cited[0].document, cited[0].clause) == (clause.document, clause.clause)
