"""Finds a document's title and whose it is among its first lines."""

from __future__ import annotations

import re

from assistant.dates import find
from assistant.values import Source

_LINES = 10
_LONGEST = 110
_KIND = (
    r"School|Academ(?:y|ies)(?: Trust)?|College|Nursery(?: Schools?| School and \w+)?|Pre-?School|Primary|Centre"
    r"|Provision|Trust|Federation|Council|University|Clubs?|Theatre|Service|Fostering|Childminding|Nurseries"
    r"|Association|Society|Group|Makerspace|Company|Ltd|Limited|Partnership"
)
_ORGANISATION = re.compile(rf"(?i)\b(?:{_KIND}|Ysgol)\b")
_WORKS = (
    r"polic(?:y|ies)|procedures?|code|agreement|guidance|guidelines|handbook|statement|plan|scheme|strategy"
    r"|regulations?|charter|arrangements|protocol|rules|constitution"
)
_TITLE = re.compile(rf"(?i)\b(?:{_WORKS})\b")
_LABEL = re.compile(r"(?i)(?:policy|document)?\s*(?:name|title)(?: of (?:policy|document))?\s*[:\t]\s*(.{4,100})")
_ORGANISATION_LABEL = re.compile(
    r"(?i)(?:school|organisation|academy|trust|setting|body|provider|nursery)(?: name)?\s*[:\t]\s*(.{3,80})"
)
_FACT_WORD = re.compile(
    r"(?i)\b(?:approved|adopted|ratified|agreed|authorised|reviewed|next review|review(?= date| due|:)|version"
    r"|owner|author|lead|headteacher|responsible|document ref|date|passed|consulted|updated|status|looked after"
    r"|written|document details|read with|in force)\b"
)
_SENTENCE_END = re.compile(r"[.!?]$")
_FIRST_SECTION = re.compile(r"(?:1|A1|1\.1)[.):]?\s|A[.):]\s|(?i:part (?:1|a|one))\b")
_GENERIC = re.compile(r"(?i)\.docx?$|\.pdf$|^microsoft word|^document\d*$|^untitled|^title$|^word document$")
_BY_THE_WAY = re.compile(
    r"(?i)^[(*]|^(?:an?|part of|for|day and|a registered)\s|\bpart of\b|\baged\b|\bregistered\b|\bpupils from\b"
)
_SPLIT = re.compile(rf"^(?P<whose>.+?\b(?i:{_KIND}))(?:'s|’s|:| [-–—])?\s+(?P<title>\S.*)$")
_UNNAMED = re.compile(
    rf"(?i)(?:(?:the|our|alternative|multi-?academy|staff|pupil|parent|whole|out of|after|before|high|infant"
    rf"|junior|special|sixth form|breakfast|holiday|early years|secondary|and)\s|{_KIND}|\s)+"
)
_AFTER_REVIEW = re.compile(r"(?i)\bor (?:sooner|earlier|in line)\b(?:[^.\n]{0,30}?\bguidelines?\b)?")
_PHRASE_WITHIN = 600
_SECTION = re.compile(r"Purpose|Scope|Aims?|Related|Links|Monitoring")
_BROKEN_OFF = re.compile(r"(?:\b(?:AND|OF|FOR|THE|ON)|[A-Z],|&)$")
_PHRASE = re.compile(r"(?:[A-Z][\w&'’-]*,? (?:(?:and|of|on|for|the|in) )*){1,9}(?:Polic(?:y|ies)|Procedures?|Code)\b")
_IN_BODY = re.compile(
    r"(?i)\b(?:this|the school[’']s|our)\s+"
    r"((?:(?!(?:of|the|this|in|and|is)\b)[a-z]+[ -]){1,4}?policy)\b"
)
_ACRONYMS = frozenset(
    ["ICT", "IT", "AI", "CCTV", "SEND", "SEN", "RSE", "PSHE", "GDPR", "HR", "PE", "EYFS", "BYOD", "DSL", "ELC"]
)
_SMALL = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
_NO_TITLES = frozenset({"policy", "the policy", "this policy", "document details"})


def organisation_and_title(source: Source, head: str) -> tuple[str, str]:
    """Whose the document is and what it is called, each "" where it does not say."""
    lines = _top(head)
    names = _names(lines)
    labelled = next((match[1].strip() for line in lines if (match := _LABEL.fullmatch(line))), "")
    whose = _whose(lines, names)
    title = labelled or _titled(names, whose) or _property(source) or _phrase(head) or _in_body(source.text)
    split = _SPLIT.match(title or _line_of(whose, names))
    if split and (not title or _is_owned(split["whose"], split["title"])):
        whose, title = split["whose"], split["title"]
    return _cased(whose), _cased(title.strip(" :-–—\t|"))


