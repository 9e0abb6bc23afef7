"""The same question put to the other policies: which answer it too, which speak near it, and where two contradict."""

from __future__ import annotations

from assistant.comparing.asking import LIMIT, Answerer, compare
from assistant.comparing.touched import others, touches_others
from assistant.comparing.values import Comparison, Conflict, Key, Says, Weighed

__all__ = [
    "LIMIT",
    "Answerer",
    "Comparison",
    "Conflict",
    "Key",
    "Says",
    "Weighed",
    "compare",
    "others",
    "touches_others",
]
