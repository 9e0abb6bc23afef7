"""How a source becomes clauses."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.clauses import accounts, coverage, split, unaccounted, uncovered
from assistant.values import Block, BlockKind, Modality, Source

_PIECES = st.lists(
    st.sampled_from(
        [
            "1. Purpose\n", "2. Rules\n", "TOOLS\n", "Contents\n", "Page | 2\n", "\n", "- oil the hinges\n", " - count nails;\n",
            "(a) a spade;\n", "Members must not:\n", "Item\tDays\n", "| a | b |\n", "|---|---|\n", "* Save on Sundays.\n",
            "Ladders are lent for a day.* They come back clean.\n", "wrapped words go on\n", "**bold** \\* ", "1.1 Sheds are locked. ",
        ]
    ),
    max_size=25,
)


def _source(text: str) -> Source:
    return Source("p.txt", text, "")


@settings(max_examples=150, deadline=None)
@given(_PIECES)
def test_clauses_are_verbatim_in_order_with_unique_addresses(pieces: list[str]) -> None:
    source = _source("".join(pieces))
    clauses = split(source)
    assert all(source.text[clause.start : clause.end] == clause.text for clause in clauses)
    assert len({clause.clause for clause in clauses}) == len(clauses)
    assert all(one.end <= other.start for one, other in zip(clauses, clauses[1:], strict=False))


@settings(max_examples=150, deadline=None)
@given(_PIECES)
def test_nothing_vanishes(pieces: list[str]) -> None:
    source = _source("".join(pieces))
    assert unaccounted(source, split(source)) == ()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_splits(text: str) -> None:
    clauses = split(_source(text))
    assert all(text[clause.start : clause.end] == clause.text for clause in clauses)


def test_a_stem_completed_by_items_is_no_clause_but_a_lone_one_is() -> None:
    listed = split(_source("Members must not:\n\n- shout\n- run\n"))
    lone = split(_source("Members must not:\n"))
    assert [clause.text for clause in listed] == ["shout", "run"]
    assert {clause.stem for clause in listed} == {"Members must not:"}
    assert len(lone) == 1


def test_a_prohibition_nested_in_permissions_rules_its_own_items() -> None:
    text = "The club may post:\n\n- match reports\n- The club **will not** post:\n - names of juniors\n - home addresses\n"
    found = {clause.text: clause.modality for clause in split(_source(text))}
    assert found == {
        "match reports": Modality.PERMITS,
        "names of juniors": Modality.PROHIBITS,
        "home addresses": Modality.PROHIBITS,
    }


def test_a_starred_footnote_is_an_exception_of_the_clause_with_the_star() -> None:
    text = "1. Guests\n\n• Members will not bring guests* to the bar.\n*Spouses may come on Fridays.\n\n• Guests sign in.\n"
    guests, note, other = split(_source(text))
    assert guests.exceptions == (note.clause,)
    assert other.exceptions == ()


def test_rows_have_the_column_titles_as_their_stem() -> None:
    (row,) = split(_source("# Loans\n\n| Item | Days |\n|---|---|\n| Spade | two |\n"))
    assert (row.text, row.stem) == ("Spade | two", "Item | Days")


def test_stated_blocks_are_taken_as_they_are() -> None:
    text = "Title\nOne thing. Another thing."
    stated = (Block(BlockKind.HEADING, 0, 5, 1), Block(BlockKind.PARAGRAPH, 6, 31))
    assert len(split(Source("p.docx", text, "", pages=(0,), blocks=stated))) == 2


def test_the_accounts_add_up_and_agree_with_what_is_uncovered() -> None:
    source = _source("1. Sheds\n\nSheds are locked.\n\nPage | 2\n")
    clauses = split(source)
    shares = accounts(source, clauses)
    assert abs(shares.clauses + shares.structure + shares.furniture + shares.rest - 1) < 1e-9
    assert coverage(source, clauses) == shares.clauses
    assert [source.text[a:b] for a, b in uncovered(source, clauses)] == ["1. Sheds", "Page | 2"]
