"""A school's colour is kept readable, whatever it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.contrast import contrast
from assistant.web.widget.colours import DARK_GROUND, LIGHT_GROUND, USUAL, scheme

COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@given(COLOURS)
def test_every_colour_reads_on_itself_on_light_and_on_dark_ground(colour: str) -> None:
    made = scheme(colour)
    assert made.brand == colour
    assert contrast(made.brand, made.on_brand) >= 4.5
    assert contrast(made.light, LIGHT_GROUND) >= 4.5
    assert contrast(made.dark, DARK_GROUND) >= 4.5


def test_a_colour_that_reads_already_is_left_as_it_is() -> None:
    assert scheme("#17566b").light == "#17566b"
    assert scheme("#ffd200").dark == "#ffd200"


def test_the_first_wish_that_is_a_colour_is_granted() -> None:
    assert scheme("", "red; } * { display: none", "#fc0", "#000000").brand == "#ffcc00"
    assert scheme("url(//evil.example)").brand == USUAL


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48)])
def test_contrast_is_the_ratio_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)
