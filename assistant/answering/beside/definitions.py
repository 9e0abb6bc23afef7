"""Terms that a document defines: "By “X” we mean …", "“X” means …", "… counts as X"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answering.beside.content import content
from assistant.values import Clause

_OPEN, _CLOSE = r"(?:[“\"]|\*{1,2}|(?<!\w)_)", r"(?:[”\"]|\*{1,2}|_(?!\w))"
QUOTED = re.compile(
    rf"{_OPEN}(?P<term>[^“”\"*_\n]{{2,40}}?){_CLOSE}\*? ?(?:\([^)\n]{{1,40}}\) )?"
    r"(?:(?:also |shall )?(?:means?|includes?|takes? in|refers? to|does not include)\b"
    r"|is (?:any\w*|someone|a|an|the|when|whoever)\b)"
)
WE_MEAN = re.compile(rf"\bby {_OPEN}(?P<term>[^“”\"*_\n]{{2,40}}?){_CLOSE}(?: we mean\b| an?\b)", re.IGNORECASE)
PLAIN = re.compile(
    r"^\W*(?!(?:An?|The|This|That|It|Which|What|These|Each|One)\b)(?P<term>[A-Z][\w'’ -]{2,30}?) means\b"
)
COUNTS = re.compile(
    r"\bcounts? as (?:an? |the )?(?P<term>(?!one\b|two\b|three\b|half\b|part\b)[a-z][\w-]+(?: [\w-]+){0,2}?)"
    r"(?=[.,;:]| for\b| if\b| when\b| until\b| unless\b| and\b|$)"
)
HINT = re.compile(r" means? | counts? as |[“\"*_]")
COMMON = 0.08
"""A term in more than this share of a document's clauses is shown only when its definition touches the question."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A term with the clause that says what it means."""

    term: str
    clause: Clause


def definitions(clauses: tuple[Clause, ...]) -> Iterator[Definition]:
    """The terms that a document's clauses define, in order."""
    for clause in clauses:
        if not HINT.search(clause.text):
            continue
        for pattern in (QUOTED, WE_MEAN, PLAIN, COUNTS):
            yield from (Definition(match["term"].strip(), clause) for match in pattern.finditer(clause.text))


def helpful(deciding: Clause, asked: str, clauses: tuple[Clause, ...]) -> Iterator[Definition]:
    """Definitions of terms used in the deciding clause or the question, without those that everybody knows."""
    words = f"{deciding.stem} {deciding.text}"
    for each in definitions(clauses):
        if each.clause.clause == deciding.clause:
            continue
        used = _term(each.term)
        if not (used.search(words) or used.search(asked)):
            continue
        if _touches(each, asked) or (used.search(words) and not _common(used, clauses)):
            yield each


def _touches(definition: Definition, asked: str) -> bool:
    """Whether the definition speaks of what the question speaks of, the term itself aside."""
    return bool((content(definition.clause.text) - content(definition.term)) & content(asked))


def _common(term: re.Pattern[str], clauses: tuple[Clause, ...]) -> bool:
    return sum(1 for clause in clauses if term.search(clause.text)) > max(3, COMMON * len(clauses))


def _term(term: str) -> re.Pattern[str]:
    """A term as a whole word, in the plural too; an abbreviation only in its capitals."""
    flags = 0 if term.isupper() else re.IGNORECASE
    return re.compile(rf"\b{re.escape(term)}(?:s|es)?\b", flags)
