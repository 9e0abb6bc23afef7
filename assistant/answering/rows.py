"""A table's row in words: each column's title with what stands under it, in the order in which they stand."""

from __future__ import annotations

import re

ADDRESS = re.compile(r"(?:^|\.)r\d+(?:~\d+)?$")
"""How a row's address in its document ends."""
PIPES, TABS, GAPS = re.compile(r"(?<!\\)\|"), re.compile(r"\t"), re.compile(r"\t+| {3,}")
ENDED = (".", "!", "?", "…")


def is_row(address: str) -> bool:
    """Whether a clause's address ("3.4.r2") is that of a table's row."""
    return ADDRESS.search(address) is not None


def row_in_words(titles: str, quote: str) -> str:
    """ "Step: 1. Who decides: The Head." of titles and cells as the clause holds them; markup is left as it is.

    Where they can't be paired, the titles that there are come first and the cells after them.
    """
    columns = [title.strip() for title in titles.split("|")]
    cells = _cells(quote, len(columns))
    if not any(columns):
        return ": ".join([cells[0].rstrip(" :"), "; ".join(cells[1:])]) if len(cells) > 1 else quote
    if len(cells) != len(columns):
        return f"{', '.join(filter(None, columns))}: {'; '.join(filter(None, cells))}"
    return " ".join(_pair(title, cell) for title, cell in zip(columns, cells, strict=True) if cell)


def _cells(quote: str, wanted: int) -> list[str]:
    """The row's cells, cut at whichever of its signs gives as many as there are titles."""
    sign = PIPES if PIPES.search(quote) else TABS
    exact = [cell.strip() for cell in sign.split(quote)]
    return exact if len(exact) == wanted else [cell for part in exact for cell in GAPS.split(part) if cell]


def _pair(title: str, cell: str) -> str:
    said = f"{title.rstrip(' :')}: {cell}" if title else cell
    return said if said.endswith(ENDED) else f"{said}."
