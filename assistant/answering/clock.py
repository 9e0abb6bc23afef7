"""How long each step took, in milliseconds."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Steps:
    """Times the steps of one question; `taken` maps a step's name to milliseconds."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = {}

    def timed(self, name: str, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a step and note its time, also when it fails."""
        begun = perf_counter()
        try:
            return step(*args, **kwargs)
        finally:
            self.taken[name] = round((perf_counter() - begun) * 1000, 3)
