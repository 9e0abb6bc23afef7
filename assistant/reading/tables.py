"""Lays a table out row by row, each row with the titles of its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading.compose import Composer
from assistant.values import BlockKind

Row = list[tuple[int, str]]
"""The cells of a row: the column at which each begins, from 0, and its text."""

_LONGEST_TITLE = 60
_FACT = re.compile(
    r"(?i)approv|adopt|ratif|review|polic|owner|author|version|date|agreed|name of|responsible|\d{4}|[:.;]$"
)


def add_table(composer: Composer, rows: Sequence[Row], *, titles: Sequence[bool], caption: str = "") -> None:
    """Add the rows; `titles` tells which hold column titles. A row of one cell is a paragraph."""
    composer.add(BlockKind.PARAGRAPH, caption)
    header: dict[int, str] = {}
    for row, is_title in zip(rows, titles, strict=True):
        filled = [(column, text) for column, text in row if text]
        if is_title:
            header = dict(row)
            composer.add_row([text for _, text in row], titles=True)
        elif len(filled) == 1 and len(row) == 1:
            composer.add(BlockKind.PARAGRAPH, filled[0][1])
        else:
            named = [header.get(column, "") for column, _ in row] if any(header.values()) else []
            composer.add_row([text for _, text in row], named)


def looks_titled(rows: Sequence[Row]) -> bool:
    """Whether the first row reads like column titles where the format does not say so."""
    if len(rows) < 3 or len(rows[0]) < 2:
        return False
    first = [text for _, text in rows[0]]
    distinct = len(set(first)) == len(first) and all(first)
    short = all(len(text) <= _LONGEST_TITLE and not _FACT.search(text) for text in first)
    return distinct and short and all(len(row) >= 2 for row in rows)
