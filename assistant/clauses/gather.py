"""Gather lines into runs that belong together: wrapped lines joined, rows, items and paragraphs apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.clauses.headings import Raw
from assistant.clauses.lines import Line
from assistant.clauses.markdown import is_rule, underline
from assistant.clauses.markers import Marker, marker, part
from assistant.clauses.tables import Row, header, row

_OPEN = re.compile(
    r"(?:,|-|\b(?:a|an|and|as|at|but|by|for|from|if|in|is|of|on|or|our|that|the|their|to|with|which|who|your)"
    r"|\b(?:The|An?|Our|Your|Mr|Mrs|Ms|Miss|Mx|Dr|Sir)(?: [A-Z][\w’'-]+)?)$"
)
_CAPITALS = re.compile(r"^[^a-z]*[A-Z]{2}[^a-z]*$")
_OPEN_CAPITALS = re.compile(r"\b(?:AND|FOR|OF|THE|TO|IN|ON|WITH)$")
_FIELD = re.compile(r"^[a-z][\w -]{1,30}: \S")
_ENDED = re.compile(r"[.!?:;][\"'”’)*_\]\\†‡]*$")
_EVIDENCE = 3
_LONGEST_HEADING = 14


def gather(text: str, shown: Sequence[Line]) -> list[Raw]:
    """Join the lines of each paragraph, item and row; linear in the text."""
    width = _width(text, shown)
    found: list[Raw] = []
    table: list[Row] = []
    last: Line | None = None
    for line in shown:
        rule = is_rule(text[line.start : line.end])
        cells = None if line.title or rule else row(text, line)
        if table and (cells is None or _new_table(cells, table)):
            found += _rows(text, table, found)
            table = []
        if cells:
            table.append(cells)
        elif rule:
            _underline(text, line, last, found)
        else:
            _place(text, line, last, found, width)
        last = None if rule else line
    return found + _rows(text, table, found)


def _underline(text: str, line: Line, last: Line | None, found: list[Raw]) -> None:
    """Make the single short line right above an underline a heading; any other rule only parts."""
    level = underline(text[line.start : line.end])
    if not (level and last and found) or line.gap:
        return
    above = found[-1]
    words = text[above.start : above.end]
    plain = above.kind in ("", "number", "letter", "part") and above.mark == last.start
    if plain and len(words.split()) <= _LONGEST_HEADING and not _ENDED.search(words):
        found[-1] = replace(above, kind="hash", depth=level)


def _new_table(cells: Row, table: list[Row]) -> bool:
    return cells.line.gap and len(cells.cells) != len(table[-1].cells)


def _rows(text: str, table: list[Row], before: list[Raw]) -> list[Raw]:
    """Rows with their header; the header row itself carries no cells."""
    if not table:
        return []
    titles = header(text, table, any(raw.kind in ("hash", "number", "part") for raw in before))
    found = []
    for at, one in enumerate(table):
        if one.rule or not any(a < b for a, b in one.cells):
            continue
        filled = [cell for cell in one.cells if cell[0] < cell[1]]
        cells = () if at == 0 and titles else one.cells
        raw = Raw("row", one.line.start, filled[0][0], filled[-1][1], header=titles, cells=cells, gap=one.line.gap)
        found.append(raw)
    return found


def _width(text: str, shown: Sequence[Line]) -> int:
    """The column at which the text is wrapped; a huge number when it is not wrapped."""
    lengths = sorted(
        line.end - line.start + line.indent
        for line, after in pairwise(shown)
        if not after.gap and text[after.start].islower() and not marker(text, after.start, after.end)
    )
    return lengths[len(lengths) * 9 // 10] if len(lengths) >= _EVIDENCE else 10**9


def _place(text: str, line: Line, last: Line | None, found: list[Raw], width: int) -> None:
    """Add a line to the run before it, or open a new one."""
    mark = part(text, line.start, line.end) if not line.title else None
    mark = mark or marker(text, line.start, line.end)
    if mark and _stray(text, mark, line, found, last):
        mark = None
    before = found[-1] if found else None
    if mark is None and before and last and _continues(text, line, last, before, width):
        found[-1] = replace(before, start=_start(text, before, line), end=line.end)
    else:
        found.append(_open(text, line, mark))


def _start(text: str, before: Raw, line: Line) -> int:
    """A bullet alone on its line takes its words from the next."""
    return before.start if before.start < before.end else line.start


def _stray(text: str, mark: Marker, line: Line, found: list[Raw], last: Line | None) -> bool:
    """A number that a wrapped line happens to open with."""
    if not found or last is None or line.gap or line.title or mark.kind not in ("number", "letter", "part"):
        return False
    if mark.kind == "part" or ("." not in text[line.start : mark.end] and "(" not in mark.number):
        return (
            found[-1].kind != "row"
            and not _ENDED.search(text[last.start : last.end])
            and len(text[last.start : last.end].split()) > 6
        )
    return False


def _open(text: str, line: Line, mark: Marker | None) -> Raw:
    if mark is None:
        return Raw("", line.start, line.start, line.end, indent=line.indent, gap=line.gap, title=line.title)
    kind, start, number = mark.kind, min(mark.end, line.end), mark.number
    inner = marker(text, start, line.end) if kind == "hash" else None
    inner = (part(text, start, line.end) or inner) if kind == "hash" else None
    if inner and inner.kind in ("number", "letter", "part"):
        start, number = inner.end, inner.number
    if kind == "part" and start == line.end:
        start, number = line.start, number
    return Raw(kind, line.start, start, line.end, number, mark.depth, line.indent, line.gap, line.title)


def _continues(text: str, line: Line, last: Line, before: Raw, width: int) -> bool:
    """Whether an unmarked line goes on with the run before it."""
    if before.title or line.title or before.kind in ("hash", "row"):
        return False
    if before.start >= before.end:
        return True
    words = text[last.start : last.end]
    if _FIELD.match(text[line.start : line.end]) and (words == "---" or _FIELD.match(words)):
        return False
    ended, lower = bool(_ENDED.search(words)), text[line.start].islower()
    if line.gap:
        return lower and not ended
    if lower:
        return not words.endswith(":") or last.end - last.start > width // 2
    if _OPEN_CAPITALS.search(words):
        return bool(_CAPITALS.match(text[line.start : line.end]))
    hanging = before.kind != "" and line.indent > before.indent
    return hanging or bool(_OPEN.search(words)) or _full(text, line, last, width)


def _full(text: str, line: Line, last: Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted on the line before."""
    first = text[line.start : line.end].split(None, 1)[0]
    return last.indent + last.end - last.start + 1 + len(first) > width


def neighbours(raws: Sequence[Raw]) -> Iterator[tuple[Raw | None, Raw, Raw | None]]:
    """Each run with the one before and the one after."""
    for at, raw in enumerate(raws):
        yield (raws[at - 1] if at else None), raw, (raws[at + 1] if at + 1 < len(raws) else None)
