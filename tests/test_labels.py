"""How clauses are addressed and cited."""

from assistant.clauses import split
from assistant.values import Source


def _labels(text: str) -> dict[str, str]:
    return {clause.clause: clause.label for clause in split(Source("p.txt", text, ""))}


def test_a_bullet_is_cited_by_its_heading() -> None:
    labels = _labels("3. Borrowing\n\nMembers must not:\n\n- keep a ladder overnight\n- lend a ladder on\n")
    assert labels == {"3.b1": "3. Borrowing, bullet 1", "3.b2": "3. Borrowing, bullet 2"}


def test_what_goes_without_saying_is_left_out() -> None:
    labels = _labels("7. Review\n\nThe rules are read again each May.\n\n8. Fees\n\nFees are low. They rise yearly.\n")
    assert labels["7.p1"] == "7. Review"
    assert labels["8.p1.s2"] == "8. Fees, sentence 2"


def test_a_lettered_item_of_a_numbered_paragraph_keeps_its_letter() -> None:
    labels = _labels("2. Sheds\n\n2.1 A shed may hold:\n(a) one mower;\n(b) two rakes.\n\n2.2 Sheds are locked.\n")
    assert labels["2.1.b"] == "2. Sheds, paragraph 2.1 (b)"


def test_a_table_row_is_counted_in_its_section() -> None:
    labels = _labels("2. Fines\n\nItem\tDays\tFine\nSpade\ttwo\tnone\nMower\tone\tten pence\n")
    assert labels["2.r2"] == "2. Fines, table row 2"


def test_headings_that_come_back_still_give_unique_addresses() -> None:
    labels = _labels("1. Rules\n\nGates are shut.\n\n1. Rules\n\nGates are locked.\n")
    assert len(labels) == 2
