"""Looks over policies for what their owners should mend: reviews, dates, numbering, bad scans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.dates import earliest, latest, say
from assistant.values import Clause, Document, Policy

NOTICE = timedelta(days=90)
"""How long before its review a policy is reported as due: a term, in which a governors' meeting falls."""

NO_DATE = "It gives no date of approval, so its versions can't be told apart: give one with --approved."

LONG = 150
"""A clause of more words is one that the reader failed to divide, or that nobody will read."""

Numbers = dict[tuple[tuple[str, ...], str], list[int]]
NUMBERED = re.compile(r"\s*(?:section\s+)?((?:\d{1,3}\.)*)(\d{1,3})\.?(?=[\s):]|$)", re.IGNORECASE)
FAULTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("[\ufffd\ue000-\uf8ff\x00-\x08]|\\(cid:\\d+\\)"), "has characters that couldn't be read"),
    (re.compile(r"(?<!\S)(?:[A-Za-z] ){4,}[A-Za-z](?!\S)"), "has spaces between the letters of a word"),
    (re.compile(r"(?<![\w@./:-])[A-Za-z]?[a-z]+[0-9|]+[a-z]+(?![\w@/:])"), "has digits inside a word"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: `kind` from a short list, `text` a sentence, `clause` an address or ""."""

    kind: str
    organisation: str
    document: str
    text: str
    clause: str = ""


def examine(documents: Iterable[Document], on: date) -> tuple[Finding, ...]:
    """Everything found in the documents, document by document, as it stands on a day.

    Hand in only versions that matter: a superseded policy's review is nobody's task.
    """
    return tuple(finding for document in documents for finding in _examine(document, on))


def _examine(document: Document, on: date) -> Iterator[Finding]:
    policy = document.policy
    for kind, text in (*_dates(policy, on), *_gaps(document.clauses)):
        yield Finding(kind, policy.organisation, policy.document, text)
    for warning in (each for each in document.warnings if each != NO_DATE):
        yield Finding("reading", policy.organisation, policy.document, warning)
    for clause in document.clauses:
        for text in _faults(clause):
            yield Finding("bad scan", policy.organisation, policy.document, text, clause.clause)


def _dates(policy: Policy, on: date) -> Iterator[tuple[str, str]]:
    if not (policy.approved or policy.effective):
        yield "missing date", NO_DATE
    if not policy.review:
        yield "missing date", "It gives no date for its review."
    elif on > latest(policy.review):
        yield "review overdue", f"Its review was due {say(policy.review)}."
    elif on + NOTICE >= earliest(policy.review):
        yield "review due", f"Its review is due {say(policy.review)}."


def _gaps(clauses: Iterable[Clause]) -> Iterator[tuple[str, str]]:
    for (_, prefix), numbers in _numbers(clauses).items():
        for number in sorted(set(range(min(numbers), max(numbers))) - set(numbers)):
            yield "gap in numbering", f"Number {prefix}{number} is missing before {prefix}{_after(numbers, number)}."


def _after(numbers: Iterable[int], number: int) -> int:
    return min(other for other in numbers if other > number)


def _numbers(clauses: Iterable[Clause]) -> Numbers:
    """Numbers by the list they belong to: "3.2" by its prefix, a bare "2" by the heading it stands under."""
    found: Numbers = {}
    for clause in clauses:
        places = [(clause.headings[:depth], heading) for depth, heading in enumerate(clause.headings)]
        for under, text in (*places, (clause.headings, clause.number)):
            match = NUMBERED.match(text)
            if match:
                prefix = match.group(1)
                found.setdefault(((), prefix) if prefix else (under, ""), []).append(int(match.group(2)))
    return found


def _faults(clause: Clause) -> Iterator[str]:
    for pattern, fault in FAULTS:
        match = pattern.search(clause.text)
        if match:
            yield f"{clause.label} {fault}: “{match.group().strip()}”."
    words = len(clause.text.split())
    if words > LONG:
        yield f"{clause.label} runs to {words} words: its bullets or sentences weren't told apart."
