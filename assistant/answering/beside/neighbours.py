"""What a clause does to the one it follows: takes something out of it, or adds a condition to it."""

from __future__ import annotations

import re

from assistant.answering.beside.content import content
from assistant.answering.beside.references import block
from assistant.answering.stems import finder
from assistant.values import Clause, Modality

OPENS_EXCEPTION = re.compile(
    r"^\W*(?:however|but|even so|nevertheless|that said|otherwise)\b"
    r"|^\W*(?:except|unless)\b[^,]*$"
    r"|^\W*(?:the|an) (?:(?:one|only|sole) )?exceptions?\b"
    r"|^\W*(?:this|that|these|those|it|they"
    r"|(?:this|that|the|these|those|both) (?:rule|ban|limit|restriction|requirement|list|section)s?)"
    r" (?:do(?:es)? not|doesn['’]t|don['’]t) (?:apply|cover|extend|include|bind|count|take in|stop|prevent|affect)\b"
    r"|^\W*none of (?:this|these|the above) appl"
    r"|^\W*nothing (?:above|in this)\b[^.;:]{0,25}\b(?:stop|prevent|appl|affect)",
    re.IGNORECASE,
)
SAYS_EXCEPTION = re.compile(
    r"(?<!not )\b(?:is|are) (?:an? |the )?(?:one |only |sole )?(?:exceptions?\b(?! to the)|exempt(?:ed)?\b|excepted\b)"
    r"|\b(?:make|agree|allow|grant|give) an? exceptions?\b"
    r"|, (?:however|though),|(?<!policy )(?<!procedure )(?<!code )\bdo(?:es)? not apply\b",
    re.IGNORECASE,
)
OPENS_CONDITION = re.compile(
    r"^\W*(?:anyone (?:doing|who does|joining|using|taking)|even then|even there"
    r"|in (?:that|this|either|such an?|both) (?:case|event|way)s?|if so|if not"
    r"|where (?:that|this) (?:happens|is so)|no other|nobody else|no one else)\b",
    re.IGNORECASE,
)
ANAPHOR = re.compile(r"^\W*(?:they|it|this|these|those|such|he or she|both)\b", re.IGNORECASE)
BINDS = re.compile(r"\b(?:must|only|has to|have to|may not|cannot|never|needs? to|unless|is required)\b", re.IGNORECASE)
NAMES_RULE = re.compile(
    r"\bthe (?:rule|ban|limit|restriction)s? (?:on|about|against) (?P<what>[\w ,'’-]{3,40}?)"
    r" (?:do(?:es)? not apply|is lifted)\b",
    re.IGNORECASE,
)
PEOPLE = content("staff teacher parent carer pupil student child children governor visitor volunteer school people")
OPENING = 4
"""Words in which a sentence names its subject."""
SHARED = 2
"""Content words that a condition without "this" or "they" must share with the rule before it."""


def takes_from(after: Clause, before: Clause) -> bool:
    """Whether `after`, which follows `before` at once in the same section, takes something out of it."""
    if after.headings != before.headings or after.modality is Modality.DEFINES or NAMES_RULE.search(after.text):
        return False
    if OPENS_EXCEPTION.search(after.text):
        return True
    return block(after) == block(before) and bool(SAYS_EXCEPTION.search(after.text))


def adds_to(after: Clause, before: Clause) -> bool:
    """Whether `after`, the next sentence of the same paragraph, limits what `before` permits."""
    if block(after) != block(before) or not BINDS.search(after.text):
        return False
    if OPENS_CONDITION.search(after.text):
        return True
    if before.modality is not Modality.PERMITS:
        return False
    return bool(ANAPHOR.search(after.text)) or _same_subject(after.text, before.text)


def _same_subject(after: str, before: str) -> bool:
    """Whether a sentence opens with what the one before spoke of; words for groups of people are no subject."""
    words, spoken = content(after) - PEOPLE, content(before)
    opening = content(" ".join(after.split()[:OPENING])) - PEOPLE
    return bool(opening & spoken) and len(words & spoken) >= SHARED


def names(exception: Clause, rule: Clause) -> bool:
    """Whether a clause says "the rule on … does not apply" of this very rule."""
    match = NAMES_RULE.search(exception.text)
    return match is not None and finder(match["what"]).search(f"{rule.stem} {rule.text}") is not None
