"""Personal data that stands openly in a text: addresses, telephone numbers and the numbers people are known by.

What has a checksum is checked by it: NHS numbers (modulus 11, NHS Data Dictionary), pupil numbers (DfE's UPN guide,
modulus 23), payment cards (Luhn, ISO/IEC 7812). Helplines and freephone numbers are nobody's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.errors import BadInput

DATES = re.compile(r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?!\d)")
EMAIL = re.compile(r"[\w.+'’-]+\s?@\s?(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
INSURANCE = re.compile(
    r"(?<!\w)(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][\s-]?(?:\d\d[\s-]?){3}[A-D](?!\w)",
    re.IGNORECASE,
)
UPN = re.compile(r"(?<!\w)([A-HJ-NP-RT-Z])[\s-]?(\d{11}[\dA-HJ-NP-RT-Z])(?!\w)", re.IGNORECASE)
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
NHS = re.compile(r"(?<!\d)\d{3}([\s-]?)\d{3}\1\d{4}(?!\d)")
CARD = re.compile(r"(?<!\d)(?:[2-6]\d{3}([\s-]?)\d{4}\1\d{4}\1\d{4}|3[47]\d\d[\s-]?\d{6}[\s-]?\d{5}|\d{13,19})(?!\d)")
# Geographic and mobile numbers, which begin with 01, 02 and 07; 03, 08 and 09 are those of organisations.
TELEPHONE = re.compile(
    r"""(?<![\d.])(?:
    (?:\+44|0044|\(?0)[\s()-]{0,2}(?:\(?0\)?)?[\s-]?[127](?:[\s()-]{0,3}\d){9}
    | 01\d{3}[\s-]?\d{5}
    | \+(?!44)[1-9]\d{0,2}(?:[\s()-]{0,2}\d){8,11}
    )(?!\d)""",
    re.VERBOSE,
)


def found(text: str) -> str:
    """The kind of personal data that the text holds, such as "an e-mail address"; "" when none stands out."""
    dateless = DATES.sub("–", text)
    return next((kind for kind, holds in KINDS if holds(dateless)), "")


def refuse(text: str, what: str) -> None:
    """Raise BadInput naming the kind of personal data that `what` ("the reason") holds, if it holds any."""
    kind = found(text)
    if kind:
        raise BadInput(
            f"Nothing was kept: {what} seems to hold {kind}.",
            "Take it out and send again; “a pupil” or “a parent” says enough.",
        )


def _has_nhs_number(text: str) -> bool:
    return any(_modulus_11(number) for number in _digits(NHS, text))


def _has_card(text: str) -> bool:
    return any(number[0] in "23456" and _luhn(number) for number in _digits(CARD, text))


def _has_upn(text: str) -> bool:
    return any(_is_upn(match[1].upper(), match[2].upper()) for match in UPN.finditer(text))


def _digits(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return (re.sub(r"\D", "", match.group()) for match in pattern.finditer(text))


def _luhn(number: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _modulus_11(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(number[9])


def _is_upn(letter: str, rest: str) -> bool:
    values = [int(each) if each.isdigit() else UPN_LETTERS.index(each) for each in rest]
    return UPN_LETTERS[sum(value * weight for weight, value in enumerate(values, 2)) % 23] == letter


KINDS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("an e-mail address", lambda text: bool(EMAIL.search(text))),
    ("a National Insurance number", lambda text: bool(INSURANCE.search(text))),
    ("a pupil number (UPN)", _has_upn),
    ("an NHS number", _has_nhs_number),
    ("a payment card’s number", _has_card),
    ("a telephone number", lambda text: bool(TELEPHONE.search(text))),
)
