"""A manuscript written as a Word file: numbers are Word's own, footnotes are real."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from corpus import numbering
from corpus.markup import Kind, Line, Manuscript, blocks

_STAMP = datetime(2026, 1, 1)
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_REFERENCE = re.compile(r"\[\^(\d+)\]")
_LEVELS = {Kind.LETTER: 3, Kind.ROMAN: 4}


def write(manuscript: Manuscript, path: Path) -> None:
    """Write the Word file; the same manuscript gives the same bytes."""
    document = docx.Document()
    _properties(document, manuscript.facts)
    numbering.install(document)
    _title(document, manuscript.facts)
    clause_level = 1
    for kind, lines in blocks(manuscript.lines):
        clause_level = {Kind.HEADING: 1, Kind.SUBHEADING: 2}.get(kind, clause_level)
        _block(document, kind, lines, clause_level)
    if manuscript.notes:
        _footnotes(document, manuscript.notes)
    _save(document, path)


def _properties(document: Document, facts: dict[str, str]) -> None:
    properties = document.core_properties
    properties.title, properties.author = facts["title"], facts["organisation"]
    properties.comments = ""
    properties.created = properties.modified = _STAMP


def _title(document: Document, facts: dict[str, str]) -> None:
    document.add_paragraph(facts["organisation"])
    document.add_paragraph(facts["title"], style="Title")
    document.sections[0].footer.paragraphs[0].text = f"{facts['organisation']} | {facts['title']}"


def _block(document: Document, kind: Kind, lines: tuple[Line, ...], clause_level: int) -> None:
    if kind is Kind.ROW:
        _table(document, lines)
    elif kind is not Kind.NOTE:
        for line in lines:
            _paragraph(document, line, clause_level)


def _paragraph(document: Document, line: Line, clause_level: int) -> None:
    style = {Kind.HEADING: "Heading 1", Kind.SUBHEADING: "Heading 2"}.get(line.kind)
    paragraph = document.add_paragraph(style=style)
    properties = paragraph._p.get_or_add_pPr()
    if line.kind is Kind.BULLET:
        numbering.number(properties, 0, numbering.BULLETS)
    elif line.kind in (Kind.CLAUSE, Kind.LETTER, Kind.ROMAN):
        numbering.number(properties, _LEVELS.get(line.kind, clause_level), numbering.OUTLINE)
    _runs(paragraph, line.text)


def _runs(paragraph: Paragraph, text: str) -> None:
    pieces = _REFERENCE.split(text)
    for words, note in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        if words:
            paragraph.add_run(words)
        if note:
            mark = f'<w:footnoteReference {nsdecls("w")} w:id="{note}"/>'
            paragraph.add_run()._r.append(parse_xml(mark))


def _table(document: Document, rows: tuple[Line, ...]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0].cells), style="Table Grid")
    for row in rows:
        for cell, words in zip(table.add_row().cells, row.cells, strict=True):
            cell.text = words
    header = table.rows[0]._tr.get_or_add_trPr()
    header.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def _footnotes(document: Document, notes: dict[str, str]) -> None:
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    body = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
        for number, text in notes.items()
    )
    blob = f"<w:footnotes {nsdecls('w')}>{separators}{body}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _save(document: Document, path: Path) -> None:
    """Save with one fixed time on every member: python-docx stamps them with the clock."""
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in made.namelist():
            member = zipfile.ZipInfo(name, _STAMP.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(member, made.read(name))
