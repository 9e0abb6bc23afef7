"""Writes a YAML file anew in the words it had: what did not change stays to the letter, comments included.

PyYAML's marks say on which lines each key and item stands; those lines are copied. Comments above a key or item belong
to it (ruamel.yaml gives them to the item before, and a file removed would take its neighbour's comment along). What
can't be kept so (a list written in one line that changed, anchors) is written plainly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

MOST_NODES = 200_000
"""Keys and values, what aliases repeat counted each time: a manifest of a thousand policies has some ten thousand."""


@dataclass(frozen=True, slots=True)
class Part:
    """A key's or an item's lines: comments from `first`, itself from `at` to before `last`; and what it holds."""

    node: yaml.Node
    value: Any
    first: int
    at: int
    last: int


def rewritten(old: str, new: Mapping[str, Any]) -> str:
    """The old text, holding the new content; "" when its words can't be kept."""
    try:
        node, content = composed(old), loaded(old)
    except yaml.YAMLError:
        return ""
    if node is None or not isinstance(content, dict) or not _block(node):
        return ""
    lines = old.splitlines()
    text = "".join(f"{line}\n" for line in _mapping(lines, Part(node, content, 0, -1, len(lines)), new))
    return text if _holds(text, new) else ""


def composed(text: str) -> yaml.Node | None:
    """The nodes of a YAML text, with their lines; None of an empty one. Raises yaml.YAMLError.

    So it does where aliases, within one another, would make more of it than a machine holds.
    """
    try:
        node: yaml.Node | None = yaml.compose(text, _loader())
        if node and _spread(node, {}) > MOST_NODES:
            raise yaml.YAMLError(f"with what its aliases repeat it has more than {MOST_NODES:,} keys and values")
    except RecursionError as error:
        raise yaml.YAMLError("its keys and lists lie too deep within one another") from error
    return node


def loaded(text: str) -> Any:
    """The content of a YAML text; raises yaml.YAMLError."""
    try:
        return yaml.load(text, _loader())
    except ValueError as error:  # what looks like a date or a number and is none: 2026-02-30
        raise yaml.YAMLError(f"{error}: a date or number that does not exist") from error


def dumped(content: object) -> str:
    """Content as plain YAML, in its own order and letters."""
    text: str = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110)
    return text


def _spread(node: yaml.Node, known: dict[int, int]) -> int:
    """How many nodes it is with every alias written out; `known` are those of which that is known."""
    if isinstance(node, yaml.ScalarNode):
        return 1
    if id(node) not in known:
        known[id(node)] = MOST_NODES + 1  # what holds itself meets this and is without end
        parts = (each for pair in node.value for each in (pair if isinstance(pair, tuple) else (pair,)))
        known[id(node)] = 1 + sum(_spread(each, known) for each in parts)
    return known[id(node)]


def _mapping(lines: Sequence[str], whole: Part, new: Mapping[str, Any]) -> list[str]:
    keys = [str(key.value) for key, _ in whole.node.value]
    marks = [(key.start_mark.line, node, whole.value.get(key.value)) for key, node in whole.node.value]
    old = dict(zip(keys, _parts(lines, whole, marks), strict=True))
    indent = whole.node.start_mark.column
    written: list[str] = []
    for key in _ordered(keys, new):
        written += _key(lines, old[key], key, new[key], indent) if key in old else _fresh({key: new[key]}, indent)
    return written


def _key(lines: Sequence[str], old: Part, key: str, value: Any, indent: int) -> list[str]:
    if _plain(old.value) == _plain(value):
        return list(lines[old.first : old.last])
    below = old.node.start_mark.line > old.at and _block(old.node)
    if below and isinstance(value, Mapping) and isinstance(old.value, dict):
        return [*lines[old.first : old.at + 1], *_mapping(lines, old, value)]
    if below and value and isinstance(value, list) and isinstance(old.value, list):
        return [*lines[old.first : old.at + 1], *_sequence(lines, old, value)]
    return [*lines[old.first : old.at], *_fresh({key: value}, indent)]


def _sequence(lines: Sequence[str], whole: Part, new: Sequence[Any]) -> list[str]:
    marks = [(node.start_mark.line, node, item) for node, item in zip(whole.node.value, whole.value, strict=True)]
    old = _parts(lines, whole, marks)
    written: list[str] = []
    for item in new:
        same = next((part for part in old if _plain(part.value) == _plain(item)), None)
        written += lines[same.first : same.last] if same else _fresh([item], whole.node.start_mark.column)
    return written


def _parts(lines: Sequence[str], whole: Part, marks: Iterable[tuple[int, yaml.Node, Any]]) -> list[Part]:
    listed = list(marks)
    firsts = [_with_comments(lines, line, whole.at + 1) for line, _, _ in listed]
    ends = [*firsts[1:], whole.last]
    return [
        Part(node, value, first, line, end)
        for (line, node, value), first, end in zip(listed, firsts, ends, strict=True)
    ]


def _with_comments(lines: Sequence[str], line: int, floor: int) -> int:
    while line > floor and (not lines[line - 1].strip() or lines[line - 1].lstrip().startswith("#")):
        line -= 1
    return line


def _ordered(old: Sequence[str], new: Mapping[str, Any]) -> list[str]:
    """The new keys in the old order; one that is new behind the one that it follows."""
    order = [key for key in old if key in new]
    before = ""
    for key in new:
        if key not in order:
            order.insert(order.index(before) + 1 if before else 0, key)
        before = key
    return order


def _fresh(content: object, indent: int) -> list[str]:
    return [" " * indent + line for line in dumped(content).splitlines()]


def _block(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and not node.flow_style and bool(node.value)


def _holds(text: str, new: Mapping[str, Any]) -> bool:
    try:
        return bool(_plain(loaded(text)) == _plain(new))
    except yaml.YAMLError:
        return False


def _loader() -> type[yaml.SafeLoader]:
    # libyaml reads a manifest of a thousand policies in a tenth of the time.
    found: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return found


def _plain(value: Any) -> Any:
    """What a value says however it is written: 2026-02-14 with or without quotes, an empty key or none."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat()[:10] if isinstance(value, date) else str(value)
