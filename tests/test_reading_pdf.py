"""PDFs: words in reading order with page offsets, furniture dropped, tables as rows, scans refused or recognised."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from assistant.errors import UnreadableFile
from assistant.reading import read
from assistant.reading.furniture import Line, without_furniture
from assistant.reading.ocr import recognise
from assistant.values import Source


def paged(tmp_path: Path) -> Source:
    path = tmp_path / "policy.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setTitle("Phones Policy")
    for page, words in enumerate(("Staff may carry phones.", "Pupils must not.", "Visitors may."), start=1):
        canvas.drawString(72, 800, "Example School Phones Policy v3")
        canvas.drawString(72, 700, words)
        canvas.drawString(72, 684, f"Rule {page} ends here.")
        canvas.drawString(300, 30, f"Page {page} of 3")
        canvas.showPage()
    canvas.save()
    return read(path)


def test_running_headers_and_page_numbers_are_left_out_and_recorded(tmp_path: Path) -> None:
    source = paged(tmp_path)
    assert "Example School" not in source.text and "Page" not in source.text
    assert ("furniture", "Example School Phones Policy v3") in source.properties


def test_words_of_each_page_begin_at_its_offset(tmp_path: Path) -> None:
    source = paged(tmp_path)
    assert source.pages[0] == 0
    assert [source.text[start:].split("\n")[0] for start in source.pages] == [
        "Staff may carry phones.",
        "Pupils must not.",
        "Visitors may.",
    ]
    assert "Rule 2 ends here." in source.text


def test_the_title_that_the_file_holds_is_a_property(tmp_path: Path) -> None:
    assert dict(paged(tmp_path).properties)["title"] == "Phones Policy"


def test_a_table_is_rows_with_tabs_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "table.pdf"
    style = getSampleStyleSheet()["Normal"]
    table = Table(
        [["Account", "Run by"], ["Newsletter", "Office"], ["Feed", "Head"]],
        style=[("GRID", (0, 0), (-1, -1), 1, "black")],
    )
    SimpleDocTemplate(str(path)).build([Paragraph("Before it.", style), table, Paragraph("After it.", style)])
    lines = [line for line in read(path).text.split("\n") if line]
    assert lines == ["Before it.", "Account\tRun by", "Newsletter\tOffice", "Feed\tHead", "After it."]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "columns.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for line in range(20):
        canvas.drawString(60, 760 - 14 * line, f"left words of line {line}")
        canvas.drawString(330, 760 - 14 * line, f"right words of line {line}")
    canvas.save()
    text = read(path).text
    assert text.index("left words of line 19") < text.index("right words of line 0")


def test_a_scan_without_ocr_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan())
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert "scan" in caught.value.problem and "Install OCRmyPDF" in caught.value.remedy


def test_a_scan_is_recognised_where_ocr_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = tmp_path / "recognised.pdf"
    canvas = Canvas(str(result))
    canvas.drawString(72, 700, "Staff must sign in at reception.")
    canvas.save()
    program = tmp_path / "ocrmypdf"
    program.write_text(f'#!/bin/sh\nfor last; do :; done\n/bin/cp "{result}" "$last"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan())
    source = read(path)
    assert source.text == "Staff must sign in at reception.\n"
    assert "recognised from a scan" in source.warnings[0]


def test_a_failing_ocr_is_reported(tmp_path: Path) -> None:
    program = tmp_path / "fails"
    program.write_text("#!/bin/sh\necho no language data >&2\nexit 3\n")
    program.chmod(0o755)
    with pytest.raises(UnreadableFile, match="no language data"):
        recognise("scan.pdf", scan(), str(program))


def scan() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.rect(100, 100, 200, 200, fill=1)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_a_line_said_once_at_a_page_edge_stays() -> None:
    pages = [[Line("Rule one.", 50, 60)], [Line("Rule two.", 50, 60), Line("7", 800, 810)]]
    kept, left_out = without_furniture(pages)
    assert [[line.text for line in page] for page in kept] == [["Rule one."], ["Rule two."]]
    assert left_out == ("7",)
