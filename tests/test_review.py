"""What the owners of policies are told to mend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.review import NO_DATE, Finding, examine
from assistant.values import Clause, Document, Policy

TODAY = date(2026, 11, 20)


def clause(address: str, text: str = "Staff sign in.", number: str = "", headings: tuple[str, ...] = ()) -> Clause:
    return Clause("a.md", address, f"Clause {address}", text, 0, len(text), number, headings)


def document(*clauses: Clause, approved: str = "2026-01", review: str = "2028-01") -> Document:
    policy = Policy("marram-bay", "laptops", "a.md", "Laptops", approved or "undated", approved, review=review)
    return Document(policy, "text", clauses)


def found(*clauses: Clause, **dates: str) -> list[Finding]:
    return list(examine([document(*clauses, **dates)], TODAY))


@pytest.mark.parametrize(
    ("review", "kind"),
    [
        ("2026-11-19", "review overdue"),
        ("2026-10", "review overdue"),
        ("2025", "review overdue"),
        ("2026-11-20", "review due"),
        ("2026-11", "review due"),
        ("2027-02-18", "review due"),
        ("", "missing date"),
    ],
)
def test_a_review_is_reported_when_it_is_due_soon_past_or_missing(review: str, kind: str) -> None:
    assert [finding.kind for finding in found(review=review)] == [kind]


def test_a_review_more_than_a_term_away_is_not_reported() -> None:
    assert found(review="2027-02-19") == []


def test_a_policy_that_gives_no_date_of_approval_is_reported() -> None:
    assert [finding.kind for finding in found(approved="")] == ["missing date"]


def test_a_missing_section_number_is_a_gap() -> None:
    [gap] = found(clause("1", headings=("1. Purpose",)), clause("3", headings=("3. Laptops at home",)))
    assert (gap.kind, gap.text) == ("gap in numbering", "Number 2 is missing before 3.")


def test_a_missing_clause_number_is_a_gap_in_its_own_section_alone() -> None:
    [gap] = found(*(clause(number, number=number) for number in ("3.1", "3.2", "3.4", "4.1")))
    assert gap.text == "Number 3.3 is missing before 3.4."


def test_a_list_that_starts_again_under_each_heading_has_no_gap() -> None:
    purposes = [clause(f"a{n}", number=f"{n}.", headings=("Purpose",)) for n in (1, 2, 3)]
    homes = [clause(f"b{n}", number=f"{n}.", headings=("At home",)) for n in (1, 2)]
    assert found(*purposes, *homes) == []


@pytest.mark.parametrize(
    "text", ["Staff must n0t lend it.", "Staff \ufffdmust sign.", "S t a f f sign in.", "Staff (cid:12) sign."]
)
def test_a_clause_that_scans_badly_is_reported_with_its_address(text: str) -> None:
    [finding] = found(clause("4", text))
    assert (finding.kind, finding.clause) == ("bad scan", "4")


@pytest.mark.parametrize("text", ["Key stage KS3 and Year 7 use 2FA.", "Ring 101 on the 1st.", "Write to a1b@c2d.org."])
def test_ordinary_digits_are_no_bad_scan(text: str) -> None:
    assert found(clause("4", text)) == []


def test_a_clause_as_long_as_a_page_is_reported() -> None:
    [finding] = found(clause("4", "word " * 200))
    assert "200 words" in finding.text


def test_a_missing_date_that_was_told_when_the_file_was_added_is_reported_once() -> None:
    undated = replace(document(approved=""), warnings=(NO_DATE, "Page 2 could not be read."))
    assert [(each.kind, each.text) for each in examine([undated], TODAY)] == [
        ("missing date", NO_DATE),
        ("reading", "Page 2 could not be read."),
    ]
