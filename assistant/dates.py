"""Dates as policies write them, read into ISO 8601 of reduced precision and said again in words.

A school term counts as its first month: spring is January, summer is April, autumn is September.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_TERMS = {"spring": 1, "summer": 4, "autumn": 9}
_TERM_ENDS = {"01": "03", "04": "07", "09": "12"}
_MISSPELT = 0.83  # how alike a word and a month must be: "Januay", "Febuary", not "Marsh"

_YEAR = r"(?:19|20)\d\d"
_ISO = re.compile(rf"({_YEAR})(?:-(\d\d)(?:-(\d\d))?)?")
_FORMS = re.compile(
    rf"""(?<![\w/.-])(?:
    (?P<iso>{_YEAR}-\d\d(?:-\d\d)?)
    | (?P<day>\d{{1,2}})\s?[/.-]\s?(?P<month>\d{{1,2}})\s?[/.-]\s?(?P<year>{_YEAR}|\d\d)
    | (?P<month2>0?[1-9]|1[0-2])/(?P<year2>{_YEAR})
    | (?:(?P<day3>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?(?:\s+of)?[\s-]+)?
      (?P<month3>[A-Za-z]{{3,10}})\.?,?(?:\s+of)?[\s-]+(?P<year3>{_YEAR})
    | (?P<month4>[A-Za-z]{{3,10}})\.?\s+(?P<day4>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year4>{_YEAR})
    | (?P<term>[Ss]pring|[Ss]ummer|[Aa]utumn|SPRING|SUMMER|AUTUMN)(?:\s+[Tt]erm|\s+TERM)?,?
      (?:\s+(?:of|in))?\s+(?P<year5>{_YEAR})(?P<span>\s?[/–-]\s?(?:20)?\d\d)?
    )(?![\w/])""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date found in prose: its ISO form and where it stands, half open."""

    iso: str
    start: int
    end: int


def find(prose: str) -> tuple[Dated, ...]:
    """Every date in the prose, in order; a bare year is too often something else to count."""
    found: list[Dated] = []
    position = 0
    while match := _FORMS.search(prose, position):
        iso = _read(match)
        if iso:
            found.append(Dated(iso, match.start(), match.end()))
        position = match.end() if iso else match.start() + 1
    return tuple(found)


def parse(prose: str) -> str:
    """The first date in the prose, or the year that is all of it, as reduced ISO; "" if there is none."""
    stripped = prose.strip()
    if re.fullmatch(_YEAR, stripped):
        return stripped
    return next((dated.iso for dated in find(prose)), "")


def earliest(iso: str) -> date:
    """The first day that a reduced ISO date can mean. Raises ValueError if it is no such date."""
    year, month, day = _parts(iso)
    return date(year, month or 1, day or 1)


def latest(iso: str) -> date:
    """The last day that a reduced ISO date can mean. Raises ValueError if it is no such date."""
    year, month, day = _parts(iso)
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def say(iso: str) -> str:
    """ "2026-02" as "February 2026"; "" stays "". Raises ValueError if it is no reduced ISO date."""
    if not iso:
        return ""
    year, month, day = _parts(iso)
    words = [str(day)] if day else []
    if month:
        words.append(_MONTHS[month - 1].capitalize())
    return " ".join([*words, str(year)])


def _parts(iso: str) -> tuple[int, int, int]:
    match = _ISO.fullmatch(iso)
    if not match:
        raise ValueError(f"{iso!r} is not a date of the form 2026, 2026-02 or 2026-02-14")
    year, month, day = (int(part or 0) for part in match.groups())
    if month or match[2]:
        date(year, month, day or 1)
    if match[3] and not day:
        raise ValueError(f"{iso!r} has no day 0")
    return year, month, day


def _read(match: re.Match[str]) -> str:
    part = match.groupdict()
    if part["iso"]:
        return _checked(part["iso"])
    if part["month2"]:
        return _iso(int(part["year2"]), int(part["month2"]))
    if part["month"]:
        return _iso(_century(part["year"]), int(part["month"]), int(part["day"]))
    if part["term"]:
        return _term(part["term"].lower(), int(part["year5"]), bool(part["span"]))
    year = int(part["year3"] or part["year4"])
    return _iso(year, _month(part["month3"] or part["month4"]), int(part["day3"] or part["day4"] or 0))


def _term(name: str, year: int, of_school_year: bool) -> str:
    """Spring 2025/26 is in 2026: the school year begins in autumn."""
    later = of_school_year and name != "autumn"
    return _iso(year + 1 if later else year, _TERMS[name])


def _month(word: str) -> int:
    lowered = word.lower()
    for number, name in enumerate(_MONTHS, start=1):
        if name.startswith(lowered) or (lowered == "sept" and name == "september"):
            return number
    if lowered in _TERMS:
        return _TERMS[lowered]
    close = get_close_matches(lowered, _MONTHS, n=1, cutoff=_MISSPELT)
    return _MONTHS.index(close[0]) + 1 if close else 0


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _iso(year: int, month: int, day: int = 0) -> str:
    return _checked(f"{year}-{month:02d}" + (f"-{day:02d}" if day else ""))


def _checked(iso: str) -> str:
    try:
        _parts(iso)
    except ValueError:
        return ""  # "31/02/2026", or a word that is no month: not a date after all
    return iso


def due(prose: str) -> str:
    """Like `parse`, for a day by which something is due: a school term counts as its last month."""
    iso = parse(prose)
    if any(term in prose.lower() for term in _TERMS) and len(iso) == len("2026-09"):
        return iso[:5] + _TERM_ENDS.get(iso[5:], iso[5:])
    return iso
