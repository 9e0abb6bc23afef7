"""Give the list items of a stated structure the depth that a reader sees, counted from 1 without gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.values import Block, BlockKind


def nested(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks, the items' levels made gapless: Word counts a clause as 2 and its letters as 4."""
    return tuple(_nested(text, blocks))


def _nested(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    lists = _Lists()
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            lists = _Lists()
        elif block.kind is BlockKind.ITEM:
            yield replace(block, level=lists.depth(text, block))
            continue
        yield block


@dataclass(slots=True)
class _Lists:
    """The open lists, each with the level that the file states and the look of its marker."""

    open: list[tuple[int, str]] = field(default_factory=list)
    stem: bool = False

    def depth(self, text: str, block: Block) -> int:
        """The depth of an item; after a stem, a list of another look is the stem's own, whatever its level."""
        one = (max(block.level, 1), _look(block.number))
        if one in self.open:
            del self.open[self.open.index(one) + 1 :]
        elif self.stem and one[1] not in {look for _, look in self.open}:
            self.open.append(one)
        else:
            while self.open and self.open[-1][0] >= one[0]:
                self.open.pop()
            self.open.append(one)
        self.stem = text[block.start : block.end].rstrip("*_ ").endswith(":")
        return len(self.open)


def _look(number: str) -> str:
    """ "bullet", or the number with each run of signs made one: "(a)" and "(b)" look alike."""
    if not number:
        return "bullet"
    return re.sub(r"[^\W\d]+", "i", re.sub(r"\d+", "1", number))
