"""Follow a document down its headings and lists, and say where each block stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.clauses.headings import bare
from assistant.clauses.labels import Place, Step, slug, titled
from assistant.values import Block, BlockKind

_KINDS = {BlockKind.PARAGRAPH: "paragraph", BlockKind.ROW: "row", BlockKind.NOTE: "note"}


@dataclass(slots=True)
class Outline:
    """Where the reader is: open headings as (level, number, title), counts, and the open items' steps."""

    section: int = 0
    heads: list[tuple[int, str, str]] = field(default_factory=list)
    counts: dict[tuple[object, ...], int] = field(default_factory=dict)
    path: list[Step] = field(default_factory=list)
    group: int = 0
    table: int = 0
    previous: BlockKind = BlockKind.HEADING

    def heading(self, text: str, block: Block) -> None:
        """Enter a section."""
        level = block.level or 1
        while self.heads and self.heads[-1][0] >= level:
            self.heads.pop()
        title = bare(text[block.start : block.end]).rstrip(":")
        printed = re.match(rf"{re.escape(block.number)}(?:[.):]+\s*|\s+|$)", title) if block.number else None
        title = title[printed.end() :] if printed else title
        self.heads.append((level, block.number, title))
        self.section += 1
        self.path, self.group, self.table, self.previous = [], 0, 0, BlockKind.HEADING

    @property
    def headings(self) -> tuple[str, ...]:
        """The path of headings, outermost first, as a person says them."""
        return tuple(titled(number, title) for _, number, title in self.heads)

    def step(self, block: Block) -> tuple[Step, ...]:
        """Count a block in and return the steps down to it from its section."""
        if block.kind is BlockKind.ITEM:
            self._item(block)
        elif block.kind is BlockKind.PARAGRAPH and block.number:
            self.path = [Step("number", 0, block.number)]
        elif block.kind is BlockKind.NOTE:
            return (Step("note", self._next("note"), block.number),)
        else:
            self._other(block)
        self.previous = block.kind
        return tuple(self.path)

    def _item(self, block: Block) -> None:
        depth = max(block.level, 1) - 1
        if depth == 0 and self.previous is not BlockKind.ITEM:
            self.group += 1
        del self.path[depth:]
        if self.path and self.path[0].kind in ("paragraph", "row"):
            self.path = []
        kind = _item_kind(block.number)
        key = ("item", self.group, tuple(self.path))
        self.path.append(Step(kind, self._next(*key) if kind == "bullet" else 0, block.number, self.group))

    def _other(self, block: Block) -> None:
        kind = _KINDS[block.kind]
        if kind == "row" and self.previous is not BlockKind.ROW:
            self.table += 1
        ordinal = self._next(kind, self.table if kind == "row" else 0)
        self.path = [Step(kind, ordinal, group=max(self.table, 1))]

    def _next(self, *key: object) -> int:
        count = self.counts.get((self.section, *key), 0) + 1
        self.counts[(self.section, *key)] = count
        return count

    def place(self, steps: tuple[Step, ...], sentence: int, sentences: int) -> Place:
        """The place of a sentence of the block at `steps`."""
        above, heading = ("", "", *self.headings)[-2:]
        return Place(self.section, self._prefix(), heading, steps, sentence, sentences, above)

    def _prefix(self) -> str:
        """The nearest number, with the names of unnumbered headings below it."""
        parts: list[str] = []
        for _, number, title in reversed(self.heads):
            if number:
                parts.append(re.sub(r"\s+", "-", number.strip("().")))
                break
            parts.append(slug(title))
            if len(parts) == 2:
                break
        return ".".join(reversed(parts)) or "top"


def _item_kind(number: str) -> str:
    if not number:
        return "bullet"
    return "number" if re.match(r"[A-Z]?\d", number) else "letter"
