"""Markdown's signs out of sight in quotes and on policy pages, with every character of the text still there."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from assistant.values import Document, Role
from assistant.web import cards, signs
from assistant.web.pages import policy_page
from assistant.web.templating import quote, verbatim
from assistant.web.viewing import chosen, pieces, versions_of
from assistant.web.widget.answers import answer_html
from tests.web_fakes import LEND, NEW, SCHOOL, FakeLibrary, answer_to, citation

FILE = "rules.md"


def _soup(text: str, document: str = FILE) -> BeautifulSoup:
    return BeautifulSoup(str(verbatim(text, document)), "html.parser")


def _seen(text: str, document: str = FILE) -> str:
    """What is left in sight, with the elements that emphasise it."""
    soup = _soup(text, document)
    for sign in soup.select("[hidden]"):
        sign.decompose()
    return str(soup)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Staff **must not** reply.", "Staff <strong>must not</strong> reply."),
        ("Staff *must* and _may_ reply.", "Staff <em>must</em> and <em>may</em> reply."),
        ("__Never__ ***ever***.", "<strong>Never</strong> <strong><em>ever</em></strong>."),
        ("**Phones:** off.", "<strong>Phones:</strong> off."),
        ("Run `a * b * c` daily.", "Run <code>a * b * c</code> daily."),
        (r"The tag \*VIP\* stays.", "The tag *VIP* stays."),
        (
            "See [the form](https://x.example/f_1_).",
            'See the form<span class="target">(https://x.example/f_1_)</span>.',
        ),
        ("## 3. Lockers", "3. Lockers"),
        ("| | |\n| --- | --- |\n| c | d |", "| c | d |"),
        ("| a | b |\n| --- | :---: |\n| c | d |", "| a | b |\n| c | d |"),
    ],
)
def test_signs_that_pair_are_out_of_sight_and_what_they_mean_is_seen(text: str, seen: str) -> None:
    assert _seen(text) == seen
    assert _soup(text).get_text() == text


@pytest.mark.parametrize(
    "text",
    [
        "Two * three * four.",
        "Staff* and volunteers* may.",
        "The account gull_rock_pe and 5_000.",
        "A **bold that never closes.",
        "Open **here\n\nand closed** in another paragraph.",
        "No ** space ** inside.",
        "The note[^1] and a [word] alone.",
        "One ` backtick, #hash and C:\\Users.",
    ],
)
def test_signs_that_do_not_pair_stay_as_written(text: str) -> None:
    assert _seen(text) == text
    assert not _soup(text).select("*")


@pytest.mark.parametrize("document", ["rules.txt", "rules.docx", "rules.pdf", "rules.html"])
def test_a_file_that_is_no_markdown_is_shown_as_it_is(document: str) -> None:
    assert _seen("Staff **must not** `reply`.", document) == "Staff **must not** `reply`."


@given(
    st.text(alphabet="*_`\\[]()#| -ab.é\n<&", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)))
)
def test_every_character_stays_where_it_is(text: str, marks: list[tuple[int, int]]) -> None:
    assert "".join(each.text for each in signs.stretches(text, FILE, marks)) == text


@pytest.mark.parametrize(
    "hostile",
    [
        "**<script>alert(1)</script>**",
        "`<img src=x onerror=alert(1)>`",
        "[<b>x</b>](javascript:alert(1))",
        "![x](data:text/html,<svg/onload=1>)",
        "\\<iframe src=//x>",
        '*a" onclick="x*',
    ],
)
def test_c3_hostile_markdown_adds_nothing_but_emphasis(hostile: str) -> None:
    soup = _soup(hostile)
    assert soup.get_text() == hostile
    assert {tag.name for tag in soup.find_all(True)} <= {"span", "strong", "em", "code"}
    assert not any(set(tag.attrs) - {"class", "hidden"} for tag in soup.find_all(True))


def test_words_that_answer_are_marked_through_signs() -> None:
    cited = replace(
        citation(LEND), quote="Kept **for five** years.", start=10, end=34, marks=((15, 27),), document=FILE
    )
    soup = BeautifulSoup(str(quote(cited)), "html.parser")
    assert "".join(mark.get_text() for mark in soup.find_all("mark")) == "for five"
    assert soup.get_text() == cited.quote


def test_cards_and_the_widget_keep_the_quote_to_the_character() -> None:
    cited = replace(citation(LEND), quote="never **lend** a phone", stem="Staff *must*:", document=FILE)
    answer = replace(answer_to("lend"), citations=(cited,), related=())
    for shown, stem, words in (
        (cards.answer_card(answer, SCHOOL), ".pa-stem", ".pa-words"),
        (answer_html(answer, SCHOOL), ".stem", ".words"),
    ):
        soup = BeautifulSoup(shown, "html.parser")
        assert [each.get_text() for each in soup.select(words)] == [cited.quote]
        assert [each.get_text() for each in soup.select(stem)] == [cited.stem]
        assert [each.get_text() for each in soup.select(f"{words} strong")] == ["lend"]


def test_the_policy_page_holds_the_text_to_the_character_and_shows_headings_without_their_signs() -> None:
    text = "# Rules\n\n### 1.1 *Why* `so`\n\nBe **kind**.\n"
    document = Document(replace(NEW, document=FILE), text, ())
    versions = versions_of(FakeLibrary().versions("gull-rock"), "phones", Role.STAFF, date(2026, 11, 21), "the office")
    standing = replace(chosen(versions, ""), policy=document.policy)
    page = BeautifulSoup(policy_page(document, standing, versions, "", Role.STAFF), "html.parser")
    shown = page.select_one(".text")
    assert shown is not None
    assert shown.get_text() == text
    assert [piece.text for piece in pieces(document) if piece.heading] == ["# Rules\n", "### 1.1 *Why* `so`\n"]
    for sign in shown.select("[hidden]"):
        sign.decompose()
    assert [each.get_text() for each in shown.select(".heading")] == ["Rules\n", "1.1 Why so\n"]


@pytest.mark.parametrize(
    "text",
    [
        "| " * 200 + "x",
        "|\t \t" * 200,
        "*a " * 1_000 + " b*" * 1_000,
        "_*" * 1_000 + "a" + "*_" * 1_000,
        "**a" * 1_500,
        "`" * 2_000 + "a" + "[" * 2_000,
    ],
    ids=["cells", "tabs", "nested", "crossed", "unpaired", "open"],
)
def test_a_text_of_nothing_but_signs_is_shown_whole_and_does_not_hold_up_a_page(text: str) -> None:
    """Before, a row of thirty empty cells took longer than a person lives; without an end, this test has none."""
    assert "".join(each.text for each in signs.stretches(text, FILE)) == text


@given(st.text(st.sampled_from("*_`\\[]()!|#-<>&\"' \t\n\r\x00\u200b\u202eaé"), max_size=60), st.integers(0, 60))
def test_no_text_makes_an_element_of_its_own(text: str, mark: int) -> None:
    """What a page gets of it is escaped text in our own elements, and unescaped it is the text to the character."""
    shown = str(verbatim(text, FILE, [(mark, mark + 5)]))
    left = re.sub(r'</?(?:span|code|em|strong|mark)(?: class="[a-z]+"(?: hidden)?)?>', "", shown)
    assert not {"<", ">", '"', "'"} & set(left)
    assert unescape(left) == text


def test_a_bar_is_shown_between_the_cells_of_a_row_and_no_character_is_added() -> None:
    shown = str(verbatim("Twice\tThe lock is changed", "keys.html"))
    assert shown == 'Twice<span class="cell">\t</span>The lock is changed'
