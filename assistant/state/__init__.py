"""What people add, kept in `data/state.sqlite`: each module declares its tables and what is done with them."""

from __future__ import annotations

from assistant.state.database import State

__all__ = ["State"]
