"""Find page furniture: page marks, and the running headers and footers that stand beside them."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from assistant.clauses.lines import Span
from assistant.clauses.markdown import front_matter

_MARK = re.compile(
    r"(?<![^\s])Page[ \t]*\|[ \t]*\d{1,3}\b(?:[ \t]+of[ \t]+\d{1,3})?"
    r"|(?<![^\s])\d{1,3}[ \t]*\|[ \t]*Page\b"
    r"|(?m:^[ \t]*Page[ \t]+\d{1,3}(?:[ \t]+of[ \t]+\d{1,3})?[ \t]*$)"
    r"|(?m:(?<=[ \t]{3})Page[ \t]+\d{1,3}(?:[ \t]+of[ \t]+\d{1,3})?[ \t]*$)"
    r"|(?m:^[ \t]*-[ \t]?\d{1,3}[ \t]?-[ \t]*$)"
)
_NEAR = 160
_LAST = chr(0x10FFFF)  # sorts behind every word that may follow
_MINIMUM_WORDS = 3


def furniture(text: str) -> tuple[Span, ...]:
    """List the spans of page furniture and front matter, in order; linear in the text."""
    marks = [match.span() for match in _MARK.finditer(text)]
    spans = [*front_matter(text), *marks, *_repeated_lines(text, marks)]
    header = _running_header(text, marks)
    if header:
        spans += [(m, m + len(header)) for m in _after(text, marks, header)]
    return tuple(sorted(set(spans)))


def _repeated_lines(text: str, marks: list[Span]) -> Iterator[Span]:
    """A line that shares its line with a page mark, whatever else stands there, when it comes back."""
    beside = [_beside(text, mark) for mark in marks]
    counts = Counter(text[a:b].strip() for a, b in beside)
    for a, b in beside:
        if text[a:b].strip() and counts[text[a:b].strip()] > 1:
            yield a, b


def _beside(text: str, mark: Span) -> Span:
    """What stands before a mark on its own line."""
    return text.rfind("\n", 0, mark[0]) + 1, mark[0]


def _running_header(text: str, marks: list[Span]) -> str:
    """The words that follow most page marks, as a running header does."""
    follows = [text[end : end + _NEAR].lstrip() for _, end in marks]
    ordered = sorted(follows)
    if len(follows) < 3:
        return ""
    best, score = "", 0
    for one, other in itertools.pairwise(follows):
        words = _common(one, other)
        count = bisect_left(ordered, words + _LAST) - bisect_left(ordered, words) if words else 0
        if count >= 3 and count * len(words) > score:
            best, score = words, count * len(words)
    return best


def _common(one: str, other: str) -> str:
    """The whole words with which both begin; "" when fewer than three."""
    size = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    words = one[:size]
    if size < len(one) and not one[size].isspace():
        words = words.rpartition(" ")[0]
    words = words.split("\n")[0].rstrip()
    return words if len(words.split()) >= _MINIMUM_WORDS else ""


def _after(text: str, marks: list[Span], header: str) -> Iterator[int]:
    """Where `header` stands right after a page mark."""
    for _, end in marks:
        at = text.find(header, end, end + _NEAR + len(header))
        if at >= 0 and not text[end:at].strip():
            yield at
