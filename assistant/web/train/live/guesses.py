"""Wrong join codes are counted, so that codes can't be tried out."""

from __future__ import annotations

from assistant.web.limiting import Allowance

EACH, ALL = 30, 300
"""Wrong codes a minute from one address, behind which a whole school may be, and from everywhere."""


class Guesses:
    """Who typed how many wrong codes in the last minute."""

    def __init__(self) -> None:
        self._each, self._all = Allowance(EACH), Allowance(ALL)

    def too_many(self, address: str) -> bool:
        """Whether this address, or everybody together, has to wait."""
        return bool(self._each.wait_s(address) or self._all.wait_s())

    def wrong(self, address: str) -> None:
        """Count a wrong code."""
        self._each.note(address)
        self._all.note()
