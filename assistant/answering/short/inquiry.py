"""A question about documents with all that a short path looks at, and the answers that the paths share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from assistant.answering import word
from assistant.answering.choose import Choice
from assistant.answering.cite import cite
from assistant.answering.notices import notices_on
from assistant.answering.outcome import plain
from assistant.answering.short.about import Subject
from assistant.answering.short.meant import Meant, meant, seen, spoken_of
from assistant.values import Answer, Citation, Clause, Document, Notice, Organisation, Outcome, Question, Verdict
from assistant.versions import in_force

MOST_CITED = 12
STANDING = ("superseded", "not_yet_in_force", "review_overdue")
SURE = 0.95
"""The confidence of an answer that no search was needed for."""
NO_SUCH = "No policy here has “{name}” in its title. Those in force are: {titles}; or {ask}."


class Documents(Protocol):
    """What the short paths need of an organisation's index."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """Documents by file name."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question with all that the short paths look at: the documents to answer from and every version seen."""

    question: Question
    organisation: Organisation
    chosen: Choice
    documents: Mapping[str, Document]

    @property
    def day(self) -> date:
        """The day asked about."""
        return self.question.day

    @property
    def ask(self) -> str:
        """Whom to ask instead."""
        return word.whom_to_ask(self.organisation)

    @property
    def versions(self) -> tuple[Document, ...]:
        """Every version that the asker may see."""
        return seen(self.question, self.documents)

    @property
    def current(self) -> tuple[Document, ...]:
        """The documents chosen for the question, by title."""
        return tuple(each for each in self.versions if each.policy.document in self.chosen.documents)

    @property
    def in_force(self) -> tuple[Document, ...]:
        """The version in force of each policy, or the one document that the question was put to."""
        if self.question.document:
            return self.current
        # Among all policies: a version that one withheld from the asker supersedes is not in force.
        ruling = {policy.document for policy in in_force(self.chosen.policies, self.day)}
        return tuple(each for each in self.versions if each.policy.document in ruling)


def of_question(asked: Subject, inquiry: Inquiry, documents: Sequence[Document]) -> Meant:
    """The documents that the question means."""
    return meant(asked.name, inquiry.question.history, documents, inquiry.organisation.name)


def no_such(name: str, inquiry: Inquiry) -> Answer | None:
    """A name that no title holds: declined, unless some text speaks of it and so may say."""
    if inquiry.question.document or not inquiry.current or spoken_of(name, inquiry.current):
        return None
    titles = titles_of(inquiry.current[:MOST_CITED])
    return declined(NO_SUCH.format(name=name, titles=titles, ask=inquiry.ask), inquiry)


def declined(sentence: str, inquiry: Inquiry) -> Answer:
    """Not covered, with a sentence that says why."""
    return plain(inquiry.question, Outcome.NOT_COVERED, Verdict.NOT_COVERED, sentence)


def answered(sentence: str, clauses: Sequence[Clause], inquiry: Inquiry) -> Answer:
    """The answer with its citations; none at all when a quote does not check, since the marks would be wrong."""
    cited = cite(clauses, inquiry.documents, inquiry.chosen.policies, inquiry.day)
    if len(cited) != len(clauses):
        unavailable = word.UNAVAILABLE.format(ask=inquiry.ask)
        return plain(inquiry.question, Outcome.UNAVAILABLE, Verdict.NOT_COVERED, unavailable)
    answer = plain(inquiry.question, Outcome.ANSWERED, Verdict.INFO, sentence)
    # One a document: several citations of one list are no exceptions to each other.
    firsts = {each.document: each for each in reversed(cited)}.values()
    notices = tuple(notice for each in firsts for notice in _notices(each, inquiry))
    return replace(answer, citations=cited, notices=notices, confidence=SURE)


def _notices(citation: Citation, inquiry: Inquiry) -> tuple[Notice, ...]:
    """That a version is superseded says enough: that its review is overdue besides does not matter."""
    found = notices_on((citation,), inquiry.documents, inquiry.day)
    return tuple(notice for notice in found if notice.kind in STANDING)[:1]


def titles_of(documents: Sequence[Document]) -> str:
    """The titles, in a list."""
    return "; ".join(each.policy.title for each in documents)


def as_written(topic: str, question: Question) -> str:
    """The topic in the asker's own capitals: "WhatsApp"."""
    start = question.text.lower().find(topic)
    return question.text[start : start + len(topic)] if topic and start >= 0 else topic
