"""The loader as it is served: the script, and in it the launcher's colours that the settings name."""

from __future__ import annotations

import json
from collections.abc import Iterable
from zlib import crc32

from assistant.values import Organisation
from assistant.web.widget.colours import USUAL, whole

PLACE = b"const SET = {};"
"""The line of the script that the colours replace."""
MOST = 60
"""Organisations whose colour the loader carries: with as many it stays under 5,000 bytes gzipped."""


def carried(organisations: Iterable[Organisation]) -> tuple[Organisation, ...]:
    """Those that set a colour and have not paused; where they are more than MOST, those with a site go first."""
    live = (each for each in organisations if not each.widget.paused)
    wishing = (each for each in live if whole(each.widget.colour) not in ("", USUAL))
    return tuple(sorted(wishing, key=lambda each: not each.widget.sites)[:MOST])


def colour_for_tag(school: Organisation, organisations: Iterable[Organisation]) -> str:
    """The colour that the school's tag has to state: "" where the loader knows it or it is the usual one."""
    known = school.widget.paused or school in carried(organisations)
    return "" if known or school.widget.colour == USUAL else school.widget.colour


def written(script: bytes, organisations: Iterable[Organisation]) -> bytes:
    """The script with the colours in it, each under its organisation's checksum: it lists nobody's name.

    Keys and values are hexadecimal digits alone, so nothing that stands in the settings can end the line.
    """
    table = {checksum(each.slug): whole(each.widget.colour)[1:] for each in carried(organisations)}
    return script.replace(PLACE, b"const SET = %b;" % json.dumps(table, separators=(",", ":")).encode())


def checksum(slug: str) -> str:
    """CRC-32 of the slug in hexadecimal digits, as the script reckons it too."""
    return f"{crc32(slug.encode()):x}"
