"""A question through the pipeline: `ask` and the JSON of its answer."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assistant.answering.pipeline import Parts, ask
from assistant.values import Answer

__all__ = ["Parts", "ask", "to_json"]


def to_json(answer: Answer) -> dict[str, Any]:
    """The answer as the JSON object of the contract: the same keys everywhere, enumerations as their values."""
    return asdict(answer)
