"""How many attempts to sign in are checked at once; how many may fail is counted in `state.failures`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from assistant.errors import AssistantError

AT_ONCE = 16
"""Attempts under way: they wait for one another's hashes, and the threads they hold answer all other pages too."""


class Crowded(AssistantError):
    """As many attempts as can be are being checked at this moment."""

    wait_s = 2

    def __init__(self) -> None:
        super().__init__("Many people are signing in at this moment.", "Try again in a few seconds.")


class Throttle:
    """Lets AT_ONCE attempts through at once; safe to use from several threads."""

    def __init__(self) -> None:
        self._places = BoundedSemaphore(AT_ONCE)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Let one attempt through while the block runs. Raises Crowded."""
        if not self._places.acquire(blocking=False):
            raise Crowded
        try:
            yield
        finally:
            self._places.release()
