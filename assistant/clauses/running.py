"""Cut running lines where a heading, a numbered paragraph or a bullet begins in their middle."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from assistant.clauses.contents import plain
from assistant.clauses.lines import Line, trim
from assistant.clauses.markers import BULLETS

_BULLET = re.compile(rf"(?<=\s)[{BULLETS.replace('·', '').replace('→', '')}](?=\s)")
_NUMBERED = re.compile(r"(?<!\S)(\d{1,2}(?:\.\d{1,2}){0,2})\.?\s+(?=[A-Z\"'“‘:])")
_REFERS = re.compile(
    r"(?:sections?|paragraphs?|paras?|clauses?|parts?|points?|annex|appendix|rules?|under|see|and|or|to|in|of|with"
    r"|by|at"
    r"|from|for|than|years?|page|stages?|steps?|key|form|level|type|rank|week|day|term|,)$",
    re.I,
)
_RECORD = re.compile(
    r"(?<=\s)(?:(?:Date )?(?:Approved|Adopted|Ratified|Reviewed|Agreed)(?: by| on)?|(?:Date of )?(?:Next )?[Rr]eview"
    r"(?: due)?(?: by| on| date)?|Review [Dd]ate|Policy (?:owner|lead)|Author|Version)[ \t]*:(?=\s)"
)
_LEADS_TEXT = """
the this these those a an any all if when where every everyone each no nobody for we our you
your they it in as staff members pupils parents students please there who at on
"""
_LEADS = frozenset(_LEADS_TEXT.split())
_NO_TITLE_TEXT = """
the this these they it a an any all if when where every no we you our nobody each in at
"""
_NO_TITLE = frozenset(_NO_TITLE_TEXT.split())
_VERBS_TEXT = """
will must may should can shall is are was were has have do does need needs
"""
_VERBS = frozenset(_VERBS_TEXT.split())


def cut(text: str, shown: list[Line], titles: tuple[tuple[str, str], ...]) -> list[Line]:
    """Split each line where something new begins inside it; linear in the text."""
    known = {number: title for number, title in titles if number}
    last: tuple[int, ...] = (0,)
    flat = _is_flattened(text, shown, known)
    found: list[Line] = []
    for line in shown:
        starts, last = _starts(text, line, last, known, flat)
        found += _pieces(text, line, starts, known, flat)
    return found


def _is_flattened(text: str, shown: list[Line], known: dict[str, str]) -> bool:
    """Whether headings run on into their text: two promised titles that share a line with more."""
    return sum(_runs_on(text, line, known) for line in shown) > 1


def _runs_on(text: str, line: Line, known: dict[str, str]) -> bool:
    for match in _NUMBERED.finditer(text, line.start, line.end):
        end = _known_end(text, match, line.end, known)
        if end and text[end : line.end].strip():
            return True
    return False


def _known_end(text: str, match: re.Match[str], end: int, known: dict[str, str]) -> int:
    """Where the promised title after this number ends; 0 when another text follows."""
    title = known.get(match.group(1), "")
    piece = text[match.end() : min(end, match.end() + len(title))]
    return match.end() + len(title) if title and plain(piece) == plain(title) else 0


def _starts(
    text: str, line: Line, last: tuple[int, ...], known: dict[str, str], flat: bool
) -> tuple[list[int], tuple[int, ...]]:
    starts = {match.start() for match in _BULLET.finditer(text, line.start, line.end)}
    starts |= {match.start() for match in _RECORD.finditer(text, line.start, line.end)}
    for match in _NUMBERED.finditer(text, line.start, line.end):
        number = tuple(int(part) for part in match.group(1).split("."))
        if match.start() == line.start:
            last = number if len(number) > 1 or number[0] == last[0] + 1 else last
        elif _begins(text, match, line, (number, last), known, flat):
            starts.add(match.start())
            last = number
    return sorted(starts), last


def _begins(
    text: str,
    match: re.Match[str],
    line: Line,
    pair: tuple[tuple[int, ...], tuple[int, ...]],
    known: dict[str, str],
    flat: bool,
) -> bool:
    """Whether a number inside a line opens a section: it is next in turn and no cross-reference."""
    number, last = pair
    before = text[max(line.start, match.start() - 200) : match.start()].rstrip()[-14:]
    if _REFERS.search(before):
        return False
    if _known_end(text, match, line.end, known):
        return True
    return (
        len(number) > 1
        and _follows(number, last)
        and (flat or before.endswith((".", "!", "?", ";", ":")) or _alone(text, match, line))
    )


def _alone(text: str, match: re.Match[str], line: Line) -> bool:
    """A short heading, emptied of its page mark, stands before the number."""
    return bool(re.fullmatch(r"\d{1,2}\.?\s+[A-Z][\w ]{2,40}\s{3,}", text[line.start : match.start()]))


def _follows(number: tuple[int, ...], last: tuple[int, ...]) -> bool:
    if number[:-1] == last[: len(number) - 1] and len(last) >= len(number):
        return last[len(number) - 1] < number[-1] <= last[len(number) - 1] + 2
    return number[-1] == 1 and number[0] in (last[0], last[0] + 1)


def _pieces(text: str, line: Line, starts: list[int], known: dict[str, str], flat: bool) -> Iterator[Line]:
    bounds = [line.start, *(at for at in starts if at > line.start), line.end]
    for at, (start, end) in enumerate(itertools.pairwise(bounds)):
        start, end = trim(text, start, end)
        if start < end:
            gap = line.gap if at == 0 else True
            yield from _headed(text, Line(start, end, line.indent, gap), known, flat)


def _headed(text: str, line: Line, known: dict[str, str], flat: bool) -> Iterator[Line]:
    """Part a heading from the text that runs on behind it."""
    match = _NUMBERED.match(text, line.start, line.end)
    end = _known_end(text, match, line.end, known) if match else 0
    if match and flat and not end and "." in match.group(1):
        end = _guessed_end(text, match.end(), line.end)
    rest = trim(text, end, line.end) if end else (0, 0)
    if rest[0] >= rest[1]:
        yield Line(line.start, line.end, line.indent, line.gap, title=bool(end))
        return
    yield Line(line.start, end, line.indent, line.gap, title=True)
    yield Line(rest[0], rest[1], line.indent, True)


def _guessed_end(text: str, start: int, end: int) -> int:
    """Where an unpromised title gives way to a sentence; 0 when there seems to be no title."""
    words = list(re.finditer(r"\([^)]*\)|\S+", text[start : min(end, start + 120)]))
    for at, word in enumerate(words[:10]):
        bare = word.group().strip(":,.'\"“‘").lower()
        if at and bare in _VERBS and word.group().islower():
            return _before_subject(words[:at], start)
        if at and (word.group()[0].isupper() or word.group() == ":"):
            if word.group()[0].isupper() and words[at - 1].group()[0].isupper() and bare not in _LEADS:
                continue
            return start + words[at - 1].end()
        if (at == 0 and bare in _NO_TITLE) or word.group().endswith((".", ",", ";")):
            return 0
    return 0


def _before_subject(words: list[re.Match[str]], start: int) -> int:
    """The end of what stands before a verb's subject, which opens with the last capital."""
    last = max((at for at, word in enumerate(words) if word.group()[0].isupper()), default=0)
    return start + words[last - 1].end()  # with one capital alone the subject itself is the title
