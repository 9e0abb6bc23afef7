"""Reads .docx: paragraphs, tables, notes and text boxes in order, with the numbers that Word shows."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.exceptions import InvalidXmlError
from lxml import etree

from assistant.errors import UnreadableFile
from assistant.reading.compose import Composer
from assistant.reading.gate import broken
from assistant.reading.markers import typed, typed_heading
from assistant.reading.ooxml import FALLBACK, TEXT_BOX, children, is_on, w, words
from assistant.reading.tables import Row, add_table, looks_titled
from assistant.reading.word_styles import Styles
from assistant.values import BlockKind

_DAMAGED = (
    OpcError, InvalidXmlError, etree.XMLSyntaxError, zipfile.BadZipFile,
    KeyError, ValueError, AttributeError, NotImplementedError, EOFError,
)  # fmt: skip
_NOTES = (("footnote", RELATIONSHIP_TYPE.FOOTNOTES), ("endnote", RELATIONSHIP_TYPE.ENDNOTES))
_LONGEST_BOLD_HEADING = 100


def read_word(name: str, data: bytes) -> tuple[Composer, tuple[tuple[str, str], ...]]:
    """The document's text with blocks, and its properties. Raises UnreadableFile if it is damaged."""
    _refuse_entities(name, data)
    try:
        document = Document(io.BytesIO(data))
        body = document.element.body
        reader = _Reader(Styles(document), _notes(document))
        reader.read(body)
        title = document.core_properties.title
    except _DAMAGED as error:
        raise broken(name, "Word") from error
    return reader.composer, (("title", title),) if title else ()


