"""Made-up personal data with checksums that hold, and postcodes, as people write them: the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.personal import UPN_LETTERS

Dice = random.Random
NAMES = ("sam.oconnor", "j_patel", "mrs.lowe+school", "Aled.Rhys", "k-nowak")
POSTCODE = "a postcode"


@dataclass(frozen=True)
class Planted:
    """A value as written and its kind."""

    value: str
    kind: str

    @property
    def traces(self) -> frozenset[str]:
        """The value, and it without spaces and dashes."""
        return frozenset({self.value, self.value.translate(str.maketrans("", "", " -()"))})


def planted(number: int, seed: int = 20261121) -> tuple[Planted, ...]:
    """So many different values, each kind in turn."""
    dice, kinds = Dice(seed), tuple(MAKERS)
    found: dict[str, Planted] = {}
    while len(found) < number:
        kind = kinds[len(found) % len(kinds)]
        value = MAKERS[kind](dice)
        found[value] = Planted(value, kind)
    return tuple(found.values())


def email(dice: Dice) -> str:
    return f"{dice.choice(NAMES)}{dice.randrange(10**5)}@{dice.choice(('example.org', 'mail.example.co.uk'))}"


def insurance(dice: Dice) -> str:
    pairs = [f"{dice.randrange(100):02}" for _ in range(3)]
    whole = [dice.choice(("AB", "CE", "JW", "PT")), *pairs, dice.choice("ABCD")]
    joined = dice.choice(("", " ", "-")).join(whole)
    return dice.choice((joined, joined.lower()))


def upn(dice: Dice) -> str:
    rest = f"{dice.randrange(201, 999)}{dice.randrange(10**9):09}"
    return UPN_LETTERS[sum(int(digit) * weight for weight, digit in enumerate(rest, 2)) % 23] + rest


def nhs(dice: Dice) -> str:
    digits = _until(dice, 9, lambda number: _nhs_check(number) < 10)
    whole = f"{digits}{_nhs_check(digits)}"
    return dice.choice((" ", "-", "")).join((whole[:3], whole[3:6], whole[6:]))


def card(dice: Dice) -> str:
    start = f"4{dice.randrange(10**14):014}"
    whole = next(f"{start}{check}" for check in range(10) if _luhn(f"{start}{check}"))
    return dice.choice((" ", "-", "")).join(whole[at : at + 4] for at in range(0, 16, 4))


def telephone(dice: Dice) -> str:
    rest = f"{dice.randrange(10**6):06}"
    shapes = (f"07700 {rest}", f"07700{rest}", f"+44 7700 {rest}", f"(01632) {rest}", f"020 7{rest[:3]} {rest[2:]}")
    return dice.choice(shapes)


def postcode(dice: Dice) -> str:
    outward = f"{dice.choice(('LE', 'CF', 'N', 'SW', 'YO'))}{dice.randrange(1, 30)}"
    inward = f"{dice.randrange(10)}{dice.choice('ABDEFGHJ')}{dice.choice('LNPQRSTUWXYZ')}"
    return dice.choice((f"{outward} {inward}", f"{outward}{inward}", f"{outward} {inward}".lower()))


def _until(dice: Dice, digits: int, holds: Callable[[str], bool]) -> str:
    tries: Iterator[str] = (f"{dice.randrange(10**digits):0{digits}}" for _ in range(1000))
    return next(number for number in tries if holds(number))


def _nhs_check(nine: str) -> int:
    """11 counts as 0; 10 is no NHS number's."""
    check = 11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
    return 0 if check == 11 else check


def _luhn(number: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return sum(sum(divmod(each, 10)) for each in doubled) % 10 == 0


MAKERS: dict[str, Callable[[Dice], str]] = {
    "an e-mail address": email,
    "a National Insurance number": insurance,
    "a pupil number (UPN)": upn,
    "an NHS number": nhs,
    "a payment card’s number": card,
    "a telephone number": telephone,
    POSTCODE: postcode,
}
