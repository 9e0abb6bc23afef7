"""Tell headings from numbered paragraphs, list items and stems."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.clauses.lines import Span

_MODAL = re.compile(
    r"\b(?:must|shall|will|should|may|can|cannot|is|are|was|were|has|have|need|needs|do not|does not|to)\b",
    re.I,
)
_ASKS = re.compile(r"^(?:what|who|whom|when|where|why|how|which)\b", re.I)
_FIELD = re.compile(r"^[A-Z*][^:.]{1,45}:\*{0,2}\s+\S")
_BOLD = re.compile(r"^(\*\*|__)(?P<words>[^*_]+)\1$")
_SMALL_TEXT = """
a an and as at by for from in is of on or our the their to up we what when where who with
"""
_SMALL = frozenset(_SMALL_TEXT.split())
_HEADS = ("number", "hash", "part")
_LONGEST = 14
_PLAIN_LONGEST = 10


@dataclass(frozen=True, slots=True)
class Raw:
    """Lines that belong together, not yet classed; `mark` is where the marker stands.

    `kind` is the marker's kind ("" for none, "row" for a table's), `gap` says that a blank line is above.
    """

    kind: str
    mark: int
    start: int
    end: int
    number: str = ""
    depth: int = 0
    indent: int = 0
    gap: bool = False
    title: bool = False
    header: tuple[str, ...] = ()
    cells: tuple[Span, ...] = ()


def bare(words: str) -> str:
    """Words without the marks of emphasis, in single spaces."""
    return " ".join(re.sub(r"\*\*|__|(?<!\w)[*_]|[*_](?!\w)", "", words).split())


def is_heading(text: str, raw: Raw, before: Raw | None, after: Raw | None) -> bool:
    """Decide by the words and by what stands around them."""
    words = text[raw.start : raw.end].strip()
    if raw.kind == "hash" or raw.title:
        return True
    if raw.kind.startswith(("bullet", "note", "row")) or not _could_be(words):
        return False
    if raw.kind == "part":
        return True
    if raw.kind in ("number", "letter"):
        return _numbered(text, raw, before, after)
    return bool(_BOLD.match(words)) or _caps(words) or _plain(text, raw, before, after)


def _could_be(words: str) -> bool:
    plain = re.sub(r"[\\*†‡§]+$", "", bare(words))
    return (
        0 < len(plain.split()) <= _LONGEST
        and not plain.endswith((".", ";", ":", ","))
        and not plain[0].islower()
        and any(letter.isalpha() for letter in plain)
        and not _FIELD.match(plain)
    )


def _caps(words: str) -> bool:
    letters = [letter for letter in words if letter.isalpha()]
    return len(letters) > 2 and all(letter.isupper() for letter in letters)


def _numbered(text: str, raw: Raw, before: Raw | None, after: Raw | None) -> bool:
    """A numbered heading has its own content below; a numbered item has a sibling."""
    words = text[raw.start : raw.end]
    if raw.kind == "letter" and not raw.number[0].isupper():
        return False
    if _caps(words):
        return True
    if after is None or (_MODAL.search(words) and "." in raw.number and not _ASKS.match(words)):
        return False
    return not any(_sibling(raw, other) for other in (before, after) if other)


def _sibling(raw: Raw, other: Raw) -> bool:
    return other.kind == raw.kind and other.number.count(".") == raw.number.count(".") and other.indent == raw.indent


def _plain(text: str, raw: Raw, before: Raw | None, after: Raw | None) -> bool:
    words = bare(text[raw.start : raw.end])
    if len(words.split()) > _PLAIN_LONGEST or after is None or (not words[0].isalpha() and words[0] not in "\"'“‘"):
        return False
    if before and before.kind in _HEADS and after.kind in _HEADS and not title_case(words):
        return False
    if after.kind.startswith(("bullet", "letter")):
        return not _MODAL.search(words) or title_case(words)
    settled = before is None or raw.gap or before.kind != "" or _ended(text[before.start : before.end])
    sentence = after.kind != "" or _ended(text[after.start : after.end]) or after.gap
    return title_case(words) or (settled and sentence and (raw.gap or not _follows_item(text, before)))


def _follows_item(text: str, before: Raw | None) -> bool:
    return before is not None and before.kind == "" and not _ended(text[before.start : before.end])


def _ended(words: str) -> bool:
    return words.rstrip("*_\\†‡ ").endswith((".", "!", "?", ":", ";"))


def title_case(words: str) -> bool:
    """Whether the main words begin with capitals, at least two of them."""
    main = [word for word in re.findall(r"[^\W\d_][\w’'-]*", words) if word.lower() not in _SMALL]
    return len(main) > 1 and all(word[0].isupper() for word in main)
