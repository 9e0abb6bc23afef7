"""Tells the running headers, footers and page numbers of a paged file from its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_EDGE = 4  # lines at either end of a page that may be furniture
_SAME_HEIGHT = 4.0  # points
_PAGE_NUMBER = re.compile(
    r"(?i)(?:[-–|\s]*page\s*[|:]?\s*\d+(?:\s*(?:of|/)\s*\d+)?[-–|\s]*"
    r"|\d{1,3}\s*(?:of|/|\|)\s*(?:\d{1,3}|page)|[-–]?\s*\d{1,3}\s*[-–]?)"
)

_COUNTED = re.compile(r"(?i)(?<=page )\d+|(?<=\bof )\d+|^\d+|\d+$")  # what differs from page to page


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its words, its top and bottom in points from the page's top, whether in a margin."""

    text: str
    top: float
    bottom: float
    in_margin: bool = True


def without_furniture(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], tuple[str, ...]]:
    """The pages' lines without furniture, and the furniture left out, each wording once."""
    repeated = _repeated(pages)
    kept: list[list[Line]] = []
    left_out: dict[str, None] = {}
    for lines in pages:
        edges = _at_edges(lines)
        body: list[Line] = []
        for index, line in enumerate(lines):
            if index in edges and (_key(line) in repeated or _is_page_number(line, index, len(lines))):
                left_out.setdefault(line.text)
            else:
                body.append(line)
        kept.append(body)
    return kept, tuple(left_out)


def _repeated(pages: Sequence[Sequence[Line]]) -> set[tuple[str, int]]:
    """What stands at the same height, numbers aside, on half of the pages and at least two."""
    counts: Counter[tuple[str, int]] = Counter()
    for lines in pages:
        counts.update({_key(lines[index]) for index in _at_edges(lines)})
    needed = max(2, len(pages) / 2)
    return {key for key, count in counts.items() if count >= needed}


def _edges(count: int) -> set[int]:
    return set(range(min(_EDGE, count))) | set(range(max(0, count - _EDGE), count))


def _at_edges(lines: Sequence[Line]) -> set[int]:
    return {index for index in _edges(len(lines)) if lines[index].in_margin}


def _key(line: Line) -> tuple[str, int]:
    return _COUNTED.sub("#", line.text.strip()), round(line.top / _SAME_HEIGHT)


def _is_page_number(line: Line, index: int, count: int) -> bool:
    outermost = index == 0 or index == count - 1
    return outermost and _PAGE_NUMBER.fullmatch(line.text.strip()) is not None
