"""What the asker must see beside the answer: an overdue review, a version not in force, why more is cited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from assistant.answering import word
from assistant.answering.beside.bearing import Bearing, Reason
from assistant.answering.beside.references import policies_named
from assistant.dates import say
from assistant.values import Citation, Document, Notice, Status
from assistant.versions import review_overdue

STANDING = {
    Status.SUPERSEDED: ("superseded", word.SUPERSEDED),
    Status.NOT_YET_IN_FORCE: ("not_yet_in_force", word.NOT_YET),
}
BESIDE = {
    Reason.EXCEPTION: word.EXCEPTION,
    Reason.CONDITION: word.CONDITION,
    Reason.RULE: word.RULE,
    Reason.REFERENCE: word.REFERENCE,
    Reason.DEFINITION: word.DEFINITION,
    Reason.SECOND: word.SECOND,
}


def notices_on(
    cited: tuple[Citation, ...], documents: Mapping[str, Document], day: date, beside: Sequence[Bearing] = ()
) -> tuple[Notice, ...]:
    """Notices for the documents cited, each once, the deciding clause's document first; then why more is cited."""
    names = dict.fromkeys(citation.document for citation in cited)
    on_documents = (notice for name in names for notice in _on(name, cited, documents, day))
    return (*on_documents, *_beside(cited, beside), *_elsewhere(cited[:1], documents))


def _beside(cited: tuple[Citation, ...], beside: Sequence[Bearing]) -> Iterator[Notice]:
    """A sentence a reason, with the numbers of its citations."""
    numbers = {(citation.document, citation.clause): citation.number for citation in cited}
    for reason, wording in BESIDE.items():
        keys = [(each.clause.document, each.clause.clause) for each in beside if each.reason is reason]
        marks = [f"[{numbers[key]}]" for key in keys if key in numbers]
        if marks:
            yield Notice(reason.value, wording.format(marks=" and ".join(marks)))


def _elsewhere(cited: tuple[Citation, ...], documents: Mapping[str, Document]) -> Iterator[Notice]:
    """Another policy that the deciding clause names by its title."""
    titles = [document.policy.title for document in documents.values()]
    for citation in cited:
        if named := policies_named(citation.quote, citation.title, titles):
            listed = " and ".join(f"“{title}”" for title in named)
            yield Notice("other_policy", word.OTHER_POLICY.format(titles=listed))


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
