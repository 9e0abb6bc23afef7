"""Does a question lean on the ones before it, or does it stand by itself?

A logistic score over what a reader goes by: how it opens and closes, what it points to, how little it names. The weights
were fitted on half of the training conversations against ordinary questions put after another of the same policy.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence

from assistant.models.texts import TURNS

BIAS = -4.5
WEIGHTS = {
    "opens with and": 3.9, "opens with so": 2.4, "opens with what about": 2.3, "opens in the middle": 1.1, "opens with an answer": 2.8,
    "opens with a person": 0.4, "closes": 1.2, "would": 1.0, "just": 0.2, "points": 0.5, "points to nothing named": 0.6, "it or that": 0.5,
    "at most 9 words": 0.2, "at most 12 words": 1.9, "at most 18 words": 1.1, "names at most 1 thing": 1.1, "names at most 2 things": 1.2,
    "names at most 4 things": 0.7, "telling of oneself": 0.5,
}  # fmt: skip
LEANS_FROM = 0.6
"""Chosen where what is lost by a needless earlier turn and by a missing one, in clauses found, is least together."""
READ = 2000
"""Characters of a question that are looked at."""

OWN_MATTER = re.compile(
    r"\b(?:by the way|btw|random (?:q|question)|(?:another|separate|different|new|other) (?:thing|question|matter|topic)|unrelated|on another note|changing the subject)\b"
)
ACKNOWLEDGES = re.compile(
    r"^\W*(?:(?:ok|right|great|good|thanks?|thank you|cheers|cool|fine|fair|nice|lovely|perfect|brilliant|diolch|ta|k|got it|understood)\b(?: then| enough| you)?\W+)+"
)
POINTS = re.compile(
    r"\b(?:it|its|that|this|those|these|they|them|their|he|him|his|she|her|hers|there|one|ones|same)\b(?:'(?:s|re|ll|d|ve))?"
)
NAMES = re.compile(
    r"\b(?:a|an|my|our|the|some|any|one of|another|his|her|your|their|no|two|three|every|each)\s+(?:\w+\s+)?[a-z]{3,}|\b(?:pupils?|students?|staff|parents?|kids?|children|child|lad|girl|boy|mum|dad|teachers?|son|daughter|school|year \d+)\b"
)
ASKS = re.compile(
    r"\?|^\W*(?:can|could|may|might|must|should|do|does|did|is|are|am|will|would|have|has|who|what|when|where|which|why|how|any)\b"
)
WORD = re.compile(r"[a-z][a-z'-]{2,}")
_COMMON = """the and but for with from are was were been does did can could may might must should will would have has had you your him his she her its they
    them their this that these those what who when where how which why not yes about then there our we're i'm i've he's she's it's that's they're
    can't don't what's who's there's let's i'd i'll"""
COMMON = frozenset(_COMMON.split())


def _opens(words: str) -> Callable[[str], bool]:
    pattern = re.compile(rf"^\W*(?:{words})\b")
    return lambda text: bool(pattern.search(text))


def _holds(words: str) -> Callable[[str], bool]:
    pattern = re.compile(rf"\b(?:{words})\b")
    return lambda text: bool(pattern.search(text))


def _closes(words: str) -> Callable[[str], bool]:
    pattern = re.compile(rf"\b(?:{words})\W{{0,3}}$")
    return lambda text: bool(pattern.search(text[-40:]))


def _words_up_to(most: int) -> Callable[[str], bool]:
    return lambda text: len(text.split()) <= most


def _things_up_to(most: int) -> Callable[[str], bool]:
    return lambda text: sum(word not in COMMON for word in WORD.findall(text)) <= most


def _points_to_nothing_named(text: str) -> bool:
    points, names = POINTS.search(text), NAMES.search(text)
    return points is not None and (names is None or names.start() >= points.start())


SIGNS: dict[str, Callable[[str], bool]] = {
    "opens with and": _opens("and|but|or|plus"),
    "opens with so": _opens("so|then|in that case|if so|if not|otherwise"),
    "opens with what about": _opens("what about|how about|what if|even if|what,? even"),
    "opens in the middle": _opens("even|only|not|just|same|still|either|with|without|on|in|at|for|to|from|till|until|after|before|by|round|because|unless|like|instead"),
    "opens with an answer": lambda text: bool(ACKNOWLEDGES.search(text)) or _opens("done|yes|yeah|no|aye|ah|oh")(text),
    "opens with a person": _opens("(?:he|she|they|it|that|mum|dad|his \\w+|her \\w+|their \\w+)(?:'s|'re|'ll|'d|'ve)?"),
    "closes": _closes("then|though|instead|too|as well|either|after all|anyway|now"),
    "would": _holds("would|wouldn't|i'd|we'd|he'd|she'd|they'd"),
    "just": _holds("just|only|even|still|actually"),
    "points": lambda text: bool(POINTS.search(text)),
    "points to nothing named": _points_to_nothing_named,
    "it or that": _holds("it|that|that's|it's|them|those|their"),
    "at most 9 words": _words_up_to(9),
    "at most 12 words": _words_up_to(12),
    "at most 18 words": _words_up_to(18),
    "names at most 1 thing": _things_up_to(1),
    "names at most 2 things": _things_up_to(2),
    "names at most 4 things": _things_up_to(4),
    "telling of oneself": _opens("(?:i|we)(?:'m|'ve|'re|'d)?\\b(?! (?:can|may|want|need))"),
}  # fmt: skip


def leans(text: str, history: Sequence[str]) -> bool:
    """Whether `text` (tidied) can't be understood without `history`, the earlier turns, oldest first."""
    if not history or not text.strip():
        return False
    text = text[:READ].lower().replace("’", "'")
    rest = ACKNOWLEDGES.sub("", text)
    if _changes_topic(text, rest):
        return False
    return chance(text) >= LEANS_FROM


def chance(text: str) -> float:
    """The chance, from 0 to 1, that a text in small letters leans on what was said before."""
    score = BIAS + sum(weight for sign, weight in WEIGHTS.items() if SIGNS[sign](text))
    return 1.0 / (1.0 + math.exp(-score))


def _changes_topic(text: str, rest: str) -> bool:
    """A matter of its own is announced, or a full question follows a word of thanks."""
    full = len(rest.split()) >= 9 and bool(ASKS.search(rest))
    return full and (bool(OWN_MATTER.search(text)) or (rest != text and chance(rest) < LEANS_FROM))


def read_with(text: str, history: Sequence[str]) -> tuple[str, ...]:
    """The earlier turns that `text` must be read with, oldest first: back to the first that stands by itself."""
    turns: list[str] = []
    while history and len(turns) < TURNS and leans(turns[0] if turns else text, history):
        turns.insert(0, history[-1])
        history = history[:-1]
    return tuple(turns)
