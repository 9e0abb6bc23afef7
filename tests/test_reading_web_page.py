"""Web pages: words without furniture, as blocks that point into the text."""

from __future__ import annotations

from pathlib import Path

from assistant.reading import read
from assistant.values import BlockKind, Source

_PAGE = """<!doctype html><html><head><title>Visits Policy</title><style>p {}</style></head><body>
<header>Site banner</header><nav><a href="/">Home</a></nav>
<main><h1>Visits Policy</h1>
<ul><li><a href="#a">Scope</a></li><li><a href="#b">Rules</a></li></ul>
<h2>2. Scope</h2><p>It applies to   all
staff.</p>
<p>Staff must:</p>
<ol type="a" start="3"><li>carry a phone</li><li>count pupils
  <ol type="i"><li>on the coach</li><li>at the <b>door</b></li></ol></li></ol>
<ul><li>no number here</li></ul>
<table><thead><tr><th>Who</th><th>What</th></tr></thead>
<tr><td rowspan="2">Leader</td><td>plans</td></tr><tr><td>reports</td></tr></table>
<div>Loose words<p>and a paragraph</p></div></main>
<footer>Footer links</footer><script>var hidden = 1</script></body></html>"""


def page(tmp_path: Path, html: str = _PAGE) -> Source:
    path = tmp_path / "page.html"
    path.write_text(html, encoding="utf-8")
    return read(path)


def shown(source: Source, kind: BlockKind) -> list[tuple[str, str, int]]:
    blocks = [block for block in source.blocks if block.kind is kind]
    return [(source.text[block.start : block.end], block.number, block.level) for block in blocks]


def test_furniture_of_the_page_is_left_out(tmp_path: Path) -> None:
    text = page(tmp_path).text
    assert not any(word in text for word in ("banner", "Home", "Footer", "hidden"))


def test_headings_keep_level_and_number(tmp_path: Path) -> None:
    assert shown(page(tmp_path), BlockKind.HEADING) == [("Visits Policy", "", 1), ("Scope", "2", 2)]


def test_list_items_have_the_number_that_a_browser_shows(tmp_path: Path) -> None:
    assert shown(page(tmp_path), BlockKind.ITEM) == [
        ("carry a phone", "c", 1),
        ("count pupils", "d", 1),
        ("on the coach", "i", 2),
        ("at the door", "ii", 2),
        ("no number here", "", 1),
    ]
    assert "\nc. carry a phone\n" in page(tmp_path).text


def test_a_list_of_links_into_the_page_is_its_contents(tmp_path: Path) -> None:
    assert [words for words, _, _ in shown(page(tmp_path), BlockKind.CONTENTS)] == ["Scope", "Rules"]


def test_each_table_row_is_whole_and_knows_its_header(tmp_path: Path) -> None:
    source = page(tmp_path)
    rows = [block for block in source.blocks if block.kind is BlockKind.ROW]
    cells = [[source.text[start:end] for start, end in row.cells] for row in rows]
    assert cells == [["Leader", "plans"], ["Leader", "reports"]]
    assert {row.header for row in rows} == {("Who", "What")}


def test_blocks_cover_every_word_in_order(tmp_path: Path) -> None:
    source = page(tmp_path)
    blank = list(source.text)
    for block in source.blocks:
        blank[block.start : block.end] = " " * (block.end - block.start)
    assert "".join(blank).replace("c. ", "").replace("d. ", "").split() == ["2.", "i.", "ii.", "-"]
    starts = [block.start for block in source.blocks]
    assert starts == sorted(starts)


def test_loose_words_beside_blocks_are_kept(tmp_path: Path) -> None:
    paragraphs = [words for words, _, _ in shown(page(tmp_path), BlockKind.PARAGRAPH)]
    assert paragraphs == ["It applies to all staff.", "Staff must:", "Loose words", "and a paragraph"]


def test_a_declared_encoding_is_honoured(tmp_path: Path) -> None:
    path = tmp_path / "old.html"
    path.write_bytes('<meta charset="iso-8859-15"><p>Lunch costs 3 € a day.</p>'.encode("iso-8859-15"))
    assert read(path).text == "Lunch costs 3 € a day.\n"
