"""A school's colour made readable: the text on it, and the same hue as text on light and on dark ground (WCAG 2.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.contrast import BLACK, ENOUGH, WHITE, contrast, parts
from assistant.values import Widget

USUAL = Widget().colour
LIGHT_GROUND, DARK_GROUND = "#eaf1f4", "#2a353e"
"""The grounds of the widget on which its colour reads worst."""
HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
STEP = 0.05


@dataclass(frozen=True, slots=True)
class Scheme:
    """`brand` as given with the text on it; `light` and `dark` are the hue as text on light and on dark ground."""

    brand: str
    on_brand: str
    light: str
    dark: str


def scheme(*wishes: str) -> Scheme:
    """The scheme of the first wish that is a colour ("#rrggbb" or "#rgb"), else of the usual one."""
    brand = next((colour for wish in wishes if (colour := whole(wish))), USUAL)
    return Scheme(brand, on(brand), _towards(BLACK, brand, LIGHT_GROUND), _towards(WHITE, brand, DARK_GROUND))


def on(colour: str) -> str:
    """White where it reads on the colour, else black: one of the two always reaches 4.5 : 1."""
    return WHITE if contrast(colour, WHITE) >= ENOUGH else BLACK


def whole(wish: str) -> str:
    """ "#rrggbb" in small letters of a wish that is a colour ("#rrggbb" or "#rgb"), "" of any other."""
    found = HEX.fullmatch(wish.strip())
    if not found:
        return ""
    digits = found[1].lower()
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits)


def _towards(end: str, colour: str, ground: str) -> str:
    """The colour mixed with black or white, a twentieth at a time, until it reads on the ground."""
    share, mixed = 0.0, colour
    while contrast(mixed, ground) < ENOUGH:
        share += STEP
        mixed = _mixed(colour, end, share)
    return mixed


def _mixed(one: str, other: str, share: float) -> str:
    mixed = (round(a + (b - a) * share) for a, b in zip(parts(one), parts(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)
