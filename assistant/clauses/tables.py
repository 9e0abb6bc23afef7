"""Recognise table rows: Markdown pipes, tabs, and columns set apart by wide gaps."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.clauses.lines import Line, Span, trim
from assistant.clauses.markers import marker

_RULE = re.compile(r"^\|?[\s:|-]+\|?$")
_WIDE = re.compile(r"(?<=\S)(?<![.!?]) {3,}(?=\S)|\t+")
_CELL_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells; `rule` marks the dashes under a Markdown header."""

    line: Line
    cells: tuple[Span, ...]
    rule: bool = False


def row(text: str, line: Line) -> Row | None:
    """Read a line as a table row; None when it is something else."""
    words = text[line.start : line.end]
    if words.startswith("|") and words.count("|") > 1:
        return Row(line, _piped(text, line), bool(_RULE.match(words)) and "-" in words)
    if "\t" not in words and "   " not in words:
        return None
    mark = marker(text, line.start, line.end)
    if mark and (mark.kind != "number" or _one_cell(text, mark.end, line.end)):
        return None
    cells = _gapped(text, line)
    return Row(line, cells) if len(cells) > 1 else None


def _one_cell(text: str, start: int, end: int) -> bool:
    """Whether a numbered line holds only one run of words."""
    return not _WIDE.search(text, start, end)


def _piped(text: str, line: Line) -> tuple[Span, ...]:
    cells: list[Span] = []
    at = line.start + 1
    for match in re.finditer(r"(?<!\\)\|", text[line.start + 1 : line.end]):
        cells.append(trim(text, at, line.start + 1 + match.start()))
        at = line.start + 1 + match.end()
    if text[at : line.end].strip():
        cells.append(trim(text, at, line.end))
    return tuple(cells)


def _gapped(text: str, line: Line) -> tuple[Span, ...]:
    cells: list[Span] = []
    at = line.start
    for match in _WIDE.finditer(text, line.start, line.end):
        if at < match.start():
            cells.append((at, match.start()))
        at = match.end()
    cells.append((at, line.end))
    return tuple(cells)


def header(text: str, rows: list[Row], in_body: bool) -> tuple[str, ...]:
    """The column titles of a table: its first row, unless that is a row like the others."""
    first = rows[0]
    titles = tuple(" ".join(text[a:b].split()) for a, b in first.cells)
    if len(rows) > 1 and rows[1].rule:
        return titles if any(titles) else ("",) * len(titles)
    if len(rows) < 2 or (not in_body and len(titles) < 3):
        return ()
    short = all(title and len(title) <= _CELL_LIMIT and not title.endswith((".", ";")) for title in titles)
    return titles if short and len(titles) >= len(rows[1].cells) and not _valued(titles) else ()


def _valued(titles: tuple[str, ...]) -> bool:
    """Whether cells hold amounts, times or addresses, as no column title does."""
    return any(re.search(r"[£$@]|\d\s*(?:am|pm|%)|^\d+$", title) for title in titles)
