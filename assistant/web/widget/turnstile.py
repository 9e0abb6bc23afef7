"""How many questions are let in: a visitor's and everybody's a minute, one at a time each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from assistant.errors import AssistantError
from assistant.web.limiting import Allowance

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
        self._each, self._everybody = Allowance(each), Allowance(everybody)
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
        wait_s = self._each.wait_s(visitor) or self._everybody.wait_s()
        if wait_s:
            raise TooMany(wait_s)
        self._each.note(visitor)
        self._everybody.note()
