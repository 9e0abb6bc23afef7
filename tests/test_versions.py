"""Which version of a policy rules on a day."""

from datetime import date

from assistant.values import Policy, Status
from assistant.versions import in_force, review_overdue, starts, status_of


def version(approved: str, effective: str = "", slug: str = "phones", organisation: str = "dunmore") -> Policy:
    name = f"{slug}-{approved or effective or 'undated'}.md"
    return Policy(organisation, slug, name, "Phones", approved or "undated", approved, effective)


OLD, NEW = version("2025-02"), version("2026-02")


def test_the_latest_version_that_has_started_is_in_force() -> None:
    assert in_force([OLD, NEW], date(2026, 2, 1)) == (NEW,)
    assert in_force([NEW, OLD], date(2026, 1, 31)) == (OLD,)


def test_before_the_first_version_nothing_is_in_force() -> None:
    assert in_force([OLD, NEW], date(2024, 1, 1)) == ()


def test_a_version_is_in_force_from_its_effective_date_not_its_approval() -> None:
    later = version("2026-02", effective="2026-09-01")
    assert starts(later) == date(2026, 9, 1)
    assert status_of(later, [OLD, later], date(2026, 8, 31)) is Status.NOT_YET_IN_FORCE
    assert status_of(OLD, [OLD, later], date(2026, 8, 31)) is Status.IN_FORCE
    assert status_of(OLD, [OLD, later], date(2026, 9, 1)) is Status.SUPERSEDED


def test_an_undated_version_rules_only_while_no_dated_one_does() -> None:
    undated = version("")
    assert in_force([undated, OLD], date(2025, 1, 31)) == (undated,)
    assert in_force([undated, OLD], date(2025, 2, 1)) == (OLD,)


def test_organisations_and_policies_do_not_supersede_each_other() -> None:
    others = [version("2026-03", slug="uniform"), version("2026-03", organisation="quayside")]
    assert set(in_force([OLD, NEW, *others], date(2026, 6, 1))) == {NEW, *others}


def test_a_review_is_overdue_once_the_last_day_it_can_mean_has_passed() -> None:
    policy = Policy("dunmore", "phones", "phones.md", "Phones", "2026-02", review="2027-02")
    assert not review_overdue(policy, date(2027, 2, 28))
    assert review_overdue(policy, date(2027, 3, 1))
    assert not review_overdue(OLD, date(2040, 1, 1))
