"""A raw message made into the question that is looked up, and the further questions it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answering.message.pasted import ITEM, without_mail
from assistant.values import Notice

LONG = 120
"""Words. A longer message is cut; none of 14,752 hand-written questions is longer than 110."""
KEPT = 80
"""Words kept of a long message, around its question."""
LONGEST_NAMED = 160
"""Characters of a further question shown in the notice."""
MOST_NAMED = 4
FEWEST_THINGS = 2
"""Words other than the commonest that a question by itself must hold."""
SHORTEST = 5
"""Words. Nothing shorter is taken for a question by itself."""

STOP = re.compile(r"(?<![.?!…])[.?!…]++[\"'”’)]*+(?=\s)|(?<!\n)\n++")
NEVER = frozenset(("e.g", "i.e", "eg", "ie", "mr", "mrs", "ms", "dr", "st", "no", "nos", "vs", "etc", "approx", "yr", "tel", "ext"))  # fmt: skip
AUXILIARY = r"(?:can|could|may|might|must|should|shall|do|does|is|are|am|will|would)"
OPENER = re.compile(
    rf"^\W*(?:(?:and|also|plus|secondly|finally|lastly|next|another (?:thing|question)|one more (?:thing|question)|oh|ok|okay|please|and also)[,:;]?\s+)*"
    rf"(?:{AUXILIARY} (?:(?:a|an|the|my|our|your|any|all|some|each|every|i|we|you|he|she|they|there|it|this|that|these|those|staff|teachers?|parents?|pupils?|students?|children|kids|governors?|visitors?|volunteers?)\b)"
    rf"|(?:who|whom|whose|what|when|where|which|why|how)(?:'s|’s|s)?\b(?! (?:i|we|you|he|she|they|the|my|our)\b))",
    re.IGNORECASE,
)
LEAD = re.compile(r"^\W*(?:(?:and|also|plus|secondly|finally|lastly|another (?:thing|question)|one more (?:thing|question)|and also|oh)[,:;]?\s+)+", re.IGNORECASE)  # fmt: skip
HOLDS_ON = re.compile(
    r"\b(?:it|its|it's|that|that's|thats|this|those|these|they|they're|them|their|theirs|he|he's|him|his|she|she's|her|hers|one|ones|there|then|so|else|either|neither|instead|otherwise|same|other|another|too|both|above)\b",
    re.IGNORECASE,
)
ANNOUNCES = re.compile(r"^\W*(?:can|could|may|might) (?:i|we|you)(?: just| please| quickly)? (?:ask|check|tell me|help|clarify|advise|pick your)\b", re.IGNORECASE)  # fmt: skip
ARGUES = re.compile(r"^\W*(?:can|ca|is|are|do|does|did|would|could|should|wo|have|has)n['’]?t\b", re.IGNORECASE)
LINKS = re.compile(r"^\W*(?:and|but|or|so|then|if (?:so|not|yes|no)|what (?:about|if)|how about|even|only|not|just|because|cos)\b", re.IGNORECASE)  # fmt: skip
NAMES = re.compile(r"\b(?:a|an|my|our|the|your|some|any|every|two|three|one of) (?:\w+ )?\w{3,}", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = """can could may might must should shall does did are was were will would has have had who whom whose what when where which why how
    the our your any all for with from into about and but you they need want get got give take put let make just long much many often
    some not now ask tell know say send see use keep going come back done doing something anything someone anyone"""
COMMON = frozenset(_COMMON.split())
SPEECH = re.compile(r"[“”\"‘]|(?<!\w)'(?=\w)")


@dataclass(frozen=True, slots=True)
class Message:
    """The question to look up, in the asker's words, and the other questions of the message."""

    question: str
    others: tuple[str, ...] = ()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the asker must be told of the questions left for later."""
        if not self.others:
            return ()
        named = "; ".join(f"“{_clipped(other)}”" for other in self.others[:MOST_NAMED])
        more = ", and more" if len(self.others) > MOST_NAMED else ""
        return (Notice("other_questions", f"You also asked: {named}{more}. Ask each by itself."),)


def read(text: str) -> Message:
    """The first question of a message with its background, without the e-mail around it."""
    questions = questions_in(without_mail(text))
    return Message(in_short(questions[0]) if questions else text, questions[1:])


def questions_in(text: str) -> tuple[str, ...]:
    """The questions of a message that can each stand alone, each with what was told just before it."""
    sentences = _sentences(text)
    if SPEECH.search(text) or sum(map(_asks, sentences)) < 2:
        return (" ".join(sentences),) if sentences else ()
    groups: list[list[str]] = []
    for segment in _segments(sentences):
        if groups and (_only_leads_in(groups[-1]) or not _stands(segment)):
            groups[-1].append(segment)
        else:
            groups.append([LEAD.sub("", segment) if groups else segment])
    return tuple(" ".join(group) for group in groups)


def in_short(text: str) -> str:
    """A very long message cut to about `KEPT` words: its question, then what stands nearest before and after it."""
    if len(text.split()) <= LONG:
        return text
    sentences = _sentences(text)
    at = next((number for number in reversed(range(len(sentences))) if _asks(sentences[number])), len(sentences) - 1)
    first, last, room = at, at + 1, KEPT - _words(sentences[at])
    while first > 0 and _words(sentences[first - 1]) <= room:
        first -= 1
        room -= _words(sentences[first])
    while last < len(sentences) and _words(sentences[last]) <= room:
        room -= _words(sentences[last])
        last += 1
    return " ".join(" ".join(sentences[first:last]).split()[-LONG:])


def _sentences(text: str) -> list[str]:
    found, at = [], 0
    for stop in STOP.finditer(text):
        words = text[max(at, stop.start() - 12) : stop.start()].split()
        if stop[0] == "." and words and (words[-1].lower().strip("(") in NEVER or words[-1].isdigit()):
            continue
        found.append(text[at : stop.end()])
        at = stop.end()
    pieces = (" ".join(ITEM.sub("", piece).split()) for piece in (*found, text[at:]))
    return [piece for piece in pieces if piece]


def _asks(sentence: str) -> bool:
    return sentence.rstrip("\"'”’)").endswith("?") or bool(OPENER.match(sentence))


def _segments(sentences: list[str]) -> list[str]:
    """Each question with the statements before it; statements after the last question by themselves."""
    segments: list[str] = []
    told: list[str] = []
    for sentence in sentences:
        told.append(sentence)
        if _asks(sentence):
            segments.append(" ".join(told))
            told = []
    return [*segments, " ".join(told)] if told else segments


def _only_leads_in(group: list[str]) -> bool:
    """ "Can I ask you something?", "What if it's the head?", "Shoes as well?": what is meant comes after."""
    if len(group) > 1:
        return False
    return bool(ANNOUNCES.match(group[0]) or LINKS.match(group[0])) or _words(group[0]) < SHORTEST - 1


def _stands(segment: str) -> bool:
    """Whether a segment asks, and needs nothing said before it: what it points to, it names."""
    bare = LEAD.sub("", segment)
    if not _asks(segment) or LINKS.match(bare) or ARGUES.match(bare) or ANNOUNCES.match(bare):
        return False
    things = [word for word in WORD.findall(bare) if word.lower() not in COMMON]
    points = HOLDS_ON.search(bare)
    named = NAMES.search(bare)
    return (
        _words(bare) >= SHORTEST
        and len(things) >= FEWEST_THINGS
        and (points is None or (named is not None and named.start() < points.start()))
    )


def _words(sentence: str) -> int:
    return len(sentence.split())


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST_NAMED else text[:LONGEST_NAMED].rsplit(" ", 1)[0] + " …"
