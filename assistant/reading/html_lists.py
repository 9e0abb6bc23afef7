"""The numbers that a browser shows before the items of an ordered list."""

from __future__ import annotations

import re

from bs4.element import Tag

from assistant.reading.markers import letters, roman

_STYLES = {
    "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
    "lower-roman": "i", "upper-roman": "I", "decimal": "1",
}  # fmt: skip
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)")


class Counter:
    """The next value of one ordered list."""

    def __init__(self, start: int, step: int) -> None:
        self._next = start
        self._step = step

    def take(self, value: int | None) -> int:
        """The value of the next item; `value` sets it anew."""
        taken = self._next if value is None else value
        self._next = taken + self._step
        return taken


def counters(tag: Tag) -> Counter:
    """A counter for a list, by its `start` and `reversed`."""
    items = len(tag.find_all("li", recursive=False))
    backwards = tag.has_attr("reversed")
    start = _integer(tag.get("start"))
    if start is None:
        start = items if backwards else 1
    return Counter(start, -1 if backwards else 1)


def number_of(tag: Tag, item: Tag, counter: Counter) -> str:
    """The item's number as shown, without the dot; "" in an unordered list or where no number shows."""
    if tag.name != "ol":
        return ""
    value = counter.take(_integer(item.get("value")))
    styled = _STYLE.search(str(tag.get("style", "")))
    if styled and styled[1] in {"none", "disc", "circle", "square"}:
        return ""
    kind = _STYLES.get(styled[1], "1") if styled else str(tag.get("type", "1"))
    forms = {"a": letters(value), "A": letters(value).upper(), "i": roman(value), "I": roman(value).upper()}
    return forms.get(kind, str(value))


def _integer(attribute: object) -> int | None:
    written = str(attribute or "").strip()
    return int(written) if re.fullmatch(r"-?\d{1,6}", written) else None
