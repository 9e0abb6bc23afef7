"""Short paths: questions about documents rather than rules, answered without a search."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.answering.choose import Choice
from assistant.answering.outcome import plain
from assistant.answering.short.about import Aspect, Subject, asked_about, names_document
from assistant.answering.short.facts import Asking, Fact, facts
from assistant.answering.short.inquiry import Documents, Inquiry, answered, declined, no_such, of_question, titles_of
from assistant.answering.short.list_across import list_mentions, list_policies
from assistant.answering.short.tell_changes import tell_changes
from assistant.answering.understand import Understood
from assistant.values import Answer, Clause, Document, Organisation, Outcome, Question, Verdict

MOST_LISTED = 8
"""Documents answered for in one list; with more, the question must name one."""
WHICH = "There are {count} policies in force here. Name the one that is meant, for example: {titles}."
NOT_SAID = "{told} To find out, {ask}."


def short_answer(
    question: Question, understood: Understood, index: Documents, chosen: Choice, organisation: Organisation
) -> Answer | None:
    """The answer to a question about documents; None for any other, which is to be searched for."""
    asked = asked_about(question.text)
    if asked and understood.version:
        asked = replace(asked, year=understood.version)
    inquiry = Inquiry(question, organisation, chosen, index.documents)
    if not asked or _points_elsewhere(asked, question) or not inquiry.versions:
        return None
    return PATHS.get(asked.aspects[0], _facts)(asked, inquiry)


def _points_elsewhere(asked: Subject, question: Question) -> bool:
    """Whether "it" is what the talk was of before, and that was no document."""
    if not (asked.pointed and question.history):
        return False
    return not (asked_about(question.history[-1]) or names_document(question.history[-1]))


def _facts(asked: Subject, inquiry: Inquiry) -> Answer | None:
    found = of_question(asked, inquiry, inquiry.current)
    if found.unknown:
        return no_such(found.unknown, inquiry)
    if len(found.documents) > MOST_LISTED:
        return _which(found.documents, inquiry)
    if asked.aspects == (Aspect.TITLE,) and len(found.documents) > 1:
        return _which(found.documents, inquiry)
    askings = [Asking(document, inquiry.chosen.policies, inquiry.day) for document in found.documents]
    told_of = [
        (asking.policy.title, tuple(each for aspect in asked.aspects for each in facts(aspect, asking)))
        for asking in askings
    ]
    return _listed(told_of, inquiry) if told_of else None


def _which(documents: Sequence[Document], inquiry: Inquiry) -> Answer:
    sentence = WHICH.format(count=len(documents), titles=titles_of(documents[:MOST_LISTED]))
    return plain(inquiry.question, Outcome.UNCLEAR_QUESTION, Verdict.NOT_COVERED, sentence)


def _listed(told_of: Sequence[tuple[str, tuple[Fact, ...]]], inquiry: Inquiry) -> Answer:
    """One sentence a document, with the marks of what it cites."""
    cited = list(dict.fromkeys(unit for _, own in told_of for each in own for unit in each.cited))
    sentences = [f"{title}: {'; '.join(_marked(each, cited) for each in _once(own))}." for title, own in told_of]
    if not any(each.known for _, own in told_of for each in own):
        return declined(NOT_SAID.format(told=" ".join(sentences), ask=inquiry.ask), inquiry)
    return answered(" ".join(sentences), cited, inquiry)


def _once(found: Sequence[Fact]) -> list[Fact]:
    """Without what an earlier phrase says already."""
    return [each for place, each in enumerate(found) if not any(each.phrase in other.phrase for other in found[:place])]


def _marked(found: Fact, cited: list[Clause]) -> str:
    marks = "".join(f" [{cited.index(unit) + 1}]" for unit in found.cited)
    return f"{found.phrase}{marks}"


PATHS: Mapping[Aspect, Callable[[Subject, Inquiry], Answer | None]] = {
    Aspect.CHANGES: tell_changes,
    Aspect.MENTIONS: list_mentions,
    Aspect.LIST: list_policies,
}
