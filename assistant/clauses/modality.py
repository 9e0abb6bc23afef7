"""What a clause does, read from its words and its stem."""

from __future__ import annotations

import re

from assistant.values import Modality

_PROHIBITS = re.compile(
    r"\b(?:must|will|should|may|shall|can|do|does|need)(?: not|n['’]t)\b(?! (?:only|have|need|apply|cover|count"
    r"|mean|include|extend|imply|lend|give|provide|own|run|replace)\b)|\bcan ?not\b"
    r"|\b(?:is|are|be)(?: not|n['’]t)(?: \w+)? (?:allowed|permitted|acceptable|tolerated|to\b)|\bnot (?:allowed"
    r"|permitted|acceptable)\b"
    r"|\bunder no circumstances\b|\bin no circumstances\b|\b(?:must|may|should|will|shall|is|are)? ?never\b"
    r"|\b(?:no|neither) (?:\w+ ){1,5}?(?:may|must|should|is|are|will|can|shall)\b|\bno ?(?:one"
    r"|body) (?:else )?(?:may|must|should|is|will|can|shall)\b"
    r"|\bnobody (?:\w+ ){0,3}(?:may|must|should|is|will|can)\b|\b(?:prohibited|forbidden|banned|unacceptable|refrain from)\b|\bnor (?:may|must|should|can|will)\b",
    re.I,
)
_NEED_NOT = re.compile(
    r"\b(?:need not|needn['’]t|do(?:es)? not (?:need|have) to|(?:is|are) not (?:required|obliged|expected) to)\b",
    re.I,
)
_REQUIRES = re.compile(
    r"\b(?:must|shall|required to|(?:is|are|be) required|need(?:s)? to|(?:has|have) to|responsible for|(?:is"
    r"|are) expected to"
    r"|expects?(?: all)? \w+[^.]{0,40} to|ensure|mandatory|obliged)\b|\bwill(?: also| immediately)? (?:be |always )?[a-z]+",
    re.I,
)
_PERMITS = re.compile(
    r"\b(?:may|can|permitted|allowed|permissible|free to|acceptable(?! use)|entitled to|welcome to)\b", re.I
)
_ADVISES = re.compile(
    r"\b(?:should|advis(?:e|ed|es|able)|encourag(?:e|ed|es)|recommend(?:s|ed)?|(?:are|is) asked|we ask|please"
    r"|consider"
    r"|try to|good practice|request(?:s)? that)\b",
    re.I,
)
_DEFINES = re.compile(
    r"(?:[\"”’*]|^\W*(?:an?|the)? ?(?:[\w-]+ ){1,4})\s*\*{0,2}\s*(?:means?|(?:is|are) defined as|refers? to"
    r"|counts? as)\b"
    r"|\b(?:is|are) (?:defined as|considered to include|taken to mean)\b|\bfor the purposes? of\b[^.]*\b(?:is|are"
    r"|means?)\b"
    r"|\bby [\"“‘][^\"”’]+[\"”’] we mean\b|\bincludes?, but (?:is|are) not limited to\b|\binclude, but are not limited to\b",
    re.I,
)
_DONT = re.compile(r"^(?:please )?(?:do not|don['’]t|never|no thank you|avoid)\b|\bnever\)?:?$", re.I)
_DO = re.compile(r"^(?:please )?do:?$", re.I)


def modality(text: str, stem: str = "") -> Modality:
    """Class a clause; a prohibition in the stem rules its items, one in the words rules the rest."""
    words, lead = _plain(text), _plain(stem)
    if _DEFINES.search(words) or _DEFINES.search(lead):
        return Modality.DEFINES
    if lead:
        found = _of(lead)
        if found is not Modality.STATES:
            return found
    return _of(words)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*_\\]+", "", text).split())


def _of(words: str) -> Modality:
    """The first of the modal words decides, prohibitions before the rest at the same place."""
    if _DONT.search(words):
        return Modality.PROHIBITS
    if _DO.search(words):
        return Modality.REQUIRES
    spared = _NEED_NOT.sub(" may ", words)
    found = [
        (match.start(), rank, kind)
        for rank, (pattern, kind) in enumerate(_ORDER)
        if (match := pattern.search(spared)) is not None
    ]
    return min(found)[2] if found else Modality.STATES


_ORDER = (
    (_PROHIBITS, Modality.PROHIBITS),
    (_ADVISES, Modality.ADVISES),
    (_PERMITS, Modality.PERMITS),
    (_REQUIRES, Modality.REQUIRES),
)
