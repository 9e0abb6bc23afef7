"""Which documents a question about documents means: those it names by words of their titles, or all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.stems import finder, stems
from assistant.values import Document, Question

GENERIC = stems(
    "policy policies document version edition the this that our your and of for a an school trust academy "
    "college current later latest newer newest new old previous last earlier former recent most full "
    "whole existing updated year's up to date own main"
)


@dataclass(frozen=True, slots=True)
class Meant:
    """The documents meant; `named` tells that the question told them apart, `unknown` holds a name that fits none."""

    documents: tuple[Document, ...]
    named: bool = False
    unknown: str = ""


def meant(name: str, before: Sequence[str], documents: Sequence[Document], own_name: str) -> Meant:
    """Those of `documents` that `name` fits; failing a name, the one that the question before it named; else all."""
    telling = _telling(name, own_name)
    if telling:
        found = _fitting(telling, documents)
        return Meant(found, named=True) if found else Meant((), unknown=name)
    earlier = _fitting(_telling(before[-1], own_name), documents, partly=True) if before else ()
    return Meant(earlier, named=True) if len(earlier) == 1 else Meant(tuple(documents))


def seen(question: Question, documents: Mapping[str, Document]) -> tuple[Document, ...]:
    """All versions that the asker may see, by title."""
    found = (document for document in documents.values() if document.policy.open_to(question.role))
    return tuple(sorted(found, key=lambda document: (document.policy.title.casefold(), document.policy.document)))


def spoken_of(name: str, documents: Sequence[Document]) -> bool:
    """Whether a text speaks of what a name names, so that it may hold what is asked."""
    pattern = finder(name)
    return any(pattern.search(document.text) for document in documents)


def _telling(words: str, own_name: str) -> frozenset[str]:
    """The stems that tell one policy from another."""
    years = {word for word in stems(words) if word[:2] == "20" and word[:4].isdigit()}
    return stems(words) - GENERIC - stems(own_name) - years


def _fitting(telling: frozenset[str], documents: Sequence[Document], partly: bool = False) -> tuple[Document, ...]:
    """Documents whose titles hold all the words, or, `partly`, some."""
    titles = [(document, _title(document)) for document in documents]
    whole = tuple(document for document, title in titles if telling and telling <= title)
    if whole or not partly:
        return whole
    return tuple(document for document, title in titles if (telling & title) - GENERIC)


def _title(document: Document) -> frozenset[str]:
    return stems(f"{document.policy.title} {document.policy.slug.replace('-', ' ')}")
