"""A text's lines, with furniture and contents lists blanked out but every offset kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

Span = tuple[int, int]

_FILL = "\x1f"  # counts as space, yet isn't the blank or tab that sets table columns apart
_LINE = re.compile(r"[^\n]*\n?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its outer space; `indent` in columns (a tab is four), `gap`: a blank line is above.

    `title` says that a contents list promised these words as a heading.
    """

    start: int
    end: int
    indent: int = 0
    gap: bool = False
    title: bool = False


def blank(text: str, hidden: Iterable[Span]) -> str:
    """Return `text` of the same length, its `hidden` spans turned to separators that count as space (newlines stay)."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(hidden):
        start = max(start, at)
        if end > start:
            pieces += [text[at:start], re.sub(r"[^\n]", _FILL, text[start:end])]
            at = end
    return "".join([*pieces, text[at:]])


def trim(text: str, start: int, end: int) -> Span:
    """Shrink a span until it neither begins nor ends with space."""
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    return start + lead, max(start + lead, start + len(piece.rstrip()))


def lines(text: str, masked: str) -> list[Line]:
    """List the lines that show words in `masked`; a line hidden whole is not a gap."""
    found: list[Line] = []
    gap = True
    for match in _LINE.finditer(masked):
        start, end = trim(masked, match.start(), match.end())
        if start < end:
            lead = masked[match.start() : start].replace("\t", "    ")
            found.append(Line(start, end, len(lead), gap))
            gap = False
        elif not text[match.start() : match.end()].strip():
            gap = True
    return found
