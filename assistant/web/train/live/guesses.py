"""Wrong join codes are counted, so that codes can't be tried out; `limits`' home in the trainers' room."""

from __future__ import annotations

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

EACH, ALL = RateLimitItemPerMinute(30), RateLimitItemPerMinute(300)
"""Wrong codes a minute from one address, behind which a whole school may be, and from everywhere."""


class Guesses:
    """Who typed how many wrong codes in the last minute."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def too_many(self, address: str) -> bool:
        """Whether this address, or everybody together, has to wait."""
        return not (self._limiter.test(EACH, address) and self._limiter.test(ALL, "everybody"))

    def wrong(self, address: str) -> None:
        """Count a wrong code."""
        self._limiter.hit(EACH, address)
        self._limiter.hit(ALL, "everybody")
