"""The tables of a web page, as rows with their column titles."""

from __future__ import annotations

from collections.abc import Callable

from bs4.element import Tag

from assistant.reading.compose import Composer
from assistant.reading.tables import Row, add_table

_MOST_SPAN = 50


def lay_out(table: Tag, composer: Composer, words: Callable[[Tag], str]) -> bool:
    """Add the table's rows; False, and nothing added, if the table only arranges the page."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    cells = [_cells(row) for row in rows]
    if table.find("table") or max((len(row) for row in cells), default=0) < 2:
        return False
    if table.find(["h1", "h2", "h3", "h4"]):
        return False
    caption = table.find("caption")
    titles = [row.find_parent("thead") is not None or _all_titles(own) for row, own in zip(rows, cells, strict=True)]
    add_table(composer, _grid(cells, words), titles=titles, caption=words(caption) if caption else "")
    return True


def _cells(row: Tag) -> list[Tag]:
    return row.find_all(["td", "th"], recursive=False)


def _all_titles(cells: list[Tag]) -> bool:
    return len(cells) > 1 and all(cell.name == "th" for cell in cells)


def _grid(rows: list[list[Tag]], words: Callable[[Tag], str]) -> list[Row]:
    """Rows of (column, text); a cell that spans rows stands in each of them, so that each row is whole."""
    grid: list[Row] = [[] for _ in rows]
    taken: set[tuple[int, int]] = set()
    for index, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (index, column) in taken:
                column += 1
            text, width = words(cell), _span(cell, "colspan")
            for below in range(index, min(index + _span(cell, "rowspan"), len(rows))):
                grid[below].append((column, text))
                taken.update((below, column + offset) for offset in range(width))
            column += width
    return [sorted(row) for row in grid]


def _span(cell: Tag, attribute: str) -> int:
    written = str(cell.get(attribute, "1"))
    return min(max(int(written), 1), _MOST_SPAN) if written.isdigit() else 1
