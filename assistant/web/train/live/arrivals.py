"""New seats are counted by address, so that nobody takes all of a session's."""

from __future__ import annotations

from assistant.web.limiting import Allowance

SEATS, SEATS_MIN = 120, 180
"""New seats in one session from one address within three hours: twice a full hall, and never all there are."""


class Arrivals:
    """How many seats of a session were taken from an address."""

    def __init__(self) -> None:
        self._seats = Allowance(SEATS, SEATS_MIN)

    def crowded(self, session: str, address: str) -> bool:
        """Whether so many came from there that another one needs a seat that somebody left."""
        return bool(self._seats.wait_s(f"{session} {address}"))

    def came(self, session: str, address: str) -> None:
        """Count a new seat."""
        self._seats.note(f"{session} {address}")
