"""What is wrong with a manifest: all of it at once, each with its place, its line and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import BadMetadata
from assistant.manifest.rewriting import composed

MOST = 20
TOP = "organisations"

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the keys (of a list the place from 0) of where it stands, and its line from 1, 0 where not known.

    `slip` is the key that is itself the fault, beneath the others.
    """

    keys: Keys
    problem: str
    remedy: str
    slip: str = ""
    line: int = 0

    @property
    def where(self) -> str:
        """The organisation and the keys, as a person counts: "dunmore: policies: 2: title"; "" at the top."""
        keys = self.keys[1:] if self.keys[:1] == (TOP,) and len(self.keys) > 1 else self.keys
        return ": ".join(str(key + 1) if isinstance(key, int) else key for key in keys)


class FaultyManifest(BadMetadata):
    """A manifest with faults, told all at once: `faults` has them in the order of their lines."""

    def __init__(self, path: Path, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda each: each.line))
        first, remedy = self.faults[0], "Correct them all; `policy-assistant doctor` tells whether any is left."
        if len(self.faults) == 1:
            super().__init__(f"{path}, {_told(first)}", first.remedy)
        else:
            super().__init__("\n".join((f"{path} has {len(self.faults)} faults.", *_listed(self.faults))), remedy)
            self.args = (f"{self.problem}\n{self.remedy}",)  # the remedy on a line of its own, below the list


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reading has come to, and the faults found on the way, shared by all places of one manifest."""

    keys: Keys = ()
    faults: list[Fault] = field(default_factory=list)

    def at(self, key: object) -> Place:
        """The place beneath: of a mapping its key, of a list the place from 0."""
        return replace(self, keys=(*self.keys, key if isinstance(key, int) else str(key)))

    def fault(self, problem: str, remedy: str, slip: str = "") -> None:
        """Note what is wrong here, and go on."""
        self.faults.append(Fault(self.keys, problem, remedy, slip))

    def only(self, content: Iterable[object], known: Sequence[str]) -> None:
        """Note every key that is not known, with the one that was probably meant."""
        for key in map(str, content):
            if key not in known:
                near = get_close_matches(key.lower(), known, n=1)
                meant = f"Did you mean '{near[0]}'? " if near else ""
                self.fault(f"The key '{key}' is not known.", f"{meant}Known here: {', '.join(known)}.", key)


def require_none(path: Path, text: str, faults: Sequence[Fault]) -> None:
    """Raise FaultyManifest where there are faults, each with its line in the text."""
    if faults:
        root = composed(text)
        raise FaultyManifest(path, [replace(each, line=_line(root, each)) for each in faults])


def twice(node: Any, place: Place, met: set[int] | None = None) -> None:
    """Note every key that stands twice in one place: YAML would keep the last and lose the others without a word.

    What an alias repeats was looked through where it stood first: `met` are the nodes already seen.
    """
    met = set() if met is None else met
    if id(node) in met:
        return
    met.add(id(node))
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            name = str(key.value)
            if name in seen:
                text = f"The key '{name}' stands twice, first in line {seen[name]}; only one of them would count."
                place.fault(text, "Put all of it under one of them.", name)
            seen[name] = key.start_mark.line + 1
            twice(value, place.at(name), met)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            twice(value, place.at(number), met)


def _listed(faults: Sequence[Fault]) -> Iterator[str]:
    yield from (f"- {_told(each)} {each.remedy}" for each in faults[:MOST])
    if len(faults) > MOST:
        yield f"- and {len(faults) - MOST} more."


def _told(fault: Fault) -> str:
    line = f"line {fault.line}: " if fault.line else ""
    return line + ": ".join(part for part in (fault.where, fault.problem) if part)


def _line(root: Any, fault: Fault) -> int:
    """The line of the last of the keys that can be found; of a key that stands twice, the later."""
    node, line = root, 0
    for key in (*fault.keys, *((fault.slip,) if fault.slip else ())):
        found = _beneath(node, key)
        if found is None:
            break
        mark, node = found
        line = mark.line + 1
    return line


def _beneath(node: Any, key: str | int) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key].start_mark, node.value[key]
    if isinstance(node, yaml.MappingNode):
        same = [(each.start_mark, value) for each, value in node.value if str(each.value) == key]
        return same[-1] if same else None
    return None
