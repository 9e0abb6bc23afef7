"""The short path of "what changed?": every policy that has another version to compare, told with its clauses."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.short.about import Subject
from assistant.answering.short.changes import Told, named, pair_of, told
from assistant.answering.short.inquiry import Inquiry, answered, as_written, declined, no_such, of_question
from assistant.answering.short.meant import Meant, meant
from assistant.values import Answer, Clause, Document

NOT_SAID = "{told} To find out, {ask}."
NO_EARLIER = "There is no {earlier} to compare “{title}” with: only {version} is held here."
NONE_EARLIER = "No policy searched here is held in a {earlier}, so there is nothing to compare."


def tell_changes(asked: Subject, inquiry: Inquiry) -> Answer | None:
    """What changed in the policies meant; None when the question is to be searched for after all."""
    found = of_question(asked, inquiry, inquiry.in_force)
    if found.unknown:
        return no_such(found.unknown, inquiry)
    topic = as_written(asked.topic, inquiry.question)
    paired = [(each, pair_of(each, inquiry.versions, asked.year, inquiry.day)) for each in found.documents]
    tellings = [told(pair, topic) for _, pair in paired if pair]
    alone = _alone(asked, inquiry, [document for document, pair in paired if not pair], bool(tellings))
    if not any(each.cited for each in tellings):
        said = " ".join((*alone, *(each.sentence for each in tellings)))
        return declined(NOT_SAID.format(told=said, ask=inquiry.ask), inquiry) if said else None
    sentence, cited = _numbered([each for each in tellings if each.cited])
    return answered(" ".join((*alone, sentence)), cited, inquiry)


def _alone(asked: Subject, inquiry: Inquiry, documents: Sequence[Document], others: bool) -> list[str]:
    """What is said of policies without another version: of all when none has one, else of those asked about."""
    if others:
        about = meant(asked.topic, (), documents, inquiry.organisation.name) if asked.topic else Meant(())
        documents = about.documents if about.named else ()
    year = asked.year or (str(inquiry.day.year - 1) if "last year" in inquiry.question.text.lower() else "")
    earlier = f"version of {year} or before" if year else "second version"
    if len(documents) > 1:
        return [NONE_EARLIER.format(earlier=earlier)]
    return [
        NO_EARLIER.format(earlier=earlier, title=each.policy.title, version=named(each.policy)) for each in documents
    ]


def _numbered(tellings: Sequence[Told]) -> tuple[str, list[Clause]]:
    cited = [clause for each in tellings for clause in each.cited]
    sentence = " ".join(each.sentence.replace("{}", "[]") for each in tellings)
    for number in range(1, len(cited) + 1):
        sentence = sentence.replace("[]", f"[{number}]", 1)
    return sentence, cited
