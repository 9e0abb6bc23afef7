"""What whoever adds a file states of it, on top of what the file says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.errors import BadInput
from assistant.manifest import LISTS, Entry

OVERRIDES = ("policy", "title", "approved", "effective", "review", "approver", "audiences", "binds")


def stated(entry: Entry, overrides: Mapping[str, str]) -> Entry:
    """The entry with what is stated; raises BadInput for a key that can't be."""
    unknown = [key for key in overrides if key not in OVERRIDES]
    if unknown:
        raise BadInput(f"{unknown[0]!r} can't be stated of a policy.", f"Known are: {', '.join(OVERRIDES)}.")
    given: dict[str, Any] = {key: value.strip() for key, value in overrides.items() if value.strip()}
    lists = {key: tuple(word.strip() for word in given[key].split(",")) for key in LISTS if key in given}
    return replace(entry, file=entry.name, **(given | lists))
