"""Name clauses: an address unique in the document, and a label as a person would cite it."""

from __future__ import annotations

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
    """Where a clause stands: its section, the steps down from it, and its sentence of how many."""

    section: int
    prefix: str
    heading: str
    steps: tuple[Step, ...]
    sentence: int = 1
    sentences: int = 1


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
    """One label a place: "3. Personal use, bullet 2"; what goes without saying is left out."""
    lists, tables = _groups(places, "bullet"), _groups(places, "row")
    paragraphs = {section: len(ordinals) for section, ordinals in _paragraphs(places).items()}
    found = []
    for place in places:
        parts = [place.heading] if place.heading else []
        many = (lists.get(place.section, 1), tables.get(place.section, 1), paragraphs.get(place.section, 1))
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
        if step.kind == "letter" and parts:
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
            parts.append(
                f"table {step.group}, row {step.ordinal}" if many[1] > 1 else f"table row {step.ordinal}"
            )
        elif step.kind == "note":
            parts.append(f"footnote {step.number}".strip())
        elif many[2] > 1:
            parts.append(f"paragraph {step.ordinal}")
    return parts
