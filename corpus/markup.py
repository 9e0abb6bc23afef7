"""The little markup in which the Word and PDF policies are written, read into lines of one kind each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path

import yaml


class Kind(StrEnum):
    """What a line of a source is."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    CLAUSE = "clause"
    LETTER = "letter"
    ROMAN = "roman"
    BULLET = "bullet"
    ROW = "row"
    NOTE = "note"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words without the mark, and the mark that a reader sees where the source types it."""

    kind: Kind
    text: str
    mark: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """A table row's cells, stripped."""
        return tuple(cell.strip() for cell in self.text.strip("|").split("|"))


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A source: its front matter (file, title, organisation, header, footer) and its lines."""

    facts: dict[str, str]
    lines: tuple[Line, ...]

    @property
    def notes(self) -> dict[str, str]:
        """Footnotes by their mark."""
        return {line.mark: line.text for line in self.lines if line.kind is Kind.NOTE}


_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.SUBHEADING, re.compile(r"## ()(.+)")),
    (Kind.HEADING, re.compile(r"# ()(.+)")),
    (Kind.CLAUSE, re.compile(r"\. ()(.+)")),
    (Kind.ROMAN, re.compile(r"  (\([ivx]+\)) (.+)")),
    (Kind.LETTER, re.compile(r"(\([a-z]\)) (.+)")),
    (Kind.BULLET, re.compile(r"- ()(.+)")),
    (Kind.NOTE, re.compile(r"\[\^(\d+)\]: (.+)")),
    (Kind.ROW, re.compile(r"()(\|.+)")),
    (Kind.PARAGRAPH, re.compile(r"()(.+)")),
)
_RULE = re.compile(r"\|[\s|:-]+$")


def load(path: Path) -> Manuscript:
    """Read a source file; a ValueError names a file without front matter."""
    _, found, rest = path.read_text(encoding="utf-8").partition("---\n")
    front, end, body = rest.partition("---\n")
    if not (found and end):
        raise ValueError(f"{path} has no front matter between two lines of '---'.")
    facts = {key: str(value) for key, value in yaml.safe_load(front).items()}
    return Manuscript(facts, tuple(_lines(body)))


def blocks(lines: tuple[Line, ...]) -> Iterator[tuple[Kind, tuple[Line, ...]]]:
    """The lines in order, neighbours of one kind together: a table is one block of rows."""
    for kind, group in groupby(lines, key=lambda line: line.kind):
        yield kind, tuple(group)


def _lines(body: str) -> Iterator[Line]:
    for raw in body.splitlines():
        if raw.strip() and not _RULE.match(raw):
            yield _line(raw)


def _line(raw: str) -> Line:
    matches = ((kind, pattern.match(raw)) for kind, pattern in _PATTERNS)
    kind, match = next((kind, match) for kind, match in matches if match)
    return Line(kind, match[2], match[1])
