"""The marks at the start of a line: bullets, numbers, letters, hashes, footnote stars."""

from __future__ import annotations

import re
from dataclasses import dataclass

BULLETS = "•›»▪■□▯◦●○◆❖➢✓✔✗✘·‣⁃▸►♦→\ufffd\uf000-\uf0ff"
_BULLET = re.compile(rf"(?:[-–—*+]|[{BULLETS}])(?:[ \t]+[{BULLETS}])?(?:[ \t]+|$)|[{BULLETS}](?=\w)")
_HASH = re.compile(r"(#{1,6})[ \t]+")
_NOTE = re.compile(r"((?:\\\*)+|\*{1,3}(?=[^\W\d_])|[†‡§](?:[ \t]*)|\[\^\w+\]:)[ \t]*")
_ITALIC = re.compile(r"\*(?=\w)(?:[^*\n]|\n(?!\s*\n))*(?<=[^\s*])\*(?=[ \t]*(?:\n[ \t]*)?(?:\n|\Z))")
_BOLD = re.compile(r"\*\*([A-Z]?\d{1,3}(?:\.\d{1,3}){0,3}|[A-Z])[.):]?\*\*[.:]?[ \t]+")
_DOTTED = re.compile(r"([A-Z]?\d{1,3}(?:\.\d{1,3}){1,4})[.):]?[ \t]+(?=\S)")
_NUMBER = re.compile(r"([A-Z]?\d{1,2})(?:[.)][ \t]+|\t|[ \t]+(?=[A-Z\"'“‘]))(?=\S)")
_LETTER = re.compile(
    r"(\((?:[a-z]|[ivx]{2,4})\)|\([A-Z]\)|\(\d{1,2}\)|(?:[a-z]|[ivx]{2,4})\)|[a-h]\.|[ivx]{1,4}\."
    r"|[A-Z][.)])[ \t]+(?=\S)"
)
_PART = re.compile(
    r"((?:PART|Part|SECTION|Section|Chapter|CHAPTER|Stage|STAGE|Annex|ANNEX|Appendix"
    r"|APPENDIX)[ \t]+\w{1,6})\b[ \t]*[:.–—-]?[ \t]*"
)


@dataclass(frozen=True, slots=True)
class Marker:
    """What a line opens with: its kind, the number a reader sees, and where the words begin."""

    kind: str
    number: str
    end: int
    depth: int = 0


def marker(text: str, start: int, end: int) -> Marker | None:
    """Read the mark that opens `text[start:end]`; None when it opens with words."""
    hashes = _HASH.match(text, start, end)
    if hashes:
        return Marker("hash", "", hashes.end(), len(hashes.group(1)))
    if text.startswith("**", start):
        return _simple(_BOLD.match(text, start, end), "number")
    note = _NOTE.match(text, start, end)
    if note and not _ITALIC.match(text, start):
        return Marker("note", note.group(1).strip().strip(":").replace("\\", ""), note.end())
    bullet = _BULLET.match(text, start, end)
    if bullet:
        return _after_bullet(text, bullet, end)
    return _numbered(text, start, end)


def _after_bullet(text: str, bullet: re.Match[str], end: int) -> Marker:
    """A bullet; a letter that stands behind it is the item's number."""
    letter = _LETTER.match(text, bullet.end(), end)
    sign = bullet.group().strip()[-1:] or bullet.group()
    if letter:
        return Marker("letter", letter.group(1), letter.end())
    return Marker("bullet" + sign, "", bullet.end())


def _numbered(text: str, start: int, end: int) -> Marker | None:
    return (
        _simple(_DOTTED.match(text, start, end), "number")
        or _simple(_NUMBER.match(text, start, end), "number")
        or _simple(_LETTER.match(text, start, end), "letter")
    )


def _simple(match: re.Match[str] | None, kind: str) -> Marker | None:
    return Marker(kind, match.group(1), match.end()) if match else None


def part(text: str, start: int, end: int) -> Marker | None:
    """Read "PART ONE -" and its like."""
    return _simple(_PART.match(text, start, end), "part")
