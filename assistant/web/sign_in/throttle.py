"""How many attempts to sign in one address may fail; counted in memory, by process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from assistant.errors import AssistantError
from assistant.web.limiting import Allowance

MOST, WINDOW_MIN = 60, 15
"""Enough for a staff room behind one address; a name is locked long before (`state.failures`)."""
AT_ONCE = 16
"""Attempts under way: they wait for one another's hashes, and the threads they hold answer all other pages too."""


class TooManyFailures(AssistantError):
    """Too many attempts from one address have failed."""

    def __init__(self, wait_s: int) -> None:
        self.wait_s = wait_s
        minutes = -(-wait_s // 60)
        super().__init__(
            "Too many attempts to sign in from this network have failed.",
            f"Try again in {minutes} minute{'s' if minutes > 1 else ''}.",
        )


class Crowded(AssistantError):
    """As many attempts as can be are being checked at this moment."""

    wait_s = 2

    def __init__(self) -> None:
        super().__init__("Many people are signing in at this moment.", "Try again in a few seconds.")


class Throttle:
    """Counts the failures of an address; safe to use from several threads."""

    def __init__(self, most: int = MOST) -> None:
        self._allowance = Allowance(most, WINDOW_MIN)
        self._places = BoundedSemaphore(AT_ONCE)

    @contextmanager
    def attempt(self, address: str) -> Iterator[None]:
        """Let one attempt of the address through; an AssistantError in the block counts as its failure.

        Raises TooManyFailures where the address has used up its attempts, Crowded where too many are under way.
        """
        wait_s = self._allowance.wait_s(address)
        if wait_s:
            raise TooManyFailures(wait_s)
        if not self._places.acquire(blocking=False):
            raise Crowded
        try:
            yield
        except AssistantError:
            self._allowance.note(address)
            raise
        finally:
            self._places.release()
