"""What a question of fact asks for: a person, a time, a sum. The first kind that its words show is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answering.pointing import looks


@dataclass(frozen=True, slots=True)
class Kind:
    """How such a question is asked, how its answer looks, and the asking words that say nothing of the matter."""

    asks: re.Pattern[str]
    answers: re.Pattern[str]
    names: str = ""


BEFORE = (
    r"(?:^|[.?!,;:–—-]\W*|\b(?:and|so|but|then|or|know|tell|me|is|to|by|from|for|with|of|about|on|ok|okay|pls|please"
    r"|til|till|until|exactly|just)\s+)"
)
"""What "who", "when" or "where" follows where it asks; after a noun it only relates ("a teacher who …")."""
CONTACT = r"\b(?:e-?mail address|(?:tele)?phone number|what(?:['’]?s| is) (?:the|their|her|his) (?:number|e-?mail))\b"
OFTEN = r"\bhow (?:often|regularly|frequently)\b"
LONG = (
    r"\bhow (?:long|soon|quick(?:ly)?|fast)\b|\bhow much (?:time|notice|warning)\b"
    r"|\bhow many (?:school |working )?(?:days?|weeks?|months?|years?|hours?|minutes?|terms?)\b"
)
OLD = r"\bhow (?:old|young)\b|\b(?:what|which|min\w*) age\b|\bage limit\b"
COST = (
    r"\bhow much\b(?! (?:homework|work))|\bhow (?:dear|expensive)\b"
    r"|\bwhat(?:['’]?s)? (?:is |does |do )?(?:the |it |a )?(?:cost|price|charge|fee|fine)\b"
)
MEASURED = r"\bhow (?:far|heavy|tall|big|high|warm|hot|cold)\b"
HOURS = r"\bwhat (?:time|hours)\b"
WHEN = (
    rf"{BEFORE}when\b(?! (?:i|we|he|she|they|you|it|my|the \w+ (?:is|are|was))\b)|\bwhen\W*$"
    r"|\b(?:what|which) (?:day|date|month)\b|\bby when\b|\bdeadline\b|\blast day\b"
)
WHO = rf"{BEFORE}who(?:['’]?s|se|m)?\b|\bwho\W*$"
WHERE = rf"{BEFORE}where\b(?! (?:i|we|he|she|they|you)\b)|\bwhere\W*$|\bwhich (?:room|place|office)\b"


def _kind(asks: str, answers: str, names: str) -> Kind:
    return Kind(re.compile(asks, re.IGNORECASE), re.compile(answers), names)


KINDS = (
    _kind(CONTACT, looks.CONTACT, "email phone number address"),
    _kind(OFTEN, looks.OFTEN, "often regularly"),
    _kind(LONG, looks.DURATION, "long soon days weeks months"),
    _kind(OLD, looks.AGE, "old age minimum"),
    _kind(COST, looks.MONEY, "cost price pay charge fee"),
    _kind(MEASURED, looks.MEASURE, "far heavy tall big high"),
    _kind(r"\bhow many\b", looks.COUNT, "many"),
    _kind(HOURS, looks.CLOCK, "time hours open shut"),
    _kind(WHEN, looks.WHEN, "when day date"),
    _kind(WHO, looks.WHO, "responsible charge"),
    _kind(WHERE, looks.PLACE, "where"),
)
