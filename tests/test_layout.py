"""How lines become blocks."""

from assistant.clauses.layout import blocks
from assistant.values import BlockKind


def _words(text: str, kind: BlockKind) -> list[str]:
    return [text[block.start : block.end] for block in blocks(text) if block.kind is kind]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = "Scope\n\nThe rules below are for anyone who works at the kennels or\nwalks the dogs on our behalf. They hold\nall year and at every\nhour.\n"
    assert len(_words(text, BlockKind.PARAGRAPH)) == 1


def test_a_cross_reference_is_no_heading() -> None:
    text = "1. Keys\n\nKeys are signed out. Section 11.5 applies to spare keys.\n\n2. Doors\n\nDoors stay shut.\n"
    assert _words(text, BlockKind.HEADING) == ["Keys", "Doors"]


def test_bullets_of_several_kinds_lose_their_marks() -> None:
    text = "Bring:\n\n- › a coat\n• a hat\n\uf0b7\ta scarf\n"
    assert _words(text, BlockKind.ITEM) == ["a coat", "a hat", "a scarf"]


def test_a_contents_list_is_set_aside_up_to_its_first_title_come_back() -> None:
    text = "Contents\n\n1. Boats.....2\n2. Oars.....3\n\n1. Boats\n\nBoats are moored at night.\n\n2. Oars\n\nOars are counted.\n"
    assert _words(text, BlockKind.CONTENTS) == ["Contents", "1. Boats.....2", "2. Oars.....3"]
    assert _words(text, BlockKind.HEADING) == ["Boats", "Oars"]


def test_page_marks_are_furniture_even_inside_a_running_line() -> None:
    text = "Lamps are put out at Page | 3 nine every evening.\n"
    assert _words(text, BlockKind.FURNITURE) == ["Page | 3"]
    assert _words(text, BlockKind.PARAGRAPH) == ["Lamps are put out at Page | 3 nine every evening."]


def test_a_paragraph_goes_on_after_a_page_mark_on_its_own_line() -> None:
    text = "The boiler is checked by a fitter every\nPage | 2\nautumn before the clocks change.\n"
    assert len(_words(text, BlockKind.PARAGRAPH)) == 1


def test_tab_separated_rows_carry_their_header() -> None:
    text = "1. Loans\n\nItem\tDays\tFine\nSpade\ttwo\tnone\nMower\tone\tten pence\n"
    rows = [block for block in blocks(text) if block.kind is BlockKind.ROW and block.cells]
    assert [row.header for row in rows] == [("Item", "Days", "Fine")] * 2


def test_markdown_rows_leave_out_the_outer_pipes() -> None:
    text = "# Loans\n\n| Item | Days |\n|---|---|\n| Spade | two |\n"
    rows = [text[block.start : block.end] for block in blocks(text) if block.kind is BlockKind.ROW and block.cells]
    assert rows == ["Spade | two"]


def test_items_glued_into_a_line_are_told_apart_by_their_capitals() -> None:
    text = "Walkers must not: Leave a gate open Feed the horses Light a fire near the barn Any damage is reported to the warden.\n"
    assert _words(text, BlockKind.ITEM) == ["Leave a gate open", "Feed the horses", "Light a fire near the barn"]
    assert _words(text, BlockKind.PARAGRAPH)[-1] == "Any damage is reported to the warden."


def test_a_name_inside_a_glued_item_opens_no_item() -> None:
    text = (
        "The Harbour Board meets monthly. Ask the Harbour Board first.\n\n"
        "Crews must not: Paint a boat of the Harbour Board green Moor at the steps Sell fish\n"
    )
    assert _words(text, BlockKind.ITEM) == ["Paint a boat of the Harbour Board green", "Moor at the steps", "Sell fish"]


def test_promised_titles_are_headings_inside_running_text() -> None:
    text = (
        "Contents 1 Who may row 2 Life jackets 3 Storms\n"
        "1 Who may row Anyone over ten may row. 2 Life jackets Jackets are worn by all. 3 Storms Nobody rows in a storm.\n"
    )
    assert _words(text, BlockKind.HEADING) == ["Who may row", "Life jackets", "Storms"]
    assert "Jackets are worn by all." in _words(text, BlockKind.PARAGRAPH)


def test_no_glued_item_is_cut_inside_a_bracket_or_after_a_word_that_cannot_end_it() -> None:
    text = (
        "Chess nights are busy. Gardens close at nine. Speak up.\n\n"
        "Members must not: Move any other Chess board Play in the hall (formerly Gardens) Speak for Chess players\n"
    )
    assert _words(text, BlockKind.ITEM) == [
        "Move any other Chess board",
        "Play in the hall (formerly Gardens)",
        "Speak for Chess players",
    ]


def test_the_fields_of_a_running_record_are_told_apart() -> None:
    text = "Agreed by: Ada Quill in May 2025 Next review due by: May 2027\n\n1. Nets\n\nNets are dried.\n"
    assert _words(text, BlockKind.PARAGRAPH)[:2] == ["Agreed by: Ada Quill in May 2025", "Next review due by: May 2027"]


def test_a_guessed_title_leaves_the_sentence_its_subject() -> None:
    text = (
        "Contents 1 Nets 2 Ropes 3 Oars\n"
        "1 Nets Nets are dried. 1.1 Repairs Torn nets are mended by hand.\n2 Ropes Ropes are coiled. 2.1 Knots Knots are tied twice. 3 Oars Oars float.\n"
    )
    assert "Torn nets are mended by hand." in _words(text, BlockKind.PARAGRAPH)
    assert "Knots are tied twice." in _words(text, BlockKind.PARAGRAPH)


def test_a_numbered_question_is_a_heading_though_it_holds_a_modal_verb() -> None:
    text = "2. Boats\n\nBoats are shared.\n\n2.1 What may be carried\n\nBoats may carry two people.\n"
    assert _words(text, BlockKind.HEADING) == ["Boats", "What may be carried"]


def test_a_line_that_ends_in_an_article_or_a_first_name_goes_on() -> None:
    text = (
        "Boats are hired by the hour. The\nHarbourmaster keeps a list.\n\nKeys are held by Mr Tom\nPike, the warden.\n"
    )
    assert _words(text, BlockKind.PARAGRAPH)[0] == "Boats are hired by the hour. The\nHarbourmaster keeps a list."
    assert _words(text, BlockKind.PARAGRAPH)[1] == "Keys are held by Mr Tom\nPike, the warden."


def test_bullets_one_column_askew_are_siblings() -> None:
    text = "Crews must:\n\n• dry the nets\n • coil the ropes\n• count the oars\n"
    assert {block.level for block in blocks(text) if block.kind is BlockKind.ITEM} == {1}
