"""How clauses are addressed and cited."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.clauses import split
from assistant.reading import read
from assistant.values import Block, BlockKind, Source

CORPUS = Path(__file__).parents[1] / "corpus"
POLICIES = sorted(path for path in CORPUS.glob("*/*.*") if path.suffix != ".pyc" and path.parent.name != "source")


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


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.name)
def test_labels_and_addresses_are_unique_in_every_file_of_the_corpus(path: Path) -> None:
    clauses = split(read(path))
    assert len({clause.label for clause in clauses}) == len({clause.clause for clause in clauses}) == len(clauses)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["# Rules\n", "## Staff\n", "1. Rules\n", "You must:\n", "1. knock;\n", "2. wait;\n", "(a) sit;\n", "- run\n",
             "\n", "Gates shut. They open.\n", "| a | b |\n", "[^1]: Save on Sundays.\n", "Bells ring[^1].\n"]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_labels_are_unique_in_any_document(pieces: list[str]) -> None:
    labels = [clause.label for clause in split(Source("p.md", "".join(pieces), ""))]
    assert len(set(labels)) == len(labels)


def test_lists_that_count_alike_in_one_section_are_told_apart() -> None:
    found = _labels("# Gates\n\nYou must:\n\n1. knock;\n2. wait.\n\nYou must not:\n\n1. climb;\n2. push;\n3. run.\n")
    assert list(found.values()) == [
        "Gates, list 1, paragraph 1",
        "Gates, list 1, paragraph 2",
        "Gates, list 2, paragraph 1",
        "Gates, list 2, paragraph 2",
        "Gates, list 2, paragraph 3",
    ]


def test_headings_of_one_name_are_told_apart_by_the_heading_above() -> None:
    found = _labels("# Bees\n\n## Care\n\nFeed them.\n\n# Hens\n\n## Care\n\nFeed them.\n")
    assert list(found.values()) == ["Bees, Care", "Hens, Care"]


def test_labels_that_nothing_tells_apart_are_counted() -> None:
    found = _labels("# Care\n\nFeed them.\n\n# Care\n\nWater them.\n")
    assert list(found.values()) == ["Care", "Care (second of this name)"]


def test_a_letter_that_opens_a_heading_s_first_word_is_no_number() -> None:
    stated = (Block(BlockKind.HEADING, 0, 15, 2, "A"), Block(BlockKind.PARAGRAPH, 16, 28))
    (clause,) = split(Source("p.html", "About this club\nBells ring.\n", "", blocks=stated))
    assert clause.headings == ("A. About this club",)


def test_word_s_own_numbers_are_cited_as_printed() -> None:
    found = split(read(CORPUS / "marram-bay" / "allegations-low-level-concerns.docx"))
    labels = {clause.label: clause.stem.endswith("must not:") for clause in found}
    assert labels["3. Reporting an allegation, paragraph 3.3 (d)"]
    assert not labels["4.2. Sharing a concern, paragraph 4.2.2"]
