"""Cut a paragraph into sentences, by offset."""

from __future__ import annotations

import re

from assistant.clauses.lines import Span, trim

_STOP = re.compile(
    r"(?<![.!?…])[.!?…]++(?:\*\*|[\"'”’)\]_]|(?<=\.)\*(?=\s))*+(?:\\\*|\*|\[\^\w+\]|[†‡])*+"
    r"(?=\s++(?:\*\*|[\"'“‘(\[_£])*+[A-Z0-9])"
)
_NEVER_TEXT = """
e.g i.e eg ie mr mrs ms miss mx dr st prof rev revd cllr sir hon no nos para paras cl sec fig p
pp s ss art vs v cf approx tel ext ch vol ed eds reg regs dept ref incl jan feb mar apr jun jul
aug sept sep oct nov dec
"""
_NEVER = frozenset(_NEVER_TEXT.split())
_OPENER = re.compile(r"\s+(?:The|This|These|A|An|No|If|It|All|Any|Each|Every|When|Where|We|You|They|There|Nobody|In)\b")
_WORD = re.compile(r"[\w.]+$")
_LIST_NUMBER = re.compile(r"^\d{1,2}$")


def sentences(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the sentences of `text[start:end]` as half-open spans without outer space."""
    found: list[Span] = []
    at = start
    for stop in _STOP.finditer(text, start, end):
        if _ends(text, at, stop):
            found.append(trim(text, at, stop.end()))
            at = stop.end()
    found.append(trim(text, at, end))
    return tuple(span for span in found if span[0] < span[1])


def _ends(text: str, at: int, stop: re.Match[str]) -> bool:
    """Whether a stop ends its sentence: not after a title, an initial or a bare number at the start."""
    if not stop.group().startswith("."):
        return True
    before = _WORD.search(text, max(at, stop.start() - 24), stop.start())
    word = before.group() if before else ""
    if word.lower().strip(".") in _NEVER:
        return _capital_no(word)
    if _LIST_NUMBER.match(word):
        return bool(text[at : stop.start() - len(word)].strip())
    return not _initial(word) or bool(_OPENER.match(text, stop.end()))


def _capital_no(word: str) -> bool:
    """ "no." in lower case ends a sentence; "No. 4" does not."""
    return word in ("no", "st", "s", "v", "p", "sec", "art", "ref", "mar", "sep")


def _initial(word: str) -> bool:
    """J. Smith, I.W.Y.S. Policy."""
    return (len(word) == 1 and word.isupper()) or bool(re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", word))
