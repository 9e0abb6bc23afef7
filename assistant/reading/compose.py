"""Lays the pieces of a formatted file out as readable text, with the blocks that point into it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.values import Block, BlockKind

_CLOSE_TOGETHER = frozenset({BlockKind.ITEM, BlockKind.ROW, BlockKind.CONTENTS, BlockKind.FURNITURE})


class Composer:
    """Collects pieces in reading order; `text` and `blocks` are the result so far."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []

    @property
    def text(self) -> str:
        """All pieces, list items and rows on following lines, other pieces a blank line apart."""
        return "".join(self._pieces)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """One block a piece, in order; together they cover every word of the text."""
        return tuple(self._blocks)

    def add(self, kind: BlockKind, words: str, *, marker: str = "", level: int = 0, number: str = "") -> None:
        """Append a piece; the marker is written before it and left out of its block. Empty words add nothing."""
        words = words.strip()
        if not words:
            return
        self._separate(kind)
        if marker:
            self._write(f"{marker} ")
        start = self._length
        self._write(words)
        self._blocks.append(Block(kind, start, self._length, level, number))
        self._write("\n")

    def add_row(self, cells: Sequence[str], header: Sequence[str] = (), *, titles: bool = False) -> None:
        """Append a table row, tab-separated; the row of column titles is furniture: each row carries it."""
        if not any(cell.strip() for cell in cells):
            return
        kind = BlockKind.FURNITURE if titles else BlockKind.ROW
        self._separate(kind)
        start = self._length
        spans: list[tuple[int, int]] = []
        for column, cell in enumerate(cells):
            self._write("\t" if column else "")
            spans.append((self._length, self._length + len(cell)))
            self._write(cell)
        self._blocks.append(Block(kind, start, self._length, 0, "", tuple(header), tuple(spans)))
        self._write("\n")

    def _separate(self, kind: BlockKind) -> None:
        if not self._blocks:
            return
        last = self._blocks[-1].kind
        if not {kind, last} <= _CLOSE_TOGETHER:
            self._write("\n")

    def _write(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)
