"""Part list items that extraction glued into one running line, told apart by their capitals."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.clauses.lines import Span, trim
from assistant.clauses.sentences import sentences
from assistant.values import Block, BlockKind

_WORD = re.compile(r"\S+")
_ZONE = re.compile(r"(?::|\b(?:to|should|must|not|will|may))\s+(?=[A-Z\"'“‘])")
_FUNCTION_TEXT = """
a an the of on in at by for from with to and or nor but as our your their its his her my this
that these those any all no each every is are was be via per under over into onto than about
such
"""
_FUNCTION = frozenset(_FUNCTION_TEXT.split())
_OPENERS_TEXT = """
The This These Those An All Any If When Where Every Everyone Each No Nobody There We Our You
Your They It In As At Staff Pupils Parents Students Please Only Anyone Under
"""
_OPENERS = frozenset(_OPENERS_TEXT.split())
_FINITE = re.compile(
    r"(?<!that )(?<!which )(?<!who )(?<!we )(?<!they )(?<!you )\b(?:is|are|was|were|will|must|may|should|can|cannot"
    r"|shall"
    r"|has|have|do not|does|need|needs|could|would|reserve|expect)\b"
)
_MONTHS_TEXT = """
January February March April June July August September October November December Monday
Tuesday Wednesday Thursday Friday Saturday Sunday
"""
_MONTHS = frozenset(_MONTHS_TEXT.split())
_DANGLING_TEXT = """
a an the of at for from with and or nor but as our your their its his my every no via per than into
onto such any other formerly called named including
"""
_DANGLING = frozenset(_DANGLING_TEXT.split())  # no item ends with one of these
_QUOTED = re.compile(r"['\"‘“]\w+['\"’”]")
_FEWEST = 2
_WINDOW = 1500  # characters: no glued list is longer, and each colon costs a look ahead
_LONGEST_ITEM = 40


@dataclass(frozen=True, slots=True)
class _Cases:
    """How often a word with a capital follows a function word (a name) and how often it opens an item."""

    name: Counter[str]
    opener: Counter[str]


def unglue(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Replace each paragraph that holds a glued list by its stem, items and what follows."""
    cases = _count(text, blocks)
    found: list[Block] = []
    for block, after in zip(blocks, (*blocks[1:], None), strict=False):
        listed = after is not None and after.kind is BlockKind.ITEM and after.level > block.level
        plain = block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and not listed
        found += _parted(text, block, cases) if plain else [block]
    return tuple(found)


def _count(text: str, blocks: tuple[Block, ...]) -> _Cases:
    cases = _Cases(Counter(), Counter())
    for block in blocks:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM):
            _tally(text[block.start : block.end].split(), cases)
    return cases


def _tally(words: list[str], cases: _Cases) -> None:
    run = False
    for before, word in itertools.pairwise(words):
        if not word[0].isupper():
            run = False
        elif before[-1] in ".:!?;":
            cases.opener[_stripped(word)] += 1
            run = False
        elif (
            before.lower() in _FUNCTION or run or before[-1] in ",/" or (before[0].isupper() and before not in _OPENERS)
        ):
            cases.name[_stripped(word)] += 1
            run = True
        else:
            cases.opener[_stripped(word)] += 1


def _stripped(word: str) -> str:
    return re.sub(r"[’']s$", "", word.strip(".,;:!?()\"'“”‘’*"))


def _parted(text: str, block: Block, cases: _Cases) -> list[Block]:
    """The block in parts, or alone when no list is glued into it."""
    parts: list[Block] = []
    at = block.start
    for zone in _ZONE.finditer(text, block.start, block.end):
        if zone.start() < at:
            continue
        items, end = _items(text, zone.end(), block.end, cases, zone.group()[0] == ":")
        if _glued(text, items) and (len(items) >= _FEWEST or _met(text, items[0], end)):
            parts += [_like(block, *trim(text, at, zone.end()), first=not parts)]
            parts += [Block(BlockKind.ITEM, a, b, block.level + 1) for a, b in items]
            at = end
    if not parts:
        return [block]
    rest = trim(text, at, block.end)
    return [*parts, *([Block(BlockKind.PARAGRAPH, *rest)] if rest[0] < rest[1] else [])]


def _glued(text: str, items: list[Span]) -> bool:
    """Whether items follow one another without a stop: two full stops apart are sentences, not items."""
    loose = sum(
        not text[a:b].endswith((".", "!", "?")) and len(text[a:b].split()) > 1
        for a, b in items[: max(len(items) - 1, 1)]
    )
    return loose > 0 and not any(text[a:b].count("(") != text[a:b].count(")") for a, b in items)


def _met(text: str, item: Span, end: int) -> bool:
    """Whether a single item runs without a stop into a sentence that opens with a determiner."""
    after = text[end : end + 20].split()
    return not text[item[0] : item[1]].endswith((".", "!", "?", ":")) and bool(after) and after[0] in _OPENERS


def _like(block: Block, start: int, end: int, *, first: bool) -> Block:
    """The stem: the block itself shortened, or a paragraph after an earlier list."""
    return replace(block, end=end) if first else Block(BlockKind.PARAGRAPH, start, end)


def _items(text: str, start: int, end: int, cases: _Cases, sure: bool) -> tuple[list[Span], int]:
    """The items from `start`, and where the list stops: at a sentence or at the next stem."""
    items: list[Span] = []
    near = min(end, start + _WINDOW)
    for a, b in _segments(text, start, near, cases):
        if b == near < end:
            return items, a
        words = text[a:b]
        last = words.rstrip("\"'”’)")
        if last.endswith(":") or _is_sentence(words) or len(words.split()) > _LONGEST_ITEM:
            return items, a
        if not sure and not items and len(words.split()) < 3:
            return [], start
        items.append((a, b))
    return items, end


def _is_sentence(words: str) -> bool:
    first = _stripped(words.split()[0])
    if re.search(r":\s", words):
        return True
    if not words.rstrip("*").endswith((".", "!", "?")) or words.endswith("etc."):
        return False
    return first in _OPENERS or bool(_FINITE.search(words))


def _segments(text: str, start: int, end: int, cases: _Cases) -> Iterator[Span]:
    """Cut at each capital that opens an item, and at each full stop."""
    at = start
    for a, b in sentences(text, start, end):
        before, depth, size = "", 0, 0
        for word in _WORD.finditer(text, a, b):
            this, size = word.group(), size + 1
            if before and depth <= 0 and _opens(text, before, word, cases):
                yield trim(text, at, word.start())
                at, size = word.start(), 1
            if this.endswith(":") or size > _LONGEST_ITEM:  # no item: looking further would cost every colon a page
                yield trim(text, at, word.end())
                return
            depth += this.count("(") - this.count(")")
            before = this
        yield trim(text, at, b)
        at = b


def _opens(text: str, before: str, found: re.Match[str], cases: _Cases) -> bool:
    """Whether a capital opens an item rather than a name."""
    word = found.group()
    if not word[0].isupper() or before[-1] in ",/–—-&(" or before.endswith("e.g."):
        return False
    if before.lower() in _DANGLING or _QUOTED.fullmatch(before):
        return False
    bare = _stripped(word)
    if before == "only" and bare not in _OPENERS:
        return False
    if word in ("May", "Will"):
        return text[found.end() : found.end() + 2].strip().islower()
    if bare in _OPENERS:
        return True
    if re.match(r"[A-Z]{2,}(?![a-z])", bare) or len(bare) < 2 or bare in _MONTHS:
        return False
    known = cases.opener[bare]
    return known > 0 and known >= cases.name[bare]
