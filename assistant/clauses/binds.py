"""Whom a clause binds, read from its stem, its subject and its headings."""

from __future__ import annotations

import re

_GROUPS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (group, re.compile(rf"\b(?:{words})\b", re.I))
    for group, words in (
        (
            "staff",
            r"staff|employees?|teachers?|colleagues?|leaders?|headteacher|head teacher|workers?|practitioners?|coaches",
        ),
        ("pupil", r"pupils?|students?|children|learners?|child|sixth formers?|young people"),
        ("parent", r"parents?|carers?|famil(?:y|ies)|guardians?"),
        ("governor", r"governors?|trustees?|governing (?:body|board)"),
        ("volunteer", r"volunteers?|helpers?"),
        ("visitor", r"visitors?|contractors?|hirers?"),
    )
)
_MODAL = re.compile(
    r"\b(?:must|may|should|shall|will|can|cannot|are|is|need|needs|have|has|do|does|use|encourages|expects)\b",
    re.I,
)
_OBJECT = re.compile(r"\b(?:encourages?|expects?|asks?|requires?)\b(.*?)(?:\bto\b|$)", re.I | re.S)
_BY = re.compile(r"\bby ([\w/, ]+)$", re.I)


def binds(text: str, stem: str, headings: tuple[str, ...]) -> tuple[str, ...]:
    """Return the groups bound ("staff", "pupil", ...): the stem's, else the subject's, else a heading's."""
    for words in (stem, text):
        found = _groups(_subject(words)) if words else ()
        if found:
            return found
    for heading in reversed(headings):
        by = _BY.search(heading)
        found = _groups(by.group(1) if by else heading)
        if found:
            return found
    return ()


def _subject(words: str) -> str:
    """What stands before the first modal verb, or whom another expects something of."""
    plain = re.sub(r"[*_]+", "", words)
    whom = _OBJECT.search(plain)
    if whom:
        return whom.group(1)
    modal = _MODAL.search(plain)
    return plain[: modal.start()] if modal else ""


def _groups(words: str) -> tuple[str, ...]:
    return tuple(group for group, pattern in _GROUPS if pattern.search(words))
