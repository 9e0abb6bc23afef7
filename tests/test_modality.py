"""What clauses do and whom they bind."""

import pytest

from assistant.clauses.binds import binds
from assistant.clauses.modality import modality
from assistant.values import Modality


@pytest.mark.parametrize(
    ("text", "stem", "expected"),
    [
        ("Riders must not gallop in the yard.", "", Modality.PROHIBITS),
        ("No rider may gallop in the yard.", "", Modality.PROHIBITS),
        ("Galloping is not permitted.", "", Modality.PROHIBITS),
        ("Under no circumstances is a stall left open.", "", Modality.PROHIBITS),
        ("gallop in the yard", "Riders **must not**:", Modality.PROHIBITS),
        ("gallop in the yard", "Don't", Modality.PROHIBITS),
        ("Riders must wear a helmet.", "", Modality.REQUIRES),
        ("Riders are responsible for their tack.", "", Modality.REQUIRES),
        ("Riders may bring a guest.", "", Modality.PERMITS),
        ("Riders need not bring a saddle.", "", Modality.PERMITS),
        ("Riders should arrive early.", "", Modality.ADVISES),
        ("Riders are advised to arrive early.", "", Modality.ADVISES),
        ('"Tack" means saddles and bridles.', "", Modality.DEFINES),
        ("The yard is at the end of the lane.", "", Modality.STATES),
    ],
)
def test_the_modal_words_decide(text: str, stem: str, expected: Modality) -> None:
    assert modality(text, stem) is expected


def test_the_stem_says_whom_an_item_binds() -> None:
    assert binds("Lend a key", "Staff must not:", ()) == ("staff",)


def test_a_heading_binds_by_the_group_after_by() -> None:
    assert binds("Photographs of pupils stay on site.", "", ("3. Use of cameras by volunteers",)) == ("volunteer",)
