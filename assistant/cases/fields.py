"""The fields of a YAML mapping, each read as what it must be; what is not is named with its place."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from assistant.errors import BadInput


def known_fields(entry: Mapping[str, Any], known: set[str], where: str) -> None:
    """Raise BadInput for a field that is none."""
    unknown = sorted(str(name) for name in entry if name not in known)
    if unknown:
        raise fault(where, f"{', '.join(unknown)} is no field", f"The fields are {', '.join(sorted(known))}.")


def choice(value: object, choices: type[StrEnum], field: str, where: str) -> str:
    """The value, which must be one of the words of a closed list."""
    if value not in [str(choice) for choice in choices]:
        raise fault(where, f"{field} is {value!r}", f"Use one of {', '.join(choices)}.")
    return str(value)


def mapping(value: object, where: str) -> Mapping[str, Any]:
    """The value, which must be names with values."""
    if not isinstance(value, dict):
        raise fault(where, f"{value!r} isn't a mapping", "Write `name: value` pairs.")
    return value


def listed(entry: Mapping[str, Any], field: str, where: str) -> list[Any]:
    """A field that must be a list; an empty one where it is not given."""
    value = entry.get(field) or []
    if not isinstance(value, list):
        raise fault(where, f"{field} isn't a list", f"Write `{field}: [...]`.")
    return value


def needed(entry: Mapping[str, Any], field: str, where: str) -> str:
    """A field that must be given and be text."""
    text = words(entry, field, where)
    if not text:
        raise fault(where, f"{field} is missing", f"Write `{field}: …`.")
    return text


def words(entry: Mapping[str, Any], field: str, where: str) -> str:
    """A field that must be text; "" where it is not given."""
    value = entry.get(field, "")
    if isinstance(value, dict | list):
        raise fault(where, f"{field} isn't text", f"Write `{field}: text`.")
    return "" if value is None else str(value).strip()


def fault(where: str, problem: str, remedy: str) -> BadInput:
    """The error for whoever writes the set, with its place."""
    return BadInput(f"{where}: {problem}.", remedy)
