"""How many attempts to sign in one address may fail; counted in memory, by process."""

from __future__ import annotations

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from assistant.errors import AssistantError

MOST, WINDOW_MIN = 60, 15
"""Enough for a staff room behind one address; a name is locked long before (`state.failures`)."""


class TooManyFailures(AssistantError):
    """Too many attempts from one address have failed."""

    def __init__(self, wait_s: int) -> None:
        self.wait_s = wait_s
        minutes = -(-wait_s // 60)
        super().__init__(
            "Too many attempts to sign in from this network have failed.",
            f"Try again in {minutes} minute{'s' if minutes > 1 else ''}.",
        )


class Throttle:
    """Counts the failures of an address; safe to use from several threads."""

    def __init__(self, most: int = MOST) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._item = RateLimitItemPerMinute(most, WINDOW_MIN, namespace="sign-in")

    def check(self, address: str) -> None:
        """Raise TooManyFailures where the address has used up its attempts."""
        if not self._limiter.test(self._item, address):
            free_at = self._limiter.get_window_stats(self._item, address).reset_time
            raise TooManyFailures(max(1, math.ceil(free_at - time.time())))

    def note(self, address: str) -> None:
        """Count a failure."""
        self._limiter.hit(self._item, address)
