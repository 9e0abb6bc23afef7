"""Answers over all policies at once: which of them mention something, and which there are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.stems import finder
from assistant.values import Clause, Document, Modality


@dataclass(frozen=True, slots=True)
class Mention:
    """A policy that mentions what is asked for: how many of its clauses do, and the best of them."""

    document: Document
    clauses: int
    best: Clause


def mentions(topic: str, documents: Sequence[Document]) -> tuple[Mention, ...]:
    """The documents with a clause that holds the words of `topic` in any ending, those that say most first."""
    pattern = finder(topic)
    found = (_mention(pattern, document) for document in documents)
    return tuple(sorted((each for each in found if each), key=lambda each: -each.clauses))


def _mention(pattern: re.Pattern[str], document: Document) -> Mention | None:
    holding = [clause for clause in document.clauses if pattern.search(clause.text)]
    beneath = holding or [clause for clause in document.clauses if pattern.search(_above(clause))]
    if not beneath:
        return None
    return Mention(document, len(beneath), max(beneath, key=lambda clause: _worth(clause, pattern)))


def _above(clause: Clause) -> str:
    return " ".join((*clause.headings, clause.stem))


def _worth(clause: Clause, pattern: re.Pattern[str]) -> tuple[bool, bool, int, int]:
    """A rule under a heading of that name is better than a definition, which is better than a passing word."""
    rule = clause.modality not in (Modality.STATES, Modality.DEFINES)
    return rule, bool(pattern.search(_above(clause))), len(pattern.findall(clause.text)), -clause.start
