"""What is counted by address: wrong join codes, so that codes can't be tried out, and seats, so that none takes all."""

from __future__ import annotations

from assistant.web.limiting import Allowance

EACH, ALL = 30, 300
"""Wrong codes a minute from one address, behind which a whole school may be, and from everywhere."""
SEATS, SEATS_MIN = 120, 180
"""New seats in one session from one address within three hours: twice a full hall, and never all there are."""


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


class Arrivals:
    """How many seats of a session were taken from an address."""

    def __init__(self, most: int = SEATS) -> None:
        self._seats = Allowance(most, SEATS_MIN)

    def crowded(self, session: str, address: str) -> bool:
        """Whether so many came from there that another one needs a seat that somebody left."""
        return bool(self._seats.wait_s(f"{session} {address}"))

    def came(self, session: str, address: str) -> None:
        """Count a new seat."""
        self._seats.note(f"{session} {address}")
