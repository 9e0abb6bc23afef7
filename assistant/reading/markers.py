"""The marks before list items and headings: numbers typed by hand, and numbers as letters or Roman."""

from __future__ import annotations

import re
from typing import NamedTuple

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_BULLET = re.compile(r"[•›●▪■○◦□◆❖➢➤‣⁃✓✔*–—\uf0b7\uf0a7\uf0d8-]\s+")
_NUMBER = re.compile(
    r"(?:(?P<bare>\d{1,2}(?:\.\d{1,2})+|[A-Z]\d{1,2}(?:\.\d{1,2})*)[.):]?"
    r"|(?P<dotted>\d{1,2}|[A-Za-z]|[ivx]{2,5})[.)]"
    r"|(?P<bracketed>\((?:\d{1,2}|[A-Za-z]|[ivx]{2,5})\)))\s+"
)
_HEADING_NUMBER = re.compile(r"(?:(?:Section|Part|Article|Appendix)\s+)?(\d{1,2}|[A-Z])[.):]?\s+(?=[A-Z])")


class Marked(NamedTuple):
    """A line without its mark: what was written, the number in it ("" for a bullet), and the words."""

    marker: str
    number: str
    words: str


def typed(line: str) -> Marked:
    """Split a typed bullet or number off a line; marker "" if there is none."""
    if match := _BULLET.match(line):
        return Marked(match[0].strip(), "", line[match.end() :])
    if match := _NUMBER.match(line):
        number = match["bare"] or match["dotted"] or match["bracketed"]
        return Marked(match[0].strip(), number, line[match.end() :])
    return Marked("", "", line)


def typed_heading(line: str) -> Marked:
    """As `typed`, for a line known to be a heading, where "3 Purpose" has a number too."""
    marked = typed(line)
    match = _HEADING_NUMBER.match(line)
    if marked.marker or not match or match[0].strip() in {"A", "I"}:
        return marked if marked.number else Marked("", "", line)
    return Marked(match[0].strip(), match[1], line[match.end() :])


def letters(number: int) -> str:
    """1 is "a", 26 "z", 27 "aa", 28 "bb", as Word counts."""
    if number < 1:
        return str(number)
    repeats, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * (repeats + 1)


def roman(number: int) -> str:
    """4 is "iv"; numbers under 1 stay digits."""
    if number < 1:
        return str(number)
    written = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        written.append(sign * count)
    return "".join(written)
