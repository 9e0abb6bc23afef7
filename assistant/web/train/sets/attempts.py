"""A person's attempts at a set as text in an address, so that nothing about them is stored anywhere else."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.values import Verdict

LETTERS = {"y": Verdict.YES, "n": Verdict.NO, "c": Verdict.CONDITIONAL, "x": Verdict.NOT_COVERED}
LETTER_OF = {verdict: letter for letter, verdict in LETTERS.items()}
ATTEMPT = re.compile(r"([0-9a-f]{12})([yncx])")

Attempts = Mapping[str, Verdict]
"""What was answered, by the scenario's id."""


def parse(text: str) -> Attempts:
    """The attempts in a text; what is none is left out, and a scenario's first attempt counts."""
    found: dict[str, Verdict] = {}
    for part in text.split("."):
        match = ATTEMPT.fullmatch(part)
        if match:
            found.setdefault(match[1], LETTERS[match[2]])
    return found


def written(attempts: Attempts) -> str:
    """The text that `parse` reads back."""
    return ".".join(f"{id}{LETTER_OF[verdict]}" for id, verdict in attempts.items())
