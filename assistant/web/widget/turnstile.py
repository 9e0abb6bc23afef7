"""How many questions are let in: a visitor's and everybody's a minute, one at a time each; the home of limits."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address, ip_network
from threading import Lock

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request

from assistant.errors import AssistantError

EACH, ALL, AT_ONCE = 15, 300, 8
"""Questions a minute of one visitor and of all, and questions looked up at the same moment."""
SOON = 1
"""Seconds after which a place is likely to be free again."""


class TooMany(AssistantError):
    """The question has to wait `seconds`; `soon` when only until another one is answered."""

    def __init__(self, seconds: int, soon: bool = False) -> None:
        wait = "a moment" if soon else f"{seconds} second{'s' if seconds != 1 else ''}"
        super().__init__(
            "Another question is still being looked up." if soon else "Too many questions were asked within a minute.",
            f"Please wait {wait} and ask again; the question is still in the box.",
        )
        self.seconds = seconds
        self.soon = soon


class Turnstile:
    """Counts in memory, by visitor, and forgets within a minute; safe to use from several threads."""

    def __init__(self, each: int = EACH, everybody: int = ALL, at_once: int = AT_ONCE) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._each = RateLimitItemPerMinute(each, namespace="each")
        self._everybody = RateLimitItemPerMinute(everybody, namespace="everybody")
        self._at_once = at_once
        self._inside: set[str] = set()
        self._lock = Lock()

    @contextmanager
    def passing(self, visitor: str) -> Iterator[None]:
        """Let one question of the visitor through while the block runs. Raises TooMany."""
        with self._lock:
            if visitor in self._inside or len(self._inside) >= self._at_once:
                raise TooMany(SOON, soon=True)
            self._count(visitor)
            self._inside.add(visitor)
        try:
            yield
        finally:
            with self._lock:
                self._inside.discard(visitor)

    def _count(self, visitor: str) -> None:
        for item, key in ((self._each, visitor), (self._everybody, "")):
            if not self._limiter.test(item, key):
                free_at = self._limiter.get_window_stats(item, key).reset_time
                raise TooMany(max(1, math.ceil(free_at - time.time())))
        self._limiter.hit(self._each, visitor)
        self._limiter.hit(self._everybody, "")


def visitor_at(request: Request) -> str:
    """Who asks, by the socket's address, whatever the headers claim; of IPv6 the network that one household has."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return str(address) if address.version == 4 else str(ip_network(f"{address}/64", strict=False))