def _is_owned(whose: str, title: str) -> bool:
    """Whether a title is "Somewhere School Homework Policy": a name that is nobody's alone does not count."""
    return _TITLE.search(title) is not None and not _UNNAMED.fullmatch(whose) and not whose.islower()


def _line_of(whose: str, names: list[str]) -> str:
    return next((name for name in names if whose and name.startswith(whose)), "")


def _top(head: str) -> list[str]:
    """The lines above the first section; a line in capitals that breaks off is joined to the next."""
    lines: list[str] = []
    for line in head.split("\n")[: 2 * _LINES]:
        if _FIRST_SECTION.match(line):
            break
        if lines and _BROKEN_OFF.search(lines[-1]):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return lines[:_LINES]


def _names(lines: list[str]) -> list[str]:
    """The lines that can be a name or a title: short, before the facts, no sentence."""
    names: list[str] = []
    for line in lines:
        fact = _FACT_WORD.search(line)
        cut = line[: fact.start()].strip() if fact else line
        if cut and _is_name(cut):
            names.append(cut)
        if fact or (_SENTENCE_END.search(line) and not line.startswith("(")):
            break
    return names


def _is_name(line: str) -> bool:
    sentence = _SENTENCE_END.search(line) or "\t" in line or len(line) > _LONGEST
    return not sentence and not find(line)


def _whose(lines: list[str], names: list[str]) -> str:
    """The labelled owner, or the first name that reads like a body's."""
    for line in lines:
        if match := _ORGANISATION_LABEL.fullmatch(line):
            return _without_aside(match[1])
    for line in names:
        bare = _without_aside(line)
        if _ORGANISATION.search(bare) and not _TITLE.search(bare) and _reads_as_name(bare):
            return bare
    plain = [line for line in names if not _BY_THE_WAY.search(line)]
    return plain[0] if len(plain) > 1 and plain[0].startswith("The ") else ""


def _without_aside(line: str) -> str:
    return re.split(r"\s+[·|]\s+|\s*\(|,\s|:\s", line.strip())[0].strip()


def _reads_as_name(line: str) -> bool:
    """Every longer word has a capital, and it is more than "Alternative Provision"."""
    words = [word for word in line.split() if len(word) > 3]
    capital = all(not word[0].islower() for word in words)
    return capital and not _BY_THE_WAY.search(line) and not _UNNAMED.fullmatch(line)


def _titled(names: list[str], whose: str) -> str:
    """The line with a word for such documents; else the one most like the owner's line, asides left out."""
    rest = [line for line in names if not whose or _without_aside(line) != whose]
    titles = [line for line in rest if _TITLE.search(line) and not _BY_THE_WAY.search(line)]
    titles = [line for line in titles if line.lower().strip(" :") not in _NO_TITLES]
    if titles:
        return titles[0]
    others = [line for line in rest if not _BY_THE_WAY.search(line)]
    likely = [line for line in others if line.isupper() == whose.isupper()]
    return (likely or others or [""])[0] if whose else ""


def _property(source: Source) -> str:
    title = dict(source.properties).get("title", "").strip()
    return "" if _GENERIC.search(title) or len(title) < 5 else title


def _phrase(head: str) -> str:
    """A title inside a running line, where the layout was lost."""
    phrases = [match[0] for match in _PHRASE.finditer(_AFTER_REVIEW.sub("", head[:_PHRASE_WITHIN]))]
    return next((phrase for phrase in phrases if len(phrase.split()) > 2), "")


def _in_body(text: str) -> str:
    """What the document calls itself in passing, most often."""
    called = [re.sub(r"\s+", " ", match[1]).lower() for match in _IN_BODY.finditer(text)]
    named = [name for name in called if name not in _NO_TITLES]
    return max(named, key=named.count) if named else ""


def _cased(name: str) -> str:
    """Capitals made readable; a name in small letters too."""
    if not (name.isupper() or name.islower()):
        return name
    words = name.split()
    return " ".join(_cased_word(word, first=index == 0) for index, word in enumerate(words))


def _cased_word(word: str, *, first: bool) -> str:
    bare = re.sub(r"\W", "", word)
    if bare.upper() in _ACRONYMS and word.isupper():
        return word
    if word.lower() in _SMALL and not first:
        return word.lower()
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))
