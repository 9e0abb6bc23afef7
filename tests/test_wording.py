"""How the sentence above a quote reads: a list's item with its stem, a table's row with its titles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.rows import row_in_words
from assistant.answering.word import plain_rule, sentence
from assistant.values import Citation, Status, Verdict

ROW = Citation(
    1, "keys.html", "school/keys@2026", "Keys", "2026", Status.IN_FORCE, "3.r2", "3, row 2", None,
    "Times lost | What happens | Who pays", "Twice\tThe lock is changed\tThe borrower", 0, 43,
)  # fmt: skip


def test_a_row_reads_as_its_titles_with_their_values() -> None:
    said = sentence(Verdict.INFO, ROW)
    assert said == "Times lost: Twice. What happens: The lock is changed. Who pays: The borrower. [1]"


def test_a_row_keeps_the_word_of_the_verdict_before_it() -> None:
    assert sentence(Verdict.NO, ROW).startswith("No. Times lost: Twice. ")


def test_a_row_written_with_pipes_and_bold_reads_the_same() -> None:
    said = sentence(Verdict.INFO, replace(ROW, quote="**Twice** | The lock is changed | The borrower"))
    assert said == "Times lost: Twice. What happens: The lock is changed. Who pays: The borrower. [1]"


def test_a_clause_of_a_list_is_not_read_as_a_row() -> None:
    item = replace(ROW, clause="3.b2", stem="Borrowers must:", quote="Sign for a key")
    assert sentence(Verdict.INFO, item) == "Borrowers must sign for a key. [1]"


@pytest.mark.parametrize(
    ("titles", "quote", "said"),
    [
        (" | ", "Owner | The bursar", "Owner: The bursar"),
        ("", "Spare key:\tOne kept in the safe.", "Spare key: One kept in the safe."),
        ("", "Only words", "Only words"),
        ("Key | Kept by", "Front door    The caretaker", "Key: Front door. Kept by: The caretaker."),
        ("Key | Colour | Kept by", "Front door\t\tThe caretaker", "Key: Front door. Kept by: The caretaker."),
        ("Key | | Kept by", "Hall\tred\tThe cook", "Key: Hall. red. Kept by: The cook."),
        ("Key | Colour | Kept by", "Hall\tThe cook", "Key, Colour, Kept by: Hall; The cook"),
    ],
)
def test_a_row_is_paired_whatever_parts_its_cells(titles: str, quote: str, said: str) -> None:
    assert row_in_words(titles, quote) == said


@pytest.mark.parametrize(
    ("stem", "quote", "said"),
    [
        ("A key is not lent to anybody who:", "has lost two.", "A key is not lent to anybody who has lost two."),
        ("The hall is not let for:", "parties after ten.", "The hall is not let for parties after ten."),
        ("The hall is not let for:", "Bonfire Night", "The hall is not let for: Bonfire Night."),
        ("Kinds of key:", "master keys", "Kinds of key: master keys."),
    ],
)
def test_an_item_goes_on_where_its_stem_leaves_off(stem: str, quote: str, said: str) -> None:
    assert plain_rule(stem, quote) == said
