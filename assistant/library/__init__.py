"""The policies of the data folder: adding, bringing the index in line, removing and finding them."""

from __future__ import annotations

from assistant.library.library import Added, Library
from assistant.syncing import Change

__all__ = ["Added", "Change", "Library"]
