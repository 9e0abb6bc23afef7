"""A random part of many, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
SEED = 7


def sampled(values: Sequence[T], size: int | None, seed: int = SEED) -> tuple[T, ...]:
    """At most `size` of the values (all for None), in their order."""
    if size is None or size >= len(values):
        return tuple(values)
    places = sorted(random.Random(seed).sample(range(len(values)), size))
    return tuple(values[place] for place in places)
