"""The day and the moment, as pages are handed them: a test sets its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

Today = Callable[[], date]
Now = Callable[[], datetime]
"""The moment, aware."""


def right_now() -> datetime:
    """The moment, aware."""
    return datetime.now(UTC)
