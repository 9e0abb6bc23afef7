"""Where in its text a document states a fact of itself: the clause, or the line, in which the fact stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import partial

from assistant.dates import due, find
from assistant.values import Clause, Document

REVIEW = re.compile(
    r"review|(?:look(?:ed)?|gone) (?:at |over )?again|next look|expir|valid|renew|rewritten|revisit"
    r"|next (?:edition|update|due)"
    r"|comes? (?:back|round)",
    re.IGNORECASE,
)
LAST = re.compile(
    r"last[\s|]+(?:review|updat|chang|revis|amend|edit)|(?:reviewed|revised|updated|amended) (?:on|in)\b", re.IGNORECASE
)
APPROVED = re.compile(
    r"approv|adopt|ratif|agreed|authoris|endors|signed off|passed|accepted|determined|issued|taken up", re.IGNORECASE
)
START = re.compile(
    r"in force|effective|takes? effect|with effect|appl(?:y|ies) from|implement|comes? into", re.IGNORECASE
)
VERSION = re.compile(r"\b(?:version|edition|issue)(?: no\.?| number)?[\s:|*]*v?\d+(?:\.\d+)*\b", re.IGNORECASE)
TO_REVIEW = re.compile(
    r"^[\W_]*(?:next |date (?:of|for) (?:the )?(?:next )?|due for |for )?(?:review|renewal)\b(?: date| due)?[\s|:*]"
    r"|\b(?:to|will|shall|must|should) be (?:re-?viewed|re-?written|revisited|renewed|looked at again)"
    r"|(?:ratified|approved|adopted|agreed)[^.\n]{0,80}\bvalid (?:for|until|to)\b",
    re.IGNORECASE,
)
AUTHOR = re.compile(
    r"\b(?:(?:policy |document )?(?:owner|author)|written by|drawn up by|prepared by|produced by"
    r"|(?:policy |executive )?lead"
    r"|responsible|looked after by|lead officer|maintained by)\b[\s*|]*:?|\blooks? after this (?:policy|document)",
    re.IGNORECASE,
)
CYCLE = re.compile(
    r"(?:review|look(?:ed)? (?:at )?again|look over|revisit|rewritten|updated|comes? (?:back|round)|renew)[^.;]{0,60}"
    r"\b(?:every|each|yearly|annual(?:ly)?|once a year|twice a year|two years|three years)\b"
    r"|\b(?:annual|yearly)\W+review|\breviews? (?:this|the) (?:policy|document|code)",
    re.IGNORECASE,
)
OF_ITSELF = re.compile(
    r"\b(?:this|the) (?:policy|document|code|guidance|procedure|statement|agreement)\b", re.IGNORECASE
)
OPENING = 3000
"""Characters from either end in which a document usually says what it is."""
LONGEST_LINE = 300
NO_CLAUSE = ""
"""The address of a line that is in no clause."""


def date_place(document: Document, iso: str, sign: re.Pattern[str]) -> Clause | None:
    """Where the date stands with a word of `sign` before it."""
    return next((unit for unit in _units(document) if _dated(unit, iso, sign)), None) if iso else None


def line_place(document: Document, sign: re.Pattern[str]) -> Clause | None:
    """The first piece near either end that says it, else one anywhere that says it of the document itself."""
    said = [unit for unit in _units(document) if sign.search(f"{unit.stem} {unit.text}")]
    near = (unit for unit in said if unit.start < OPENING or unit.end > len(document.text) - OPENING / 3)
    of_itself = (unit for unit in said if OF_ITSELF.search(unit.text))
    return next(near, None) or next(of_itself, None)


def words_place(document: Document, words: str, sign: re.Pattern[str] | None = None) -> Clause | None:
    """Where the words stand near the beginning, on a line with a word of `sign` if one is given."""
    if not words:
        return None
    pattern = re.compile(r"[\W_]+".join(map(re.escape, words.split())), re.IGNORECASE)
    return next(
        (
            unit
            for unit in _units(document)
            if unit.start < OPENING and pattern.search(unit.text) and (sign is None or sign.search(_context(unit)))
        ),
        None,
    )


def _dated(unit: Clause, iso: str, sign: re.Pattern[str]) -> bool:
    if iso[2:4] not in unit.text:
        return False
    before = f"{_context(unit)[: -len(unit.text)]} "
    for dated in find(unit.text):
        if iso in (dated.iso, due(unit.text[dated.start : dated.end])):
            last = _last_sign(before + unit.text[: dated.start])
            if last and sign.fullmatch(last):
                return True
    return False


def _last_sign(context: str) -> str:
    """The word nearest before a date that tells what the date is of."""
    kinds = (LAST, REVIEW, APPROVED, START)
    found = [match for kind in kinds for match in kind.finditer(context)]
    return max(found, key=lambda match: match.end())[0] if found else ""


def _context(unit: Clause) -> str:
    return f"{' '.join(unit.headings[-1:])} {unit.stem} {unit.text}"


def _units(document: Document) -> Iterator[Clause]:
    """The clauses, in order, then the lines between them: a clause can be shown in its place, a line can't."""
    ordered = sorted(document.clauses, key=lambda clause: (clause.start, clause.end))
    yield from ordered
    position = 0
    for clause in ordered:
        if clause.start > position:
            yield from _lines(document, position, clause.start)
        position = max(position, clause.end)
    yield from _lines(document, position, len(document.text))


def _lines(document: Document, start: int, end: int) -> Iterator[Clause]:
    as_line = partial(_line, document)
    for found in re.finditer(rf"[^\n]{{1,{LONGEST_LINE}}}(?!\w)", document.text[start:end]):
        words = found[0].strip(" \t\r|#*_=-")
        if words:
            begins = start + found.start() + found[0].index(words)
            yield as_line(begins, begins + len(words))


def _line(document: Document, start: int, end: int) -> Clause:
    page = bisect_right(document.pages, start) or None if document.pages else None
    label = "opening lines" if start < OPENING else "closing lines" if end > len(document.text) - OPENING else "a line"
    return Clause(document.policy.document, NO_CLAUSE, label, document.text[start:end], start, end, page=page)
