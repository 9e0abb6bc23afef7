"""The words of a text that carry its meaning, cut to their stems, to compare wordings without an index."""

from __future__ import annotations

import re

from assistant.answering.stems import stem

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_EMPTY = """
a an the and or but if so of to in on at by for from with into onto over under about as than then that this
these those there here it its they them their he him his she her i me my mine we us our you your who whom
whose what when where why which how is are was were be been being am do does did done doing have has had
having can could may might must shall should will would not no nor any some all each every one only also
just very too even still need needs allowed allow ok okay please out up down off during while until before
after between because let lets get gets got im ive id dont doesnt cant isnt wont both either other others
another same such own more most much many now like want wants know tell say says said thing things way new
going go goes
"""
EMPTY = frozenset(_EMPTY.split())


def content(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning; "Photographs of pupils" gives photograph and pupil."""
    words = (word.casefold().replace("’", "").replace("'", "") for word in WORD.findall(text))
    return frozenset(stem(word) for word in words if word not in EMPTY and len(word) > 1)
