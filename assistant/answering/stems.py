"""Words of a question against words of a title or a clause: the same word in another ending counts as the same."""

from __future__ import annotations

import re

ENDINGS = r"(?:'s|’s|e|es|ed|er|ers|y|ies|ied|ing|ings|s)?"
SHORTEST = 3
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
SUFFIX = re.compile(r"(?:'s|’s|ings?|ies|ied|ers|es|ed|er|s|e|y)$")


def stem(word: str) -> str:
    """A word in lower case without its ending: "Vaping" and "vapes" as "vap"; short words stay whole."""
    lowered = word.lower()
    cut = SUFFIX.sub("", lowered)
    return cut if len(cut) >= SHORTEST else lowered


def stems(text: str) -> frozenset[str]:
    """The stems of a text's words."""
    return frozenset(stem(word) for word in WORD.findall(text))


def finder(phrase: str) -> re.Pattern[str]:
    """Finds a phrase, each of its words in any ending. Raises ValueError when it holds no word."""
    words = WORD.findall(phrase)
    if not words:
        raise ValueError("a phrase without a word finds everything")
    parts = (_any_ending(word) for word in words)
    return re.compile(r"(?<![^\W_])" + r"[\W_]{1,3}".join(parts) + r"(?![^\W_])", re.IGNORECASE)


def _any_ending(word: str) -> str:
    cut = stem(word)
    return re.escape(cut) + (ENDINGS if len(cut) >= SHORTEST else "")
