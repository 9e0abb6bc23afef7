"""How often something may happen within minutes, counted in memory by address; the home of limits."""

from __future__ import annotations

import math
import time
from ipaddress import IPv6Address, ip_address, ip_network

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request


class Allowance:
    """So many times within some minutes for each key ("" where all share one); safe to use from several threads."""

    def __init__(self, most: int, minutes: int = 1) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._item = RateLimitItemPerMinute(most, minutes)

    def wait_s(self, key: str = "") -> int:
        """Seconds until the next time, from 1; 0 while there is some left."""
        if self._limiter.test(self._item, key):
            return 0
        free_at = self._limiter.get_window_stats(self._item, key).reset_time
        return max(1, math.ceil(free_at - time.time()))

    def note(self, key: str = "") -> None:
        """Count one."""
        self._limiter.hit(self._item, key)


def address_of(request: Request) -> str:
    """Who asks, by the socket's address, whatever the headers claim; of IPv6 the network that one household has."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):  # a socket for both kinds writes IPv4 as ::ffff:192.0.2.7
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return host
