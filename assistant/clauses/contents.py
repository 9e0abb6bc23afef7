"""Find contents lists, and the titles they promise."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.clauses.lines import Line, Span

_HEAD = re.compile(r"^(?:#+\s*|\*\*)?(?:table of )?contents(?:\s+page)?:?(?:\*\*)?$", re.I)
_INLINE = re.compile(r"(?:^|(?<=\s))(?:Table of )?C(?:ontents|ONTENTS)(?=\s+(?:1|A)\.?\s)")
_NUMBER = re.compile(r"^((?:part|section|annex|appendix)\s+\w+|\d{1,2}(?:\.\d{1,2})*|[A-Z])[.):]?\s+", re.I)
_TAIL = re.compile(r"(?:[\s.…·_]*|\s*\|\s*)\d{1,3}\s*\|?$")
_COLUMN = re.compile(r"^\s*pages?\s*(?:no\.?|number)?$", re.I)
_ENTRY = re.compile(r"(?<!\S)(\d{1,2})\.?\s+(?=[A-Z])")
_LONGEST = 110
_MOST = 80


@dataclass(frozen=True, slots=True)
class Contents:
    """Contents lists: `spans` to leave out, `titles` as (number, title), number "" when none."""

    spans: tuple[Span, ...] = ()
    titles: tuple[tuple[str, str], ...] = ()


def plain(title: str) -> str:
    """A title to compare by: lower case, no marks, single spaces."""
    return " ".join(re.sub(r"[^\w\s]", " ", title.lower()).split())


def entry(line: str) -> tuple[str, str]:
    """Number and title of a contents line, without dots and page."""
    body = line.strip().lstrip("-*|• \t").strip()
    number = _NUMBER.match(body)
    rest = body[number.end() :] if number else body
    return (number.group(1) if number else ""), _TAIL.sub("", rest).strip(" .|*\t")


def contents(text: str, shown: list[Line]) -> Contents:
    """Find the contents list among the lines, or inside a running line."""
    for at, line in enumerate(shown[: len(shown) // 2 + 2]):
        if _HEAD.match(text[line.start : line.end]):
            return _listed(text, shown, at)
        inline = _INLINE.search(text, line.start, line.end)
        if inline:
            return _running(text, inline, line)
    return Contents()


def _listed(text: str, shown: list[Line], at: int) -> Contents:
    """A list of one entry a line; it ends where its first title comes back."""
    titles: list[tuple[str, str]] = []
    first = ""
    end = at + 1
    for line in shown[at + 1 : at + 1 + _MOST]:
        words = text[line.start : line.end]
        number, title = entry(words)
        if (first and plain(title).startswith(first)) or len(words) > _LONGEST or _sentence(words):
            break
        end += 1
        if title and not _COLUMN.match(words):
            titles.append((number, title))
            first = first or plain(title)
    if not _returns(text, shown[end:], titles):
        return Contents(((shown[at].start, shown[at].end),))
    return Contents(tuple((line.start, line.end) for line in shown[at:end]), tuple(titles))


def _sentence(words: str) -> bool:
    return words.rstrip().endswith((".", ";", ":")) and len(words.split()) > 3 and "...." not in words


def _returns(text: str, after: list[Line], titles: list[tuple[str, str]]) -> bool:
    """Whether a promised title is met later: otherwise it was no contents list."""
    later = plain(text[after[0].start :]) if after else ""
    return any(plain(title) in later for _, title in titles)


def _running(text: str, head: re.Match[str], line: Line) -> Contents:
    """Entries one after another in a running line, numbered in turn."""
    marks: list[re.Match[str]] = []
    for match in _ENTRY.finditer(text, head.end(), line.end):
        if int(match.group(1)) == len(marks) + 1:
            marks.append(match)
    ends = [mark.start() for mark in marks[1:]] + [line.end]
    titles = [
        (mark.group(1), _TAIL.sub("", text[mark.end() : end]).strip()) for mark, end in zip(marks, ends, strict=True)
    ]
    if len(titles) < 3 or len(titles[-1][1]) > _LONGEST:
        return Contents()
    return Contents(((head.start(), line.end),), tuple(titles))
