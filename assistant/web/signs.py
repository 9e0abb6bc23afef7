"""Markdown's signs in a text that stays as it is: which characters are signs, and what they make of those between.

No character is added, dropped or moved: the texts of the stretches joined are the text. Only what pairs properly
counts, by the rules of CommonMark 0.31 (code spans, backslash escapes, inline links, emphasis); the rest stays as
it is written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

MARKDOWN = (".md", ".markdown")
PARAGRAPH = re.compile(r"(?:(?!\r?\n[ \t]*\r?\n).)+", re.DOTALL)
HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(?=\S)", re.MULTILINE)
RULE = re.compile(r"^[ \t]*\|(?:[ \t]*(?::?-{3,}:?[ \t]*)?\|)+[ \t]*\r?\n", re.MULTILINE)
"""A row of a table without words: the one that parts the titles from the rest, or titles left empty."""
CODE = re.compile(r"(?<![`\\])(?P<sign>`+)(?!`)(?P<inner>.+?)(?<!`)(?P=sign)(?!`)", re.DOTALL)
ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
LINK = re.compile(r"(?<!\\)(?P<open>!?\[)(?P<words>[^\[\]\\]+)(?P<close>\])\((?P<target>[^()\s]+)\)")
RUN = re.compile(r"\*+|_+")


@dataclass(frozen=True, slots=True)
class Look:
    """How a character is shown: a sign of Markdown is there and not seen; `target` is where a link leads."""

    sign: bool = False
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    target: bool = False


SIGN = Look(sign=True)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text, all of one look; `marked` where it answers the question."""

    text: str
    look: Look = Look()
    marked: bool = False


@dataclass(slots=True, eq=False)
class _Run:
    """A run of `*` or `_` with what is left of it at either end while pairs are made."""

    sign: str
    start: int
    end: int
    opens: bool
    closes: bool


def stretches(text: str, document: str, marks: Iterable[tuple[int, int]] = ()) -> tuple[Stretch, ...]:
    """`text` of the file named `document`, cut where its look or a mark (offsets in `text`) changes."""
    looks = _looks(text) if _markdown(document) else [Look()] * len(text)
    within = {place for start, end in marks for place in range(start, end)}
    keyed = groupby(
        range(len(text)),
        key=lambda place: (SIGN, False) if looks[place].sign else (looks[place], place in within),
    )
    return tuple(Stretch("".join(text[place] for place in places), *key) for key, places in keyed)


def heads(line: str, document: str) -> bool:
    """Whether a line of the file named `document` is a heading by its signs."""
    return _markdown(document) and HEADING.match(line) is not None


def _markdown(document: str) -> bool:
    return document.casefold().endswith(MARKDOWN)


def _looks(text: str) -> list[Look]:
    looks = [Look()] * len(text)
    for sign in (*HEADING.finditer(text), *RULE.finditer(text)):
        _put(looks, sign.span(), sign=True)
    for paragraph in PARAGRAPH.finditer(text):
        _paragraph(text, paragraph.span(), looks)
    return looks


def _paragraph(text: str, span: tuple[int, int], looks: list[Look]) -> None:
    """Code spans before all else, then escapes and links, then emphasis in what is none of these."""
    literal: set[int] = set()
    for code in CODE.finditer(text, *span):
        _put(looks, (code.start(), code.start("inner")), sign=True)
        _put(looks, code.span("inner"), code=True)
        _put(looks, (code.end("inner"), code.end()), sign=True)
        literal.update(range(*code.span()))
    for escape in ESCAPE.finditer(text, *span):
        if escape.start() not in literal:
            _put(looks, escape.span(), sign=True)
            literal.update((escape.start(), escape.end()))
    for link in LINK.finditer(text, *span):
        if not literal.intersection((link.start("open"), link.start("close"))):
            _put(looks, link.span("open"), sign=True)
            _put(looks, link.span("close"), sign=True)
            _put(looks, (link.end("close"), link.end()), target=True)
            literal.update(range(*link.span("target")))
    _emphasis(_runs(text, span, literal), looks)


def _runs(text: str, span: tuple[int, int], literal: set[int]) -> Iterator[_Run]:
    for found in RUN.finditer(text, *span):
        if literal.intersection(range(*found.span())):
            continue
        before = text[found.start() - 1] if found.start() > span[0] else " "
        after = text[found.end()] if found.end() < span[1] else " "
        left, right = _flanks(before, after), _flanks(after, before)
        if found[0][0] == "_":
            left, right = left and (not right or _punctuation(before)), right and (not left or _punctuation(after))
        yield _Run(found[0][0], found.start(), found.end(), left, right)


def _flanks(outside: str, inside: str) -> bool:
    """Whether a run stands at the edge of what is inside: CommonMark's left-flanking, or right-flanking if turned."""
    if inside.isspace():
        return False
    return not _punctuation(inside) or outside.isspace() or _punctuation(outside)


def _punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _emphasis(runs: Iterable[_Run], looks: list[Look]) -> None:
    """Pair each closing run with the nearest that opens, two signs (strong) before one."""
    waiting: dict[str, list[_Run]] = {"*": [], "_": []}
    within: dict[str, list[tuple[int, int]]] = {"strong": [], "emphasis": []}
    for run in runs:
        while run.closes and run.end > run.start and (opener := _opener(waiting[run.sign], run)):
            size = 2 if min(opener.end - opener.start, run.end - run.start) >= 2 else 1
            _put(looks, (opener.end - size, opener.end), sign=True)
            within["strong" if size == 2 else "emphasis"].append((opener.end, run.start))
            _put(looks, (run.start, run.start + size), sign=True)
            opener.end, run.start = opener.end - size, run.start + size
            _drop(waiting.values(), opener)
        if run.opens and run.end > run.start:
            waiting[run.sign].append(run)
    for how, spans in within.items():
        for span in _outermost(spans):
            _put(looks, span, **{how: True})


def _outermost(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Those that lie in no other, of spans that never cross: a thousand nested ones are put once, not each anew."""
    reached = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= reached:
            yield start, end
            reached = end


def _opener(waiting: list[_Run], run: _Run) -> _Run | None:
    return next((each for each in reversed(waiting) if not _odd(each, run)), None)


def _drop(waiting: Iterable[list[_Run]], opener: _Run) -> None:
    """Take away what opened inside a pair, and its opener where nothing of it is left."""
    for runs in waiting:
        while runs and (runs[-1].start > opener.start or runs[-1].end == runs[-1].start):
            runs.pop()


def _odd(opener: _Run, closer: _Run) -> bool:
    """CommonMark's rule of three: runs that could do both pair only where their lengths don't sum to a multiple."""
    lengths = opener.end - opener.start, closer.end - closer.start
    either = (opener.opens and opener.closes) or (closer.opens and closer.closes)
    return either and sum(lengths) % 3 == 0 and not all(length % 3 == 0 for length in lengths)


def _put(looks: list[Look], span: tuple[int, int], **how: bool) -> None:
    for place in range(*span):
        looks[place] = replace(looks[place], **how)
