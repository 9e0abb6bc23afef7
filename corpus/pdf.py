"""A manuscript printed as a PDF with a running header, a footer and page numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table

from corpus.markup import Kind, Line, Manuscript, blocks

_MARGIN = 25 * mm
_GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]


def write(manuscript: Manuscript, path: Path) -> None:
    """Print the manuscript with the numbers it types; the same source gives the same bytes."""
    facts = manuscript.facts
    document = BaseDocTemplate(str(path), pagesize=A4, title=facts["title"], author=facts["organisation"], invariant=1)
    frame = Frame(_MARGIN, _MARGIN, A4[0] - 2 * _MARGIN, A4[1] - 2 * _MARGIN)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=_furniture(facts)))
    document.build(_story(manuscript))


def _furniture(facts: dict[str, str]) -> Callable[[Canvas, BaseDocTemplate], None]:
    def draw(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(_MARGIN, A4[1] - 15 * mm, facts["header"])
        canvas.drawString(_MARGIN, 15 * mm, facts["footer"])
        canvas.drawRightString(A4[0] - _MARGIN, 15 * mm, f"Page {document.page}")

    return draw


def _story(manuscript: Manuscript) -> list[Flowable]:
    styles = _styles()
    story: list[Flowable] = [
        Paragraph(escape(manuscript.facts["organisation"]), styles["paragraph"]),
        Paragraph(escape(manuscript.facts["title"]), styles["title"]),
    ]
    for kind, lines in blocks(manuscript.lines):
        if kind is Kind.ROW:
            story += [_table(lines, styles["cell"]), Spacer(0, 3 * mm)]
        else:
            story += [_paragraph(line, styles[kind]) for line in lines]
    return story


def _paragraph(line: Line, style: ParagraphStyle) -> Paragraph:
    mark = "\u2022" if line.kind is Kind.BULLET else line.mark
    return Paragraph(escape(line.text), style, bulletText=mark or None)


def _table(rows: tuple[Line, ...], style: ParagraphStyle) -> Table:
    cells = [[Paragraph(escape(words), style) for words in row.cells] for row in rows]
    width = (A4[0] - 2 * _MARGIN - 12) / len(cells[0])
    return Table(cells, colWidths=width, repeatRows=1, style=_GRID)


def _styles() -> dict[str, ParagraphStyle]:
    sample = getSampleStyleSheet()
    plain = ParagraphStyle("paragraph", sample["BodyText"], fontSize=10.5, leading=14)
    item = {"leftIndent": 10 * mm, "bulletIndent": 4 * mm, "spaceBefore": 0}
    return {
        "title": sample["Title"],
        Kind.HEADING: sample["Heading2"],
        Kind.SUBHEADING: sample["Heading3"],
        Kind.PARAGRAPH: plain,
        Kind.BULLET: ParagraphStyle("bullet", plain, **item),
        Kind.LETTER: ParagraphStyle("letter", plain, **item),
        "cell": ParagraphStyle("cell", plain, fontSize=9.5, leading=12),
    }
