"""Word files: automatic numbers as a reader sees them, and nothing of the body lost."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml

from assistant.reading import read
from assistant.values import BlockKind, Source

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def level(depth: int, form: str, text: str, extra: str = "") -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


_LEGAL = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "(%3)")
_LEGAL += level(3, "lowerRoman", "(%4)")
_MIXED = level(0, "upperRoman", "Part %1") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
_STYLED = level(0, "decimal", "%1", '<w:pStyle w:val="Heading1"/>')
_STYLED += level(1, "decimal", "%1.%2", '<w:pStyle w:val="Heading2"/>')


def with_lists(document: Any, *abstracts: str, nums: str) -> None:
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    for index, levels in enumerate(abstracts):
        numbering.append(parse_xml(f'<w:abstractNum {_W} w:abstractNumId="{index}">{levels}</w:abstractNum>'))
    for num in parse_xml(f"<w:numbering {_W}>{nums}</w:numbering>"):
        numbering.append(num)


def num(number: int, abstract: int, override: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'


def listed(document: Any, text: str, number: int, depth: int) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {_W}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'))


def saved(document: Any, tmp_path: Path) -> Source:
    path = tmp_path / "policy.docx"
    document.save(str(path))
    return read(path)


def numbers(source: Source) -> list[str]:
    return [block.number for block in source.blocks]


def test_multi_level_numbers_count_and_restart(tmp_path: Path) -> None:
    document = Document()
    with_lists(document, _LEGAL, nums=num(1, 0))
    for depth in (0, 1, 1, 2, 2, 3, 0, 1, 2):
        listed(document, "words", 1, depth)
    source = saved(document, tmp_path)
    assert numbers(source) == ["1", "1.1", "1.2", "(a)", "(b)", "(i)", "2", "2.1", "(a)"]
    assert [block.level for block in source.blocks] == [1, 2, 2, 3, 3, 4, 1, 2, 3]
    assert source.text.startswith("1. words\n1.1 words\n")


def test_a_second_list_goes_on_unless_its_start_is_set(tmp_path: Path) -> None:
    document = Document()
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    with_lists(document, _LEGAL, nums=num(1, 0) + num(2, 0) + num(3, 0, start))
    for number in (1, 1, 2, 3, 3):
        listed(document, "words", number, 0)
    assert numbers(saved(document, tmp_path)) == ["1", "2", "3", "5", "6"]


def test_roman_parts_and_legal_decimals(tmp_path: Path) -> None:
    document = Document()
    with_lists(document, _MIXED, nums=num(1, 0))
    for depth in (0, 1, 0, 1):
        listed(document, "words", 1, depth)
    assert numbers(saved(document, tmp_path)) == ["Part I", "1.1", "Part II", "2.1"]


def test_a_level_without_restart_counts_on(tmp_path: Path) -> None:
    document = Document()
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    with_lists(document, levels, nums=num(1, 0))
    for depth in (0, 1, 1, 0, 1):
        listed(document, "words", 1, depth)
    assert numbers(saved(document, tmp_path)) == ["1", "1", "2", "2", "3"]


def test_numbers_come_from_styles_too(tmp_path: Path) -> None:
    document = Document()
    with_lists(document, _STYLED, nums=num(7, 0))
    for style in ("Heading 1", "Heading 2"):
        properties = document.styles[style].element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {_W}><w:numId w:val="7"/></w:numPr>'))
    for text, depth in (("Scope", 1), ("Staff", 2), ("Pupils", 2), ("Rules", 1)):
        document.add_heading(text, depth)
    source = saved(document, tmp_path)
    assert numbers(source) == ["1", "1.1", "1.2", "2"]
    assert [block.level for block in source.blocks] == [1, 2, 2, 1]
    assert all(block.kind is BlockKind.HEADING for block in source.blocks)


def test_bullets_are_items_without_a_number(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Staff must not:")
    document.add_paragraph("shout", style="List Bullet")
    document.add_paragraph("swear", style="List Bullet 2")
    source = saved(document, tmp_path)
    assert source.text == "Staff must not:\n\n- shout\n- swear\n"
    assert [(block.kind, block.level) for block in source.blocks[1:]] == [(BlockKind.ITEM, 1), (BlockKind.ITEM, 2)]


def test_numbering_switched_off_is_none(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("plain", style="List Number")
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {_W}><w:numId w:val="0"/></w:numPr>'))
    assert saved(document, tmp_path).blocks[0].kind is BlockKind.PARAGRAPH


def test_a_table_in_its_place_has_rows_with_header_and_cells(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Before.")
    table = document.add_table(rows=3, cols=2)
    for row, texts in zip(table.rows, (("Account", "Run by"), ("Newsletter", "Office"), ("Feed", "Head")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("After.")
    source = saved(document, tmp_path)
    rows = [block for block in source.blocks if block.kind is BlockKind.ROW]
    assert [source.text[row.start : row.end] for row in rows] == ["Newsletter\tOffice", "Feed\tHead"]
    assert rows[0].header == ("Account", "Run by")
    assert [source.text[start:end] for start, end in rows[0].cells] == ["Newsletter", "Office"]
    assert source.text.index("Before.") < rows[0].start < source.text.index("After.")


def test_insertions_are_kept_and_deletions_left_out(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("Staff may ")._p
    paragraph.append(parse_xml(f"<w:ins {_W}><w:r><w:t>not </w:t></w:r></w:ins>"))
    paragraph.append(parse_xml(f"<w:del {_W}><w:r><w:delText>always </w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:r {_W}><w:t>smoke.</w:t></w:r>"))
    assert saved(document, tmp_path).text == "Staff may not smoke.\n"


def test_contents_lines_and_headers_are_told_apart(tmp_path: Path) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Running header"
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    first = document.add_paragraph("")._p
    first.append(parse_xml(f"<w:r {_W}><w:fldChar w:fldCharType='begin'/></w:r>"))
    first.append(parse_xml(f"<w:r {_W}><w:instrText> TOC \\o 1-3 </w:instrText></w:r>"))
    first.append(parse_xml(f"<w:r {_W}><w:t>Scope 2</w:t></w:r>"))
    last = document.add_paragraph("Rules 3")._p
    last.append(parse_xml(field.format("end").replace("<w:r>", f"<w:r {_W}>")))
    document.add_paragraph("Body begins.")
    source = saved(document, tmp_path)
    assert [block.kind for block in source.blocks] == [BlockKind.CONTENTS, BlockKind.CONTENTS, BlockKind.PARAGRAPH]
    assert "Running header" not in source.text


def test_a_short_bold_line_is_a_heading(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph().add_run("Who this is for").bold = True
    document.add_paragraph().add_run("Staff must never do this.").bold = True
    assert [block.kind for block in saved(document, tmp_path).blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_words_in_content_controls_and_text_boxes_are_kept(tmp_path: Path) -> None:
    document = Document()
    body = document.element.body
    control = f"<w:sdt {_W}><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    body.insert(0, parse_xml(control))
    box = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
    document.add_paragraph("Outside.")._p.append(parse_xml(f"<w:r {_W}><w:pict>{box}</w:pict></w:r>"))
    assert saved(document, tmp_path).text.split("\n\n") == ["In a control.", "Outside.", "In a box.\n"]


def test_a_footnote_follows_the_paragraph_that_refers_to_it(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("Pupils must not bring phones.")._p
    paragraph.append(parse_xml(f'<w:r {_W}><w:footnoteReference w:id="2"/></w:r>'))
    document.add_paragraph("Next rule.")
    path = tmp_path / "noted.docx"
    document.save(str(path))
    _add_footnote(path, "Sixth formers may.")
    source = read(path)
    assert source.text == "Pupils must not bring phones.\n\n[1] Sixth formers may.\n\nNext rule.\n"
    assert (source.blocks[1].kind, source.blocks[1].number) == (BlockKind.NOTE, "1")


def _add_footnote(path: Path, text: str) -> None:
    notes = f'<w:footnotes {_W}><w:footnote w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    parts = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w") as made:
        for name in parts.namelist():
            data = parts.read(name).decode("latin-1")
            data = data.replace("</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>')
            if name == "word/_rels/document.xml.rels":
                link = f'<Relationship Id="rIdNotes" Type="{relation}" Target="footnotes.xml"/></Relationships>'
                data = data.replace("</Relationships>", link)
            made.writestr(name, data.encode("latin-1"))
        made.writestr("word/footnotes.xml", notes)


@pytest.mark.parametrize(("title", "kept"), [("Leave Policy", (("title", "Leave Policy"),)), ("", ())])
def test_the_title_that_word_holds_is_a_property(tmp_path: Path, title: str, kept: tuple[object, ...]) -> None:
    document = Document()
    document.core_properties.title = title
    document.add_paragraph("Words.")
    assert saved(document, tmp_path).properties == kept