def _refuse_entities(name: str, data: bytes) -> None:
    """Word writes no document type; one in a part could reach for other files or swell without end."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in archive.namelist() if part.endswith((".xml", ".rels"))]
            unsafe = any(b"<!DOCTYPE" in archive.read(part).replace(b"\x00", b"") for part in parts)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        raise broken(name, "Word") from error
    if unsafe:
        raise UnreadableFile(
            f"{name} holds XML that Word does not write (a document type).",
            "Open it in Word and save it anew; if it came from a stranger, delete it.",
        )


def _notes(document: Document) -> dict[tuple[str, str], str]:
    """The words of footnotes and endnotes by kind and id."""
    found: dict[tuple[str, str], str] = {}
    for kind, relation in _NOTES:
        for link in document.part.rels.values():
            if link.reltype == relation and not link.is_external:
                for note in children(parse_xml(link.target_part.blob), kind):
                    found[kind, note.get(w("id"), "")] = _joined(note)
    return found


def _joined(element: etree._Element) -> str:
    return "\n".join(line for line in (words(part).strip() for part in element.iter(w("p"))) if line)


@dataclass(slots=True)
class _Place:
    """Where the reader stands: in a contents list, at which depth of a field."""

    contents: bool = False
    field: int = 0


class _Reader:
    """Walks a body once, counting numbers and notes as it goes."""

    def __init__(self, styles: Styles, notes: dict[tuple[str, str], str]) -> None:
        self.composer = Composer()
        self._styles = styles
        self._notes = notes
        self._noted = 0
        self._place = _Place()

    def read(self, container: etree._Element) -> None:
        """Lay out the paragraphs and tables of a body, a content control or a text box."""
        for child in container:
            if child.tag == w("p"):
                self._paragraph(child)
            elif child.tag == w("tbl"):
                self._table(child)
            elif child.tag == w("sdt"):
                self._control(child)
            elif child.tag in {w("ins"), w("moveTo"), w("customXml"), w("sdtContent"), w("smartTag")}:
                self.read(child)

    def _control(self, control: etree._Element) -> None:
        gallery = control.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
        before = self._place.contents
        if gallery is not None and gallery.get(w("val")) == "Table of Contents":
            self._place.contents = True
        for content in children(control, "sdtContent"):
            self.read(content)
        self._place.contents = before

    def _paragraph(self, paragraph: etree._Element) -> None:
        contents = self._in_contents(paragraph)
        written = words(paragraph)
        if contents:
            self.composer.add(BlockKind.CONTENTS, written)
        elif written.strip():
            self._place_words(paragraph, written.strip())
        else:
            self._styles.mark(paragraph)  # Word counts an empty item too
        self._add_notes(paragraph)
        for box in paragraph.iter(TEXT_BOX):
            if not any(above.tag in {FALLBACK, TEXT_BOX} for above in box.iterancestors()):
                self.read(box)

    def _in_contents(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph belongs to a contents list, by control, style or field."""
        inside = self._place.field > 0
        for part in paragraph.iter(w("fldChar"), w("instrText")):
            if part.tag == w("instrText") and (part.text or "").strip().upper().startswith("TOC"):
                self._place.field, inside = 1, True
            elif part.tag == w("fldChar") and self._place.field:
                self._place.field += {"begin": 1, "end": -1}.get(part.get(w("fldCharType"), ""), 0)
        return inside or self._place.contents or self._styles.is_contents(paragraph)

    def _place_words(self, paragraph: etree._Element, written: str) -> None:
        mark = self._styles.mark(paragraph)
        heading = self._styles.heading_level(paragraph)
        bold = not heading and not (mark and mark.bullet) and _is_bold_heading(paragraph, written)
        if heading or bold:
            marked = typed_heading(written)
            number = mark.number if mark else marked.number
            text = written if mark else marked.words
            level = heading or (mark.level + 1 if mark else self._styles.below_headings)
            self.composer.add(BlockKind.HEADING, text, marker=number, level=level, number=_bare(number))
        elif mark:
            level = max(mark.level + 1, self._styles.list_level(paragraph))
            marker = "-" if mark.bullet or not mark.number else mark.number
            self.composer.add(BlockKind.ITEM, written, marker=marker, level=level, number=_bare(mark.number))
        else:
            self._plain(paragraph, written)

    def _plain(self, paragraph: etree._Element, written: str) -> None:
        marked = typed(written)
        if not marked.marker:
            self.composer.add(BlockKind.PARAGRAPH, written)
            return
        level = max(1, self._styles.list_level(paragraph))
        self.composer.add(BlockKind.ITEM, marked.words, marker=marked.marker, level=level, number=marked.number)

    def _add_notes(self, element: etree._Element) -> None:
        """Put each note right after the paragraph or row that refers to it."""
        for kind, _ in _NOTES:
            for reference in element.iter(w(f"{kind}Reference")):
                self._noted += 1
                note = self._notes.get((kind, reference.get(w("id"), "")), "")
                number = str(self._noted)
                self.composer.add(BlockKind.NOTE, note, marker=f"[{number}]", number=number)

    def _table(self, table: etree._Element) -> None:
        elements = list(_rows(table))
        rows = [self._cells(row) for row in elements]
        if all(len(row) < 2 for row in rows) or next(table.iterdescendants(w("tbl")), None) is not None:
            self._box(elements)
            return
        titles = [is_on(row.find(f"{w('trPr')}/{w('tblHeader')}")) for row in elements]
        if not any(titles) and looks_titled(rows):
            titles[0] = True
        add_table(self.composer, _filled_down(elements, rows), titles=titles)
        self._add_notes(table)

    def _box(self, rows: list[etree._Element]) -> None:
        """A table of one column, or one that holds tables, only arranges the page."""
        for row in rows:
            for cell in row.iterchildren(w("tc")):
                self.read(cell)

    def _cells(self, row: etree._Element) -> Row:
        cells: Row = []
        column = 0
        for cell in row.iter(w("tc")):
            cells.append((column, self._cell_words(cell)))
            span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
            column += int(span.get(w("val"), "1")) if span is not None else 1
        return cells

    def _cell_words(self, cell: etree._Element) -> str:
        lines = []
        for paragraph in cell.iter(w("p")):
            mark = self._styles.mark(paragraph)
            written = words(paragraph).strip().replace("\t", " ")
            if written:
                lines.append(f"{mark.number or '-'} {written}" if mark else written)
        return " ".join(" ".join(lines).split("\n"))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == w("tr"):
            yield child
        elif child.tag in {w("sdt"), w("sdtContent"), w("ins")}:
            yield from _rows(child)


def _filled_down(elements: list[etree._Element], rows: list[Row]) -> list[Row]:
    """A cell merged downwards stands in each of its rows, so that each row is whole."""
    above: dict[int, str] = {}
    filled: list[Row] = []
    for element, row in zip(elements, rows, strict=True):
        merges = [cell.find(f"{w('tcPr')}/{w('vMerge')}") for cell in element.iter(w("tc"))]
        whole: Row = []
        for (column, text), merge in zip(row, merges, strict=True):
            goes_on = merge is not None and merge.get(w("val"), "continue") == "continue"
            whole.append((column, above.get(column, "") if goes_on else text))
        above = dict(whole)
        filled.append(whole)
    return filled


def _is_bold_heading(paragraph: etree._Element, written: str) -> bool:
    """A short line all in bold that does not end like a sentence: a heading made by hand."""
    if len(written) > _LONGEST_BOLD_HEADING or written[-1] in ".,;:" or "\n" in written:
        return False
    runs = [run for run in paragraph.iter(w("r")) if words(run).strip()]
    return bool(runs) and all(is_on(run.find(f"{w('rPr')}/{w('b')}")) for run in runs)


def _bare(number: str) -> str:
    return number.rstrip(".:")
