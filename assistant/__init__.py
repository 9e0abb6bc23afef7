"""Answers questions about a school's policies with a verdict and the exact clause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.values import Answer

__all__ = ["Answer", "Assistant"]


def __getattr__(name: str) -> Any:
    """Load the parts on first use, so that the command line starts without the model's packages."""
    if name == "Assistant":
        from assistant.assistant import Assistant

        return Assistant
    if name == "Answer":
        from assistant.values import Answer

        return Answer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
