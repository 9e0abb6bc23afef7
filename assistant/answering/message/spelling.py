"""One spelling for many: a message in small letters, texting forms and slips put right, courtesies and emoji taken off.

Only what is looked up and read for its form is tidied; the answer keeps the asker's own words. No word of denial is
ever touched, and a word is mended only where no other English word is meant.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from assistant.answering.message.spellings import (
    ABOUT,
    APOSTROPHES,
    BARE,
    COURTESIES,
    DOUBLES,
    MENDED,
    REAL,
    SLIPS,
    TEXTING,
)

QUOTES = str.maketrans({"’": "'", "‘": "'", "‛": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"', "—": " - "})  # fmt: skip
DROPPED = ("Cf", "Co", "Cs", "Cn")
PICTURES = ("So", "Sk", "Me")
SELECTORS = re.compile("[\ufe00-\ufe0f]")
SMILEYS = re.compile(r"(?<!\w)(?:[:;=][-']?[()DPpo/|]|<3|\^\^|xd)(?!\w)")
MARKS = re.compile(r"[!?]+(?:\s[!?]+)*+")
DOTS = re.compile(r"\.{2,}")
DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
TOKEN = re.compile(r"(?<![\w.@/-])[a-z0-9]++(?:['/][a-z]++)*+/?(?![@-]|\.\w)")
YEAR = re.compile(r"\b(?:y|yr|year)\s?(\d{1,2})(?=s?\b)")
FOR = re.compile(r"\b4 (?=(?:me|my|a|the|him|her|us|them|our|school)\b)")
ITS = re.compile(rf"\bits (?={ABOUT}\b)")
ROMAN = frozenset(("iii", "viii", "xiii", "xviii", "xxx"))
LONGEST_COURTESY = 6
ASKS = re.compile(
    r"(?:^|[.!,;:] )(?:and |so |but |also |or )?(?:can|could|may|might|must|should|shall|do|does|did|is|are|am|was|will|would|has|have|who|whom|whose|what|when|where|which|why|how)(?:n't|'s|'re|'ll)?\b[^.?!]*$"
)


def tidy(text: str) -> str:
    """The message as it is looked up: the same for all spellings of one question; never empty unless `text` is."""
    plain = _plain_letters(text).lower().replace('"', " ")
    plain = DOTS.sub(", ", MARKS.sub(lambda found: "? " if "?" in found[0] else ". ", SMILEYS.sub(" ", plain)))
    plain = TOKEN.sub(_word, plain)
    plain = ITS.sub("it's ", FOR.sub("for ", YEAR.sub(r"year \1", plain)))
    words = _without_courtesies(plain.split())
    return _ended(" ".join(words)) or " ".join(text.split())


def _plain_letters(text: str) -> str:
    """Compatible letters made plain, quotation marks straight, nothing invisible, no pictures."""
    if text.isascii():
        return text.translate(QUOTES)
    text = SELECTORS.sub("", unicodedata.normalize("NFKC", text.translate(QUOTES)))
    return "".join(map(_seen, text)).translate(QUOTES)


def _seen(letter: str) -> str:
    if letter.isascii() or letter == "°":
        return letter
    category = unicodedata.category(letter)
    return "" if category in DROPPED else " " if category in PICTURES else letter


def _word(found: re.Match[str]) -> str:
    word = found[0]
    if DRAWN_OUT.search(word) and word not in ROMAN and "www" not in word:
        twice = DRAWN_OUT.sub(r"\1\1", word)
        word = twice if twice in DOUBLES else DRAWN_OUT.sub(r"\1", word)
    stem, owns = (word[:-2], "'s") if word.endswith("'s") else (word, "")
    return TEXTING.get(word) or APOSTROPHES.get(word) or slips().get(word) or slips().get(stem, stem) + owns


@cache
def slips() -> dict[str, str]:
    """Misspelling to word: the listed ones, and each mended word with one letter left out, doubled or swapped, or no vowels."""
    made: dict[str, str] = {}
    for word in sorted(MENDED):
        for slip in (*_missing(word), *_doubled(word), *_swapped(word)):
            made.setdefault(slip, word)
    for word in sorted(BARE):
        made.setdefault(_bare(word), word)
    return {slip: word for slip, word in made.items() if slip not in MENDED | BARE | REAL} | SLIPS


def _missing(word: str) -> tuple[str, ...]:
    """One inner letter left out; the first and the last letter hold a word together."""
    return tuple(word[:i] + word[i + 1 :] for i in range(1, len(word) - 1)) if len(word) > 5 else ()


def _doubled(word: str) -> tuple[str, ...]:
    return tuple(word[: i + 1] + word[i:] for i in range(len(word)))


def _swapped(word: str) -> tuple[str, ...]:
    return tuple(word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(1, len(word) - 1))


def _bare(word: str) -> str:
    """The word without its vowels but the first letter's; the word itself when that leaves too little to know it by."""
    bare = word[0] + re.sub("[aeiou]", "", word[1:])
    return bare if len(bare) > 2 and not re.search("[aeiouy]", bare) else word


def _without_courtesies(words: list[str]) -> list[str]:
    """Greetings before and thanks after taken off, as long as something is left."""
    words = [word for word in words if word.strip(".,?!") != "please"]
    first, last = 0, len(words)
    while taken := _courtesy(words[first : first + LONGEST_COURTESY], opening=True):
        first += taken
    while last > first and (taken := _courtesy(words[max(first, last - LONGEST_COURTESY) : last], opening=False)):
        last -= taken
    return words[first:last]


def _courtesy(words: list[str], *, opening: bool) -> int:
    """How many of these words, counted from the open end, are a courtesy."""
    bare = [word.strip(".,?!:;-()\"'") for word in words]
    for size in range(len(words), 0, -1):
        piece = bare[:size] if opening else bare[-size:]
        if " ".join(piece).strip() in COURTESIES["before" if opening else "after"]:
            return size
    return 0


def _ended(text: str) -> str:
    """No stop at the end but a question mark, and that on whatever asks."""
    bare = text.rstrip(" .,;:!?-")
    asked = text.endswith("?") or bool(ASKS.search(bare[-400:]))
    return f"{bare}?" if bare and asked else bare
