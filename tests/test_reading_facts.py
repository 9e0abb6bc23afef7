"""Facts: what a policy says of itself at its beginning, in the many ways that policies say it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.reading import Facts, describe, read
from assistant.values import Source

_REAL = Path(os.environ.get("POLICY_ASSISTANT_REAL_POLICIES", Path(__file__).parents[2] / "shared" / "policies"))


def facts(text: str, **properties: str) -> Facts:
    return describe(Source("policy.txt", text, "0" * 64, properties=tuple(properties.items())))


def test_lines_of_key_and_value_are_read() -> None:
    found = facts(
        "MARRAM BAY SCHOOL\n\nSOCIAL MEDIA POLICY\n\nApproved by:\tJo Reed\tDate: February 2026\n"
        "Last reviewed on:\tJanuary 2026\nNext review due by:\tFebruary 2027 or sooner\n\n1. Scope\n"
    )
    assert (found.organisation, found.title) == ("Marram Bay School", "Social Media Policy")
    assert (found.approver, found.approved, found.review) == ("Jo Reed", "2026-02", "2027-02")


def test_a_sentence_of_dates_is_read() -> None:
    found = facts(
        "# The Old Mill\n\n# How we dress\n\nAgreed by the Management Committee on 4 July 2024, in force from 1\n"
        "September 2024. To be looked at again by 31 July 2026.\n\n## Why\n"
    )
    assert (found.organisation, found.title, found.approver) == (
        "The Old Mill",
        "How we dress",
        "Management Committee",
    )
    assert (found.approved, found.effective, found.review) == ("2024-07-04", "2024-09-01", "2026-07-31")


def test_a_table_with_facts_side_by_side_is_read() -> None:
    found = facts("| Approved | By | Next review |\n|---|---|---|\n| 17 June 2025 | Governors | June 2026 |\n")
    assert (found.approved, found.review) == ("2025-06-17", "2026-06")


def test_last_review_stands_in_for_approval() -> None:
    found = facts("Uniform Policy\nDate of Last Review: Autumn 2025\nDate of Next Review: Autumn 2026\n")
    assert (found.approved, found.review) == ("2025-09", "2026-12")


def test_the_date_of_an_addition_is_not_the_approval() -> None:
    found = facts("Pay Policy\nAdded section 4\tMarch 2026\nDate of Approval\tJune 2025\nDate for Review\tJune 2027\n")
    assert (found.approved, found.review) == ("2025-06", "2027-06")


def test_dates_at_the_end_are_found_where_the_beginning_has_none() -> None:
    found = facts(
        "Leave Policy\n\n" + "Staff may ask for leave.\n" * 200 + "\nApproved: 3 May 2025\nReview: May 2027\n"
    )
    assert (found.approved, found.review) == ("2025-05-03", "2027-05")


def test_a_title_lost_in_a_running_line_is_found() -> None:
    found = facts("FERNHILL LEARNING TRUST Homework Policy Approved by the Board 14 March 2025 Next review May 2027\n")
    assert (found.organisation, found.title) == ("Fernhill Learning Trust", "Homework Policy")


def test_the_name_of_a_school_is_split_from_the_title() -> None:
    found = facts("Fernhill School Homework Policy\nApproved by: the Head, 1 May 2025\n")
    assert (found.organisation, found.title) == ("Fernhill School", "Homework Policy")


def test_capitals_become_readable_and_acronyms_stay() -> None:
    assert facts("FERNHILL SCHOOL\nICT AND CCTV POLICY\nVersion 2\n").title == "ICT and CCTV Policy"


def test_the_title_that_the_file_holds_is_used_where_the_text_has_none() -> None:
    assert facts("We like order.\nWe keep it.\n", title="Behaviour Policy").title == "Behaviour Policy"
    assert facts("We like order.\nWe keep it.\n", title="Microsoft Word - final2.docx").title == ""


def test_those_it_applies_to_are_named() -> None:
    assert facts("Code\n\nThis code applies to staff, governors and volunteers.\n").binds == (
        "staff",
        "governors",
        "volunteers",
    )


def test_a_text_that_says_nothing_of_itself_gives_nothing() -> None:
    assert facts("We like order. We keep it in 2026.\n") == Facts()


@pytest.mark.skipif(not _REAL.is_dir(), reason="the real policies lie beside the project only")
@pytest.mark.parametrize(
    ("start", "approved", "review", "title"),
    [
        ("000", "2026-02", "2027-02", "Social Media Policy"),
        ("001", "2025-06", "2026-06", "Alternative Provision Social Media Policy"),
        ("002", "2025-06", "2027-06", "Social Media Policy"),
        ("003", "", "", ""),
        ("004", "2025-09", "2026-12", "ICT Social Media and Networking Policy"),
    ],
)
def test_the_real_policies_give_title_and_dates(start: str, approved: str, review: str, title: str) -> None:
    found = describe(read(next(_REAL.glob(f"{start}_*.txt"))))
    assert (found.approved, found.review, found.title) == (approved, review, title)
