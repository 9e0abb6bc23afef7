"""Dates: what policies write becomes reduced ISO, and nothing else does."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.dates import due, earliest, find, latest, parse, say


@pytest.mark.parametrize(
    ("prose", "iso"),
    [
        ("14 February 2026", "2026-02-14"),
        ("the 3rd of March, 2025", "2025-03-03"),
        ("Feb 14th, 2026", "2026-02-14"),
        ("14/02/2026", "2026-02-14"),
        ("1.9.25", "2025-09-01"),
        ("2026-02-14", "2026-02-14"),
        ("2026-02", "2026-02"),
        ("2026", "2026"),
        ("09/2025", "2025-09"),
        ("February 2026", "2026-02"),
        ("Sept. 2025", "2025-09"),
        ("In force from 1\nSeptember 2025.", "2025-09-01"),
        ("22 Januay 2025", "2025-01-22"),
        ("Autumn 2025", "2025-09"),
        ("spring term 2028", "2028-01"),
        ("Summer 2025/26", "2026-04"),
        ("Autumn term 2025-26", "2025-09"),
    ],
)
def test_dates_are_read_as_policies_write_them(prose: str, iso: str) -> None:
    assert parse(prose) == iso


@pytest.mark.parametrize(
    "prose", ["", "soon", "31/02/2026", "Room 2026", "since 1975 we have", "section 11.5 applies", "every January"]
)
def test_what_is_no_date_gives_nothing(prose: str) -> None:
    assert parse(prose) == ""


def test_every_date_is_found_with_its_place() -> None:
    prose = "Adopted 3 March 2025. Review due May 2026."
    assert [prose[found.start : found.end] for found in find(prose)] == ["3 March 2025", "May 2026"]


def test_a_month_lasts_from_its_first_day_to_its_last() -> None:
    assert (earliest("2028-02"), latest("2028-02")) == (date(2028, 2, 1), date(2028, 2, 29))


def test_a_year_lasts_from_january_to_december() -> None:
    assert (earliest("2026"), latest("2026")) == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("wrong", ["", "2026-13", "2026-02-30", "2026-00", "tomorrow", "2026-2"])
def test_a_wrong_iso_date_is_an_error(wrong: str) -> None:
    with pytest.raises(ValueError):
        earliest(wrong)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_a_date_said_is_read_back(day: date) -> None:
    for iso in (day.isoformat(), day.isoformat()[:7]):
        assert parse(say(iso)) == iso


def test_an_unknown_date_is_said_as_nothing() -> None:
    assert say("") == ""


def test_something_due_in_a_term_is_due_by_its_last_month() -> None:
    assert due("Autumn 2026") == "2026-12"
    assert due("Summer term 2026") == "2026-07"
    assert due("12 May 2026") == "2026-05-12"
