"""Personal data that stands openly in a text: addresses, telephone numbers and the numbers people are known by.

What has a checksum is checked by it: NHS numbers (modulus 11, NHS Data Dictionary), pupil numbers (DfE's UPN guide,
modulus 23), payment cards (Luhn, ISO/IEC 7812). Helplines and freephone numbers are nobody's own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assistant.errors import BadInput

Numbers = frozenset[str]
"""Addresses and numbers as `_key` writes them."""
NOBODY: Numbers = frozenset()
SAYS_ENOUGH = "“a pupil” or “a parent” says enough"

JOIN = r"[\s‐‒–—−-]"
"""A space, or a dash of any length, between the groups of a number."""
GAP = rf"(?:{JOIN}{{0,3}}|[./_])"
"""Between the groups of a number that a checksum proves: two spaces, a dash among spaces, a dot."""
DATES = re.compile(
    r"(?<!\d)(?:\d{4}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|1[0-2])[-/.](?:\d{4}|\d\d))(?!\d)"
)
LOCAL = r"[\w.!#$%&'’*+/=?^`{|}~-]"
ENDING = r"(?:com|org|net|edu|gov|info|eu|uk|ie|wales|cymru|scot)"
""" "Tag @gull.rock" names an account on a social network; "sam @gull.org" is an address."""
EMAIL = re.compile(
    rf"(?<!{LOCAL}){LOCAL}+(?:@|\s@(?:\s|(?=(?:[\w-]+\.)+{ENDING}(?!\w))))\s?(?:[\w-]+\.)+[^\W\d_]{{2,}}",
    re.IGNORECASE,
)
INSURANCE = re.compile(
    rf"(?<!\w)(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]{JOIN}{{0,3}}(?:\d\d{JOIN}{{0,3}}){{3}}[A-D](?!\w)",
    re.IGNORECASE,
)
UPN = re.compile(
    rf"(?:(?<!\w)|(?<=\bUPN))([A-HJ-NP-RT-Z])((?:{GAP}\d){{11}}{GAP}[\dA-HJ-NP-RT-Z])(?!\w)", re.IGNORECASE
)
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
NHS = re.compile(rf"(?<!\d)\d{{3}}{GAP}\d{{3}}{GAP}\d{{4}}(?!\d)")
CARD = re.compile(
    rf"(?<!\d)(?!2[01])(?:[2-6]\d{{3}}(?:{GAP}\d{{4}}){{3}}(?:{GAP}\d{{3}})?"
    rf"|3[0-9]\d\d{JOIN}?\d{{6}}{JOIN}?\d{{4,5}}|[2-6]\d{{12,18}})(?!\d)"
)
# Geographic and mobile numbers, which begin with 01, 02 and 07; 03, 08 and 09 are those of organisations.
BETWEEN = rf"(?:(?:{JOIN}|[()]){{0,3}}|[./](?=\d{{3}}))"
TELEPHONE = re.compile(
    rf"""(?<!\d)(?<!\d\.)(?:
    (?:\+44|0044|\(?0)(?:{JOIN}|[()]){{0,2}}(?:\(?0\)?)?{JOIN}?[127](?:{BETWEEN}\d){{9}}
    | 01\d{{3}}{JOIN}?\d{{5}}
    | 44{JOIN}?7\d{{3}}{JOIN}?\d{{3}}{JOIN}?\d{{3}}
    | (?:\+|00)(?!44)[1-9]\d{{0,2}}(?:{BETWEEN}\d){{8,11}}
    )(?!\d)""",
    re.VERBOSE,
)
AREAS = """AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX
    FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG
    NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR
    TS TW UB W WA WC WD WF WN WR WS WV YO ZE"""
ORDINAL = r"(?-i:1st|2nd|3rd|[04-9]th)"
""" "Block B2, 1st floor" names no household."""
POSTCODE = re.compile(
    rf"(?<!\w)(?:{'|'.join(AREAS.split())})\d[A-Z\d]?{JOIN}?(?!{ORDINAL})\d[ABD-HJLNP-UW-Z]{{2}}(?!\w)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Found:
    """Where in a text personal data stands (half open), and its kind, such as "an e-mail address"."""

    start: int
    end: int
    kind: str


def found(text: str, own: Numbers = NOBODY) -> str:
    """The kind of personal data that the text holds, such as "an e-mail address"; "" when none stands out.

    `own` are addresses and numbers that are nobody's own, such as the office's (see `published`).
    """
    return next((each.kind for each in _everywhere(text, own)), "")


def refuse(text: str, what: str, says_enough: str = SAYS_ENOUGH) -> None:
    """Raise BadInput naming the kind of personal data that `what` ("the reason") holds, if it holds any."""
    kind = found(text)
    if kind:
        raise BadInput(f"Nothing was kept: {what} seems to hold {kind}.", f"Take it out and send again; {says_enough}.")


def withheld(text: str, own: Numbers = NOBODY) -> str:
    """The text with its kind in place of each piece of personal data and postcode: "ring [telephone number]"."""
    return _without(text, (*_everywhere(text, own), *_postcodes(text)))


def masked(text: str) -> str:
    """The text with "[postcode]" in place of each postcode, which alone can tell one household from the next."""
    return _without(text, _postcodes(text))


def published(contacts: Iterable[str]) -> Numbers:
    """The addresses and numbers in an organisation's published contacts, to be let through."""
    return frozenset(_key(text[each.start : each.end]) for text in contacts for each in _everywhere(text))


def _everywhere(text: str, own: Numbers = NOBODY) -> Iterator[Found]:
    """Each piece of personal data, kind by kind."""
    plain, places = _legible(text)
    dateless = DATES.sub(lambda date: "–" * len(date[0]), plain)
    for kind, pattern, holds, dated in KINDS:
        for match in pattern.finditer(plain if dated else dateless):
            if holds(match[0]) and _key(match[0]) not in own:
                yield Found(places[match.start()], places[match.end() - 1] + 1, kind)


def _postcodes(text: str) -> Iterator[Found]:
    plain, places = _legible(text)
    for match in POSTCODE.finditer(plain):
        yield Found(places[match.start()], places[match.end() - 1] + 1, "a postcode")


def _without(text: str, pieces: Iterable[Found]) -> str:
    """The text with a word for each piece; of pieces that overlap the first names them."""
    kept, at = [], 0
    for each in sorted(pieces, key=lambda each: (each.start, -each.end)):
        if each.start >= at:
            kept += [text[at : each.start], f"[{each.kind.partition(' ')[2]}]"]
        at = max(at, each.end)
    return "".join((*kept, text[at:]))


def _legible(text: str) -> tuple[str, range | list[int]]:
    """The text as a reader sees it, without invisible characters and wide forms, and the place of each character."""
    if text.isascii():
        return text, range(len(text))
    places = [place for place, character in enumerate(text) if unicodedata.category(character) != "Cf"]
    return "".join(_plain(text[place]) for place in places), places


def _plain(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    usual = unicodedata.normalize("NFKC", character)
    return usual if len(usual) == 1 else character


def _key(value: str) -> str:
    """An address in small letters, or a number's digits as they are dialled in the United Kingdom."""
    if "@" in value:
        return "".join(value.casefold().split())
    digits = re.sub(r"\D", "", value)
    return re.sub(r"^(?:00)?440?", "0", digits) if value.lstrip().startswith(("+", "00")) else digits


def _luhn(value: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(re.sub(r"\D", "", value))))
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0


def _modulus_11(value: str) -> bool:
    number = re.sub(r"\D", "", value)
    total = sum(int(digit) * weight for digit, weight in zip(number, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(number[9])


def _is_upn(value: str) -> bool:
    bare = re.sub(r"[^\dA-Z]", "", value.upper())
    values = [int(each) if each.isdigit() else UPN_LETTERS.index(each) for each in bare[1:]]
    return UPN_LETTERS[sum(value * weight for weight, value in enumerate(values, 2)) % 23] == bare[0]


KINDS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool], bool], ...] = (
    ("an e-mail address", EMAIL, bool, True),
    ("a National Insurance number", INSURANCE, bool, True),
    ("a pupil number (UPN)", UPN, _is_upn, False),
    ("an NHS number", NHS, _modulus_11, False),
    ("a payment card’s number", CARD, _luhn, False),
    ("a telephone number", TELEPHONE, bool, False),
)
"""A kind's name, how it looks, whether what looks so is one, and whether a date may be part of it."""
