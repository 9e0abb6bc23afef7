"""Word's automatic numbers, resolved to what a reader sees (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from assistant.reading.markers import letters, roman
from assistant.reading.ooxml import children, integer, value, w

_DEEPEST = 9
_SUFFIX = {1: "st", 2: "nd", 3: "rd"}


class Mark(NamedTuple):
    """What Word shows before a paragraph: the number ("" for a bullet) and its level, from 0."""

    number: str
    level: int
    bullet: bool


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """A w:num: the levels it shows, the counters it shares, and the starts that it sets once."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through a document's numbered paragraphs in order."""

    def __init__(self, root: etree._Element | None, style_lists: dict[str, str]) -> None:
        """`root` is the w:numbering element; `style_lists` maps a numbering style's id to its w:numId."""
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._load(root, style_lists)

    def level_of_style(self, number_id: str, style: str) -> int:
        """The level, from 0, that a list keeps for a paragraph style; 0 if it keeps none."""
        levels = self._lists[number_id].levels if number_id in self._lists else {}
        return next((depth for depth, level in levels.items() if style and level.style == style), 0)

    def next(self, number_id: str, depth: int) -> Mark | None:
        """Count one paragraph of the list at this depth (0 to 8); None if the list does not exist."""
        numbered = self._lists.get(number_id)
        if numbered is None:
            return None
        depth = min(depth, _DEEPEST - 1)
        level = numbered.levels.get(depth, _Level())
        if level.format == "bullet":
            return Mark("", depth, True)
        self._count(number_id, numbered, depth)
        if level.format == "none" and "%" not in level.text:
            return Mark(level.text.strip(), depth, False)
        return Mark(self._shown(numbered, depth), depth, False)

    def _count(self, number_id: str, numbered: _List, depth: int) -> None:
        counts = self._counts.setdefault(numbered.abstract, {})
        fresh = (number_id, depth) not in self._begun
        self._begun.add((number_id, depth))
        if fresh and depth in numbered.starts:
            counts[depth] = numbered.starts[depth]
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = numbered.levels.get(depth, _Level()).start
        for deeper in [other for other in counts if other > depth]:
            restart = numbered.levels.get(deeper, _Level()).restart
            if restart is None or (restart > 0 and depth < restart):
                del counts[deeper]

    def _shown(self, numbered: _List, depth: int) -> str:
        counts = self._counts[numbered.abstract]
        own = numbered.levels.get(depth, _Level())

        def written(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            level = numbered.levels.get(at, _Level())
            count = counts.setdefault(at, level.start)  # a level skipped counts as begun
            return _formatted(count, "decimal" if own.legal and at != depth else level.format)

        return re.sub(r"%([1-9])", written, own.text).strip()

    def _load(self, root: etree._Element, style_lists: dict[str, str]) -> None:
        abstracts = {element.get(w("abstractNumId"), ""): element for element in children(root, "abstractNum")}
        numbers = {element.get(w("numId"), ""): element for element in children(root, "num")}
        targets = {number: value(element, "abstractNumId") for number, element in numbers.items()}
        for number, element in numbers.items():
            abstract = _followed(targets[number], abstracts, targets, style_lists)
            levels = _levels(abstracts[abstract]) if abstract in abstracts else {}
            self._lists[number] = _overridden(_List(abstract, levels), element)


def _followed(
    abstract: str, abstracts: dict[str, etree._Element], targets: dict[str, str], style_lists: dict[str, str]
) -> str:
    """The abstract list that holds the levels, past one link to a numbering style."""
    if abstract not in abstracts:
        return abstract
    style = value(abstracts[abstract], "numStyleLink")
    return targets.get(style_lists.get(style, ""), abstract) if style else abstract


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    return {integer(element.get(w("ilvl")), 0): _level(element) for element in children(abstract, "lvl")}


def _level(element: etree._Element) -> _Level:
    restart = value(element, "lvlRestart")
    legal = element.find(w("isLgl"))
    return _Level(
        start=integer(value(element, "start"), 0),
        format=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText"),
        restart=integer(restart, 0) if restart else None,
        legal=legal is not None and legal.get(w("val")) not in {"0", "false"},
        style=value(element, "pStyle"),
    )


def _overridden(numbered: _List, element: etree._Element) -> _List:
    for override in children(element, "lvlOverride"):
        depth = integer(override.get(w("ilvl")), 0)
        for level in children(override, "lvl"):
            numbered.levels[depth] = _level(level)
        start = value(override, "startOverride")
        if start:
            numbered.starts[depth] = integer(start, 1)
    return numbered


def _formatted(count: int, style: str) -> str:
    forms = {
        "lowerLetter": letters(count),
        "upperLetter": letters(count).upper(),
        "lowerRoman": roman(count),
        "upperRoman": roman(count).upper(),
        "decimalZero": f"{count:02d}",
        "none": "",
    }
    if style == "ordinal":
        teen = 10 <= count % 100 <= 20
        return f"{count}{'th' if teen else _SUFFIX.get(count % 10, 'th')}"
    return forms.get(style, str(count))
