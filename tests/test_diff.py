"""Two versions of a policy, clause by clause."""

from __future__ import annotations

from assistant.diff.clauses import compare
from assistant.values import Clause


def clause(address: str, text: str, label: str = "", stem: str = "", document: str = "a.md") -> Clause:
    start = int("".join(filter(str.isdigit, address)) or 0)
    return Clause(document, address, label or f"Clause {address}", text, start, start + len(text), stem=stem)


LEND = clause("1", "Staff must not lend their school laptop to anyone at home.")
LOCK = clause("2", "Laptops must be locked away at the end of each day.")


def test_a_version_compared_with_itself_has_no_differences() -> None:
    difference = compare([LEND, LOCK], [LEND, LOCK])
    assert (difference.added, difference.removed, difference.changed, difference.unchanged) == ((), (), (), 2)


def test_a_clause_that_was_only_renumbered_is_unchanged() -> None:
    difference = compare([LEND, LOCK], [clause("5", LEND.text), LOCK])
    assert difference.unchanged == 2
    assert not (difference.added or difference.removed or difference.changed)


def test_a_reworded_clause_is_changed_though_its_number_moved() -> None:
    moved = clause("7", "Laptops must be locked away at the end of each school day.")
    difference = compare([LEND, LOCK], [LEND, moved])
    assert [(change.old, change.new) for change in difference.changed] == [(LOCK, moved)]


def test_one_changed_word_is_a_change_even_when_it_turns_the_meaning() -> None:
    may = clause("1", "Staff may lend their school laptop to anyone at home.")
    assert [change.new for change in compare([LEND], [may]).changed] == [may]


def test_a_clause_under_the_same_number_about_something_else_is_added_and_removed() -> None:
    other = clause("1", "Visitors sign in at reception.")
    difference = compare([LEND], [other])
    assert (difference.removed, difference.added, difference.changed) == ((LEND,), (other,), ())


def test_a_new_stem_changes_a_bullet_whose_words_stayed() -> None:
    old = clause("3.b1", "take photographs of pupils", stem="Staff must not:")
    new = clause("3.b1", "take photographs of pupils", stem="Staff may:")
    assert [change.new for change in compare([old], [new]).changed] == [new]


def test_the_second_of_two_equal_clauses_is_removed_when_one_is_left() -> None:
    twin = clause("9", LEND.text)
    assert compare([LEND, twin], [LEND]).removed == (twin,)


def test_an_empty_old_version_makes_every_clause_new() -> None:
    assert compare([], [LEND, LOCK]).added == (LEND, LOCK)
