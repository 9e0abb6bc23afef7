"""The loader as it is served: whose colour it carries, how large it gets, and that no setting breaks out of it."""

from __future__ import annotations

import gzip
import random
import re
from importlib.resources import files

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from assistant.values import Organisation, Widget
from assistant.web.widget.demo import line_to_paste
from assistant.web.widget.loader import MOST, PLACE, carried, checksum, colour_for_tag, written
from tests.widget_stage import StagedAssistant, widget_app

SCRIPT = (files("assistant.web") / "static" / "widget" / "widget.js").read_bytes()
SITES = ("https://www.school.example",)


def school(slug: str, colour: str = "#7a1f3d", sites: tuple[str, ...] = SITES, paused: bool = False) -> Organisation:
    return Organisation(slug, slug.title(), widget=Widget(sites, colour, paused))


def crowd(number: int) -> list[Organisation]:
    """Schools whose names and colours have nothing in common, so that hardly anything can be compressed."""
    chance = random.Random(number)
    return [school(f"school-{chance.getrandbits(40):x}", f"#{chance.getrandbits(24):06x}") for _ in range(number)]


def test_the_script_has_one_place_for_the_colours() -> None:
    assert SCRIPT.count(PLACE) == 1
    assert written(SCRIPT, ()) == SCRIPT


def test_w1_the_loader_is_at_most_five_kilobytes_with_as_many_colours_as_it_carries() -> None:
    served = written(SCRIPT, crowd(MOST * 3))
    assert served.count(b'":"') == MOST
    assert len(gzip.compress(served)) <= 5_000


def test_only_a_colour_that_is_set_and_not_paused_is_carried_and_no_organisation_is_named() -> None:
    set_one, usual, paused = school("hill"), school("dale", "#17566b"), school("moor", paused=True)
    assert carried((set_one, usual, paused)) == (set_one,)
    served = written(SCRIPT, (set_one, usual, paused))
    assert f'const SET = {{"{checksum("hill")}":"7a1f3d"}};'.encode() in served
    assert b"hill" not in served


def test_where_they_are_too_many_those_with_a_site_go_first_and_the_others_state_it_in_the_tag() -> None:
    without, with_site = school("without", sites=()), school("with")
    organisations = [without, *crowd(MOST - 1), with_site]
    assert with_site in carried(organisations)
    assert without not in carried(organisations)
    assert colour_for_tag(with_site, organisations) == ""
    assert 'data-colour="#7a1f3d"' in line_to_paste(without, "https://host/", colour_for_tag(without, organisations))


@given(st.one_of(st.text(), st.sampled_from(['"};alert(1)//', "</script>", "#fff;}", "#12345g", "\u2028"])))
def test_nothing_that_stands_in_the_settings_breaks_out_of_the_script(colour: str) -> None:
    served = written(SCRIPT, [school("hill", colour)])
    before, after = SCRIPT.split(PLACE)
    line = served.removeprefix(before).removesuffix(after).decode()
    assert re.fullmatch(r'const SET = \{("[0-9a-f]{1,8}":"[0-9a-f]{6}")?\};', line)


@pytest.mark.parametrize("change", [Widget(SITES, "#b00020"), Widget(SITES), Widget(SITES, "#7a1f3d", True)])
def test_a_change_of_the_colours_changes_the_etag_and_a_change_back_restores_it(change: Widget) -> None:
    assistant = StagedAssistant()
    client = TestClient(widget_app(assistant), base_url="http://localhost")
    assistant.library.widget = Widget(SITES, "#7a1f3d")
    first = client.get("/widget.js")
    assistant.library.widget = change
    changed = client.get("/widget.js", headers={"If-None-Match": first.headers["etag"]})
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]
    assert changed.content != first.content
    assistant.library.widget = Widget(SITES, "#7a1f3d")
    again = client.get("/widget.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_change_of_the_sites_alone_leaves_the_loader_as_it_is() -> None:
    assistant = StagedAssistant()
    client = TestClient(widget_app(assistant), base_url="http://localhost")
    assistant.library.widget = Widget(SITES, "#7a1f3d")
    first = client.get("/widget.js").headers["etag"]
    assistant.library.widget = Widget((*SITES, "https://two.example"), "#7a1f3d")
    assert client.head("/widget.js").headers["etag"] == first
