"""How a source becomes clauses."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.clauses import accounts, coverage, split, unaccounted, uncovered
from assistant.values import Block, BlockKind, Modality, Source

_PIECES = st.lists(
    st.sampled_from(
        [
            "1. Purpose\n",
            "2. Rules\n",
            "TOOLS\n",
            "Contents\n",
            "Page | 2\n",
            "\n",
            "- oil the hinges\n",
            " - count nails;\n",
            "(a) a spade;\n",
            "Members must not:\n",
            "Item\tDays\n",
            "| a | b |\n",
            "|---|---|\n",
            "* Save on Sundays.\n",
            "Ladders are lent for a day.* They come back clean.\n",
            "wrapped words go on\n",
            "**bold** \\* ",
            "1.1 Sheds are locked. ",
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
    assert all(one.end <= other.start for one, other in pairwise(clauses))


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
    text = (
        "The club may post:\n\n- match reports\n- The club **will not** post:\n - names of juniors\n - home addresses\n"
    )
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


def _items(*lines: tuple[str, int, str]) -> Source:
    """Items as Word states them: words, the level as the file counts it, the number shown."""
    text = "".join(f"{words}\n" for words, _, _ in lines)
    starts = [sum(len(words) + 1 for words, _, _ in lines[:at]) for at in range(len(lines))]
    stated = (
        Block(BlockKind.ITEM, start, start + len(words), level, number)
        for start, (words, level, number) in zip(starts, lines, strict=True)
    )
    return Source("p.docx", text, "", blocks=tuple(stated))


def test_a_numbered_lead_in_rules_its_letters_though_word_skips_a_level() -> None:
    source = _items(
        ("Sheds lock.", 2, "3.1"), ("Members must not:", 2, "3.2"), ("shout;", 4, "(a)"), ("run.", 4, "(b)")
    )
    found = [(clause.label, clause.stem, clause.modality) for clause in split(source)]
    assert found == [
        ("Paragraph 3.1", "", Modality.STATES),
        ("Paragraph 3.2 (a)", "Members must not:", Modality.PROHIBITS),
        ("Paragraph 3.2 (b)", "Members must not:", Modality.PROHIBITS),
    ]


def test_siblings_of_a_stated_structure_never_nest() -> None:
    source = _items(
        ("Members must:", 2, "4.1"),
        ("sweep;", 4, "(a)"),
        ("dust:", 5, "i"),
        ("wipe.", 4, "(b)"),
        ("Go home.", 2, "4.2"),
    )
    assert [clause.label for clause in split(source)][-2:] == ["Paragraph 4.1 (b)", "Paragraph 4.2"]


def test_bullets_after_a_numbered_stem_are_its_own_though_they_are_another_list() -> None:
    found = split(_items(("Members must not:", 2, "2.1"), ("shout", 1, ""), ("run", 1, ""), ("Sheds lock.", 2, "2.2")))
    assert [clause.stem for clause in found] == ["Members must not:", "Members must not:", ""]
    assert [clause.clause for clause in found] == ["2.1.b1", "2.1.b2", "2.2"]


def test_a_word_note_is_an_exception_of_the_paragraph_above_and_of_no_other() -> None:
    text = "Since 1 May.\nSheds lock. Gates shut.\nSave on Sundays."
    stated = (
        Block(BlockKind.PARAGRAPH, 0, 12), Block(BlockKind.PARAGRAPH, 13, 36), Block(BlockKind.NOTE, 37, 53, 0, "1"),
    )  # fmt: skip
    since, sheds, gates, note = split(Source("p.docx", text, "", blocks=stated))
    assert [one.exceptions for one in (since, sheds, gates)] == [(), (note.clause,), (note.clause,)]


def test_a_markdown_footnote_stands_under_the_headings_of_its_clause() -> None:
    text = "# Bells\n\nBells ring[^1]. Gates shut.\n\n# Sheds\n\nSheds lock.\n\n[^1]: Save on Sundays.\n"
    bells, gates, sheds, note = split(_source(text))
    assert (note.label, note.headings) == ("Bells, footnote 1", bells.headings)
    assert [one.exceptions for one in (bells, gates, sheds)] == [(note.clause,), (), ()]


def test_a_line_in_italics_is_a_paragraph() -> None:
    (clause,) = split(_source("# Bells\n\n*A Welsh copy is kept\nin the hall.*\n"))
    assert clause.label == "Bells"


def test_front_matter_is_furniture() -> None:
    source = _source("---\ntitle: Bells\ntags:\n  - ring\n---\n\n# Bells\n\nBells ring.\n")
    clauses = split(source)
    assert [clause.text for clause in clauses] == ["Bells ring."]
    assert accounts(source, clauses).furniture > 0


def test_a_rule_at_the_top_of_plain_prose_is_no_front_matter() -> None:
    assert [clause.text for clause in split(_source("---\n\nBells ring.\n\n---\n\nGates shut.\n"))] == [
        "Bells ring.",
        "Gates shut.",
    ]


def test_an_underlined_line_is_a_heading_and_its_underline_no_clause() -> None:
    (clause,) = split(_source("Bells\n=====\n\nthe small ones\n--------------\n\nThey ring at noon.\n"))
    assert clause.headings == ("Bells", "the small ones")


def test_the_dashes_under_column_titles_are_no_clause() -> None:
    assert [clause.text for clause in split(_source("| Item |\n| --- |\n| Spade |\n"))] == ["Spade"]


def test_a_stem_with_a_word_note_still_leads_its_items_and_gives_it_to_no_earlier_clause() -> None:
    text = "Sheds lock.\nMembers must not:\n[1] Save on Sundays.\nshout."
    stated = (
        Block(BlockKind.ITEM, 0, 11, 2, "2.1"), Block(BlockKind.ITEM, 12, 29, 2, "2.2"),
        Block(BlockKind.NOTE, 34, 50, 0, "1"), Block(BlockKind.ITEM, 51, 57, 4, "(a)"),
    )  # fmt: skip
    sheds, note, shout = split(Source("p.docx", text, "", blocks=stated))
    assert (sheds.exceptions, note.text) == ((), "Save on Sundays.")
    assert (shout.stem, shout.clause) == ("Members must not:", "2.2.a")
