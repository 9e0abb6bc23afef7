"""The lines at a document's beginning and end, where it says what it is, without their markup."""

from __future__ import annotations

import re

from assistant.values import BlockKind, Source

_LINES = 60
_CHARACTERS = 2500
_TAIL_LINES = 12
_TAIL_CHARACTERS = 900
_DIGIT = re.compile(r"\d")
_FACT_NAMES = re.compile(r"(?i)\b(?:approved|adopted|agreed|version|date)\b[^\n]*\breview")
_RULE = re.compile(r"\|?[\s:|-]*-{3,}[\s:|-]*")
_MARKUP = re.compile(r"(?:\*\*|__|(?<!\w)[*_](?=\w)|(?<=[\w.)])[*_](?!\w))")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_CONTENTS = re.compile(r"(?i)\W*(?:table of )?contents\W*|.*\.{4,}\s*\d+|.*\t\d{1,2}")


def opening(source: Source) -> str:
    """Up to 60 lines of the beginning, one a line, cells parted by tabs, contents lists left out."""
    lines = [line for line in map(plain, _told(source).split("\n")) if line and not _CONTENTS.fullmatch(line)]
    return "\n".join(_turned(lines[:_LINES]))[:_CHARACTERS]


def tail(source: Source) -> str:
    """The last dozen lines, where some documents keep their dates."""
    lines = [line for line in map(plain, source.text[-5000:].split("\n")) if line]
    return "\n".join(lines[-_TAIL_LINES:])[-_TAIL_CHARACTERS:]


def plain(line: str) -> str:
    """A line without Markdown's signs and table rules; "" for a line of nothing else."""
    if _RULE.fullmatch(line.strip()):
        return ""
    bare = _LINK.sub(r"\1", line.strip())
    if bare.startswith("|"):
        bare = re.sub(r"\s*\|\s*", "\t", bare.strip("| "))
    bare = re.sub(r"^(?:#{1,6}|>)\s+", "", bare)
    return _MARKUP.sub("", bare).strip()


def _turned(lines: list[str]) -> list[str]:
    """A table whose first row names facts and whose second gives them, turned into a line a fact."""
    turned: list[str] = []
    for line in lines:
        names = turned[-1].split("\t") if turned else []
        cells = line.split("\t")
        if len(cells) == len(names) > 1 and _FACT_NAMES.search(turned[-1]) and not _DIGIT.search(turned[-1]):
            turned[-1:] = [f"{name}\t{cell}" for name, cell in zip(names, cells, strict=True)]
        else:
            turned.append(line)
    return turned


def _told(source: Source) -> str:
    """The text without its contents list, where the format tells which lines are one."""
    text = source.text[: 4 * _CHARACTERS]
    for block in reversed(source.blocks):
        if block.kind is BlockKind.CONTENTS and block.end <= len(text):
            text = text[: block.start] + text[block.end :]
    return text
