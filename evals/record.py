"""What a system said to a case, as plain facts that can be stored and scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from assistant.values import Answer, Citation


@dataclass(frozen=True, slots=True)
class Cited:
    """A stretch of a document shown in an answer; `verbatim`: the quote is text[start:end]."""

    document: str
    start: int
    end: int
    label: str = ""
    policy: str = ""
    quote: str = ""
    verbatim: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of one system; `verdict` is "" for a system that gives none.

    `ms` is the wall time of the call, in milliseconds; `confidence` the answer's own, from 0 to 1; `settled` the
    chance that the policy settles the question at all, 0 where it was not asked for (asking.py).
    """

    system: str
    case: str
    outcome: str
    verdict: str = ""
    text: str = ""
    citations: tuple[Cited, ...] = ()
    related: tuple[Cited, ...] = ()
    notices: tuple[str, ...] = ()
    ms: float = 0.0
    confidence: float = 0.0
    settled: float = 0.0


def from_answer(system: str, case: str, answer: Answer, texts: Mapping[str, str], ms: float) -> Said:
    """The facts of an Answer; `texts` are the documents' texts by file name."""
    return Said(
        system=system,
        case=case,
        outcome=str(answer.outcome),
        verdict=str(answer.verdict),
        text=answer.answer,
        citations=tuple(_cited(each, texts) for each in answer.citations),
        related=tuple(_cited(each, texts) for each in answer.related),
        notices=tuple(notice.kind for notice in answer.notices),
        ms=ms,
        confidence=answer.confidence,
    )


def _cited(citation: Citation, texts: Mapping[str, str]) -> Cited:
    text = texts.get(citation.document, "")
    return Cited(
        document=citation.document,
        start=citation.start,
        end=citation.end,
        label=citation.label,
        policy=citation.policy,
        quote=citation.quote,
        verbatim=bool(citation.quote) and text[citation.start : citation.end] == citation.quote,
    )


def to_json(said: Said) -> dict[str, Any]:
    """The answer as a JSON object."""
    return asdict(said)


def from_json(stored: Mapping[str, Any]) -> Said:
    """The answer from its JSON object."""
    values = dict(stored)
    for field in ("citations", "related"):
        values[field] = tuple(Cited(**each) for each in values[field])
    return Said(**{**values, "notices": tuple(values["notices"])})
