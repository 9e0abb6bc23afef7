"""Name clauses: an address unique in the document, and a label as a person would cite it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_SLUG_WORDS = 6


@dataclass(frozen=True, slots=True)
class Step:
    """One step down: `kind` is paragraph, bullet, number, letter, row or note; `number` as printed."""

    kind: str
    ordinal: int
    number: str = ""
    group: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause stands: its section, the steps down from it, and its sentence of how many.

    `heading` is the nearest one and `above` the one that holds it ("" where there is none).
    """

    section: int
    prefix: str
    heading: str
    steps: tuple[Step, ...]
    sentence: int = 1
    sentences: int = 1
    above: str = ""


def slug(title: str) -> str:
    """A short name for a heading without a number: "ground-rules"."""
    words = re.findall(r"[^\W_]+", title.lower())
    return "-".join(words[:_SLUG_WORDS]) or "section"


def titled(number: str, title: str) -> str:
    """A heading as a person says it: "3. Personal use", "PART A: When you are ill"."""
    if not number:
        return title
    if " " in number:
        return f"{number}: {title}" if title and title != number else number
    return f"{number}. {title}" if number[-1].isalnum() else f"{number} {title}"


def addresses(places: Sequence[Place]) -> list[str]:
    """One address a place, made unique by a suffix where the document repeats itself."""
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    lists = _groups(places, "bullet")
    found = []
    for place in places:
        plain = _address(place, lists)
        name = plain
        while name in taken:
            seen[plain] += 1
            name = f"{plain}~{seen[plain] + 1}"
        taken.add(name)
        found.append(name)
    return found


def _groups(places: Sequence[Place], kind: str) -> dict[int, int]:
    """How many lists (or tables) each section holds."""
    found: dict[int, int] = {}
    for place in places:
        if place.steps and place.steps[0].kind == kind:
            found[place.section] = max(found.get(place.section, 0), place.steps[0].group)
    return found


_LETTERS = {"paragraph": "p", "bullet": "b", "row": "r", "note": "n"}


def _address(place: Place, lists: dict[int, int]) -> str:
    parts = [place.prefix]
    for step in place.steps:
        if step.kind == "number" and _within(step.number, parts[-1]):
            parts = [step.number]
        elif step.kind in ("number", "letter"):
            parts.append(re.sub(r"\W+", "", step.number) if step.kind == "letter" else step.number)
        else:
            group = (
                f"l{step.group}."
                if step.kind == "bullet" and lists.get(place.section, 1) > 1 and len(parts) == 1
                else ""
            )
            parts.append(f"{group}{_LETTERS[step.kind]}{step.ordinal}")
    if place.sentences > 1:
        parts.append(f"s{place.sentence}")
    return ".".join(part for part in parts if part)


def _within(number: str, prefix: str) -> bool:
    """Whether a printed number already says its section: "2.4" in "2"."""
    return "." in number or (bool(prefix) and number.startswith(prefix))


def labels(places: Sequence[Place]) -> list[str]:
    """One label a place, unique: "3. Personal use, bullet 2"; what goes without saying is left out."""
    plain = _plain_labels(places, _twice_numbered(places))
    twins = Counter(plain)
    under = [
        f"{place.above}, {label}" if twins[label] > 1 and place.above else label
        for place, label in zip(places, plain, strict=True)
    ]
    return _told_apart(under)


def _told_apart(names: Sequence[str]) -> list[str]:
    """Count what still goes by the same name: "Rules, bullet 1 (second of this name)"."""
    taken, found = set(names), []
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        unique = name
        if seen[name] > 1:
            ways = (_counted(name, number) for number in itertools.count(seen[name]))
            unique = next(way for way in ways if way not in taken)
        taken.add(unique)
        found.append(unique)
    return found


def _counted(name: str, number: int) -> str:
    return f"{name} ({_ORDINALS.get(number, f'number {number}')} of this name)"


_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth"}


def _twice_numbered(places: Sequence[Place]) -> set[int]:
    """The sections in which two lists have an item of the same number."""
    items = {(place.section, place.steps[0].number, place.steps[0].group) for place in places if _numbered(place)}
    counts = Counter((section, number) for section, number, _ in items)
    return {section for (section, _), count in counts.items() if count > 1}


def _numbered(place: Place) -> bool:
    return bool(place.steps) and place.steps[0].kind in ("number", "letter")


def _plain_labels(places: Sequence[Place], twice: set[int]) -> list[str]:
    """The labels, a list's number among those of its section where two lists count alike (`twice`)."""
    lists, tables = _groups(places, "bullet"), _groups(places, "row")
    paragraphs = {section: len(ordinals) for section, ordinals in _paragraphs(places).items()}
    found = []
    for place in places:
        parts = [place.heading] if place.heading else []
        many = (lists.get(place.section, 1), tables.get(place.section, 1), paragraphs.get(place.section, 1))
        parts += [f"list {place.steps[0].group}"] if place.section in twice and _numbered(place) else []
        parts += _said(place.steps, many)
        if place.sentences > 1:
            parts.append(f"sentence {place.sentence}")
        label = ", ".join(parts) or f"paragraph {place.steps[0].ordinal if place.steps else 1}"
        found.append(label[0].upper() + label[1:])
    return found


def _paragraphs(places: Sequence[Place]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for place in places:
        if place.steps and place.steps[0].kind == "paragraph":
            found.setdefault(place.section, set()).add(place.steps[0].ordinal)
    return found


def _said(steps: Sequence[Step], many: tuple[int, int, int]) -> list[str]:
    """The steps in words; `many` counts the section's lists, tables and paragraphs."""
    parts: list[str] = []
    for depth, step in enumerate(steps):
        if step.kind == "letter" and depth:
            parts[-1] += f" {step.number}"
        elif step.kind in ("number", "letter"):
            parts.append(f"paragraph {step.number}" if step.kind == "number" else step.number)
        elif step.kind == "bullet":
            parts += [f"list {step.group}"] if depth == 0 and many[0] > 1 else []
            parts.append(
                f"bullet {step.ordinal}"
                if depth == 0 or steps[depth - 1].kind != "bullet"
                else f"sub-bullet {step.ordinal}"
            )
        elif step.kind == "row":
            parts.append(f"table {step.group}, row {step.ordinal}" if many[1] > 1 else f"table row {step.ordinal}")
        elif step.kind == "note":
            parts.append(f"footnote {step.number.strip('[^]')}".strip())
        elif many[2] > 1:
            parts.append(f"paragraph {step.ordinal}")
    return parts
