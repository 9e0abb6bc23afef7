"""Whether a question is about documents rather than rules, and what of them it wants: dates, changes, which there are.

Every pattern must fit the whole question, fillers aside, so that a question about a rule ("when is a behaviour plan
reviewed?") never counts as one about a document ("when is the policy reviewed?").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.answering.short.patterns import FACTS, NAMED, NEWEST
from assistant.answering.short.wide_patterns import CHANGES, HAVE, LIST, MENTIONS


class Aspect(StrEnum):
    """What a question about documents wants to know."""

    REVIEW = "review"
    CYCLE = "cycle"
    LAST = "last"
    APPROVER = "approver"
    APPROVED = "approved"
    START = "start"
    VERSION = "version"
    CURRENT = "current"
    AUTHOR = "author"
    AGE = "age"
    TITLE = "title"
    CHANGES = "changes"
    MENTIONS = "mentions"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked of documents: `name` are the words that name one ("mobile phone"), `topic` what it should hold.

    `pointed` tells that the document is only pointed at ("it", "this"), so that what went before decides what is meant.
    """

    aspects: tuple[Aspect, ...]
    name: str = ""
    topic: str = ""
    year: str = ""
    pointed: bool = False


LONGEST = 160
PLAIN_NOUNS = ("policy", "document", "doc", "version", "sheet", "edition")
IDLE = ("the", "any", "some", "other", "new", "old", "all", "school", "school's", "these", "those")
POINTING = ("this", "that", "it", "them", "these", "those", "him", "her")
YEAR = re.compile(r"\b(20\d\d)\b")
LEAD = re.compile(
    r"""(?x)^(?:(?:hi|hello|hey|please|pls|plz|so|and|also|ok|okay|sorry|btw|just|right|quick[ ](?:one|question)
    |question|(?:can|could|would)[ ]you[ ](?:please[ ])?(?:tell|remind|show)[ ](?:me|us)|tell[ ](?:me|us)|any[ ]idea
    |do[ ]you[ ](?:happen[ ]to[ ])?know|does[ ]any(?:one|body)[ ]know|i(?:'d|[ ]would)[ ]like[ ]to[ ]know
    |i[ ](?:want|need)[ ]to[ ]know|remind[ ]me|in[ ]short)\b[\s,:;.!-]*)+"""
)
TAIL = re.compile(
    r"""(?x)(?:[\s,]+(?:please|pls|plz|thanks|thank[ ]you|again|then|exactly|though|btw|by[ ]the[ ]way|do[ ]you[ ]know
    |now|right[ ]now|at[ ]the[ ]moment|at[ ]present|these[ ]days|today|currently|anyway|actually|at[ ]all|miss|sir
    |mate))+$"""
)
JOINED = re.compile(r"\s*(?:[,;?]?\s+and(?: also)?\s+|[,;?&]\s+|\s&\s)")
WHEN_TOO = re.compile(r"(?:when|on what date|what date|when was that|since when)")


def asked_about(text: str) -> Subject | None:
    """What a question asks of a document or of all of them; None when it asks about a rule."""
    said = _bare(text)
    if not said or len(said) > LONGEST:
        return None
    return _facts(said) or _changes(said) or _across(said)


def names_document(text: str) -> bool:
    """Whether a question names a policy or another document."""
    return bool(NAMED.search(text.replace("’", "'").lower()))


def _bare(text: str) -> str:
    """The question in lower case, without fillers at either end."""
    said = " ".join(text.replace("’", "'").replace("‘", "'").lower().split()).strip(" ?!.,;:-–'\"“”")
    said = LEAD.sub("", said)
    return TAIL.sub("", said).strip(" ?!.,;:-–")


def _across(said: str) -> Subject | None:
    if any(pattern.fullmatch(said) for pattern in LIST):
        return Subject((Aspect.LIST,))
    for pattern in (*MENTIONS, *HAVE):
        if found := pattern.fullmatch(said):
            topic = next((group for group in found.groups() if group), "").strip(" '\"“”")
            return (
                Subject((Aspect.MENTIONS,), topic=topic) if re.search(r"\w", topic) and topic not in POINTING else None
            )
    return None


def _changes(said: str) -> Subject | None:
    marked, name, pointed = _marked(said)
    for pattern in CHANGES:
        if found := pattern.fullmatch(marked):
            year = YEAR.search(said)
            groups = found.groupdict()
            words = (groups.get("topic") or groups.get("about") or "").split()
            topic = " ".join(word for word in words if word not in IDLE)
            return Subject((Aspect.CHANGES,), name, topic, year[1] if year else "", pointed)
    return None


def _facts(said: str) -> Subject | None:
    marked, name, pointed = _marked(said)
    aspects = _of_facts(marked) or _of_parts(marked)
    return Subject(aspects, name, pointed=pointed) if aspects else None


def _of_parts(marked: str) -> tuple[Aspect, ...]:
    """What a question in parts ("who approved it and when?") wants; nothing unless every part is about a document."""
    found: list[Aspect] = []
    for part in JOINED.split(marked):
        aspects = (Aspect.APPROVED,) if found and WHEN_TOO.fullmatch(part) else _of_facts(part)
        if not aspects:
            return ()
        found.extend(aspects)
    return tuple(dict.fromkeys(found))


def _of_facts(part: str) -> tuple[Aspect, ...]:
    return tuple(Aspect(name) for name, patterns in FACTS if any(p.fullmatch(part.strip()) for p in patterns))[:1]


def _marked(said: str) -> tuple[str, str, bool]:
    """The question with each phrase that names a document as "§", the words that name it, whether none did."""
    if NEWEST.search(said):  # "is this the latest version": not a name
        return said, "", True
    names: list[str] = []

    def mark(found: re.Match[str]) -> str:
        names.append(_name(found))
        return "§"

    marked = NAMED.sub(mark, said)
    return marked, next((name for name in names if name), ""), not names


def _name(found: re.Match[str]) -> str:
    """The words that tell a document apart: "phone" of "the phone policy", all of "the staff handbook" but "the"."""
    pointed_at = found[0].startswith("this ") and not found["name"]
    noun = "" if pointed_at or found["noun"] in PLAIN_NOUNS else found["noun"]
    return f"{found['name']}{noun}".strip()
