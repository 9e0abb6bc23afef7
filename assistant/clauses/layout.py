"""Infer a text's structure from its lines: text in, blocks out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.clauses.contents import contents
from assistant.clauses.flattened import unglue
from assistant.clauses.furniture import furniture
from assistant.clauses.gather import gather, neighbours
from assistant.clauses.headings import Raw, bare, is_heading
from assistant.clauses.lines import Span, blank, lines
from assistant.clauses.running import cut
from assistant.values import Block, BlockKind

_STAR = re.compile(r"\w[;,.]?\\?\*(?!\*|\w)")


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text without stated structure, in order, without overlaps.

    Furniture that stands inside a paragraph lies inside that paragraph's span too.
    """
    hidden = furniture(text)
    masked = blank(text, hidden)
    listed = contents(masked, lines(text, masked))
    masked = blank(masked, listed.spans)
    raws = _notes(masked, gather(masked, cut(masked, lines(text, masked), listed.titles)))
    found = unglue(masked, tuple(_blocks(masked, raws)))
    aside = [*_aside(BlockKind.FURNITURE, hidden), *_aside(BlockKind.CONTENTS, listed.spans)]
    return tuple(sorted([*found, *aside], key=lambda block: (block.start, block.end)))


def _aside(kind: BlockKind, spans: Iterable[Span]) -> Iterator[Block]:
    return (Block(kind, start, end) for start, end in spans)


def _notes(text: str, raws: list[Raw]) -> list[Raw]:
    """A lone starred line is a footnote when a star stands in the text before it."""
    stars = [raw for raw in raws if raw.kind == "bullet*"]
    if not stars or len(stars) > 3 or not _STAR.search(text[: stars[0].mark]):
        return raws
    return [replace(raw, kind="note", number="*") if raw.kind == "bullet*" else raw for raw in raws]


def _blocks(text: str, raws: Sequence[Raw]) -> Iterator[Block]:
    """Class each run; headings and items get their level from those above them."""
    heads = _Heads(any(raw.kind == "part" for raw in raws))
    nest = _Nest()
    for before, raw, after in neighbours(raws):
        if raw.start >= raw.end:
            continue
        if raw.kind == "row":
            yield Block(BlockKind.ROW, raw.start, raw.end, 0, "", raw.header, raw.cells)
        elif is_heading(text, raw, before, after):
            nest.clear()
            yield heads.block(text, raw, after)
        elif raw.kind == "note":
            nest.clear()
            yield Block(BlockKind.NOTE, raw.start, raw.end, 0, raw.number)
        elif raw.kind and raw.kind != "part":
            yield Block(BlockKind.ITEM, raw.start, raw.end, nest.level(text, raw), raw.number)
        else:
            nest.plain(raw)
            yield Block(BlockKind.PARAGRAPH, raw.mark, raw.end)


class _Heads:
    """The levels of headings: parts above numbers above plain ones, unless a plain one stands first."""

    def __init__(self, parts: bool) -> None:
        self._parts = parts
        self._numbered = False

    def block(self, text: str, raw: Raw, after: Raw | None) -> Block:
        words = text[raw.start : raw.end]
        number = raw.number if raw.kind != "hash" or raw.number else ""
        if raw.title and not number:
            match = re.match(r"\d[\d.]*", text[raw.mark : raw.end])
            number = match.group().rstrip(".") if match else ""
        return Block(BlockKind.HEADING, raw.start, raw.end, self._level(words, raw, after), number)

    def _level(self, words: str, raw: Raw, after: Raw | None) -> int:
        if raw.kind == "hash":
            return raw.depth
        if raw.kind == "part":
            return 1
        if raw.kind in ("number", "letter"):
            self._numbered = True
            return 2 + raw.number.count(".")
        above = not self._numbered or bare(words).isupper() or (after is not None and after.kind == "number")
        return 1 + self._parts if above and not self._parts else 7


class _Nest:
    """The open lists: each with its marker's kind and indent; an item's level is its depth there."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int]] = []
        self._stem = False

    def clear(self) -> None:
        self._open.clear()
        self._stem = False

    def plain(self, raw: Raw) -> None:
        if not self._open or raw.indent <= self._open[0][1]:
            self.clear()

    def level(self, text: str, raw: Raw) -> int:
        style = self._known((_style(raw), raw.indent))
        kinds = [kind for kind, _ in self._open]
        if self._stem and style not in self._open and (not self._open or style[1] >= self._open[-1][1]):
            self._open.append(style)
        elif style in self._open:
            del self._open[self._open.index(style) + 1 :]
        elif style[0] in kinds and style[1] <= self._open[-1][1]:
            del self._open[kinds.index(style[0]) + 1 :]
        else:
            self._deepen(style)
        self._stem = text[raw.start : raw.end].rstrip("*_ ").endswith(":")
        return max(len(self._open), 1)

    def _known(self, style: tuple[str, int]) -> tuple[str, int]:
        """The open list that a slightly askew item belongs to; a stem's own list may begin one column in."""
        near = [one for one in self._open if one[0] == style[0] and abs(one[1] - style[1]) <= 1]
        return min(near, key=lambda one: abs(one[1] - style[1])) if near and not self._stem else style

    def _deepen(self, style: tuple[str, int]) -> None:
        """Deeper when further in; beside or out of what is open otherwise."""
        while self._open and style[1] <= self._open[-1][1]:
            self._open.pop()
        self._open.append(style)


def _style(raw: Raw) -> str:
    if raw.kind == "number":
        return f"number{raw.number.count('.')}"
    if raw.kind == "letter":
        return "letter" + re.sub(r"\w+", "i", raw.number)
    return "bullet"
