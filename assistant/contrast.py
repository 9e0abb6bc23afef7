"""How well one colour reads on another: the contrast ratio of WCAG 2.2."""

from __future__ import annotations

BLACK, WHITE = "#000000", "#ffffff"
ENOUGH = 4.5
"""What 1.4.3 asks of text."""


def contrast(one: str, other: str) -> float:
    """The ratio of two colours "#rrggbb", from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def parts(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of "#rrggbb", each from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
