"""What the asker must see beside the answer: an overdue review, a version that is not in force, an exception."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from assistant.answering import word
from assistant.dates import say
from assistant.values import Citation, Document, Notice, Status
from assistant.versions import review_overdue

STANDING = {
    Status.SUPERSEDED: ("superseded", word.SUPERSEDED),
    Status.NOT_YET_IN_FORCE: ("not_yet_in_force", word.NOT_YET),
}


def notices_on(cited: tuple[Citation, ...], documents: Mapping[str, Document], day: date) -> tuple[Notice, ...]:
    """Notices for the documents cited, each once, the deciding clause's document first."""
    notices = [
        notice for name in dict.fromkeys(c.document for c in cited) for notice in _on(name, cited, documents, day)
    ]
    if len(cited) > 1:
        notices.append(Notice("exception", word.EXCEPTION))
    return tuple(notices)


def _on(name: str, cited: tuple[Citation, ...], documents: Mapping[str, Document], day: date) -> list[Notice]:
    policy = documents[name].policy
    status = next(citation.status for citation in cited if citation.document == name)
    version = say(policy.version) if policy.version[:1].isdigit() else policy.version
    notices = []
    if status in STANDING:
        kind, wording = STANDING[status]
        notices.append(Notice(kind, wording.format(title=policy.title, version=version)))
    if review_overdue(policy, day):
        text = word.OVERDUE.format(title=policy.title, version=version, due=say(policy.review))
        notices.append(Notice("review_overdue", text))
    return notices
