"""Reads .pdf: the words of its pages in reading order, tables as rows, without page furniture."""

from __future__ import annotations

import io
import re
import struct
import zlib
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from assistant.errors import UnreadableFile
from assistant.reading.furniture import Line, without_furniture
from assistant.reading.gate import broken
from assistant.reading.ocr import recognise

MOST_PAGES = 600
_DAMAGED = (
    PdfminerException, PDFException, PSException, PyPdfError, struct.error, zlib.error,
    KeyError, ValueError, TypeError, IndexError, AttributeError, AssertionError, RecursionError, OSError,
)  # fmt: skip
_BULLETS = re.compile("^(?:\\(cid:\\d+\\)|[\uf000-\uf0ff])(?=\\s)")
_UNKNOWN = re.compile(r"\(cid:\d+\)")
_NEW_PARAGRAPH = 0.7  # of a line's height: a wider gap above a line begins a paragraph
_FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W\d_]{2,}")
_GUTTER = 12.0  # points
_MARGIN = 0.14  # of the page's height: running lines stand outside the rest


@dataclass(frozen=True, slots=True)
class PdfText:
    """What a PDF holds: its text, where each page starts in it, its properties, and warnings."""

    text: str
    pages: tuple[int, ...]
    properties: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]


def read_pdf(name: str, data: bytes) -> PdfText:
    """The file's text. Raises UnreadableFile if it is encrypted, damaged, too long, or a scan that can't be read."""
    title = _admit(name, data)
    pages = _pages(name, data)
    warnings: tuple[str, ...] = ()
    if _is_scan(pages):
        pages = _pages(name, recognise(name, data))
        warnings = (f"The text of {name} was recognised from a scan: check the quotes against the paper.",)
        if _is_scan(pages):
            raise UnreadableFile(
                f"{name} holds no readable text, even after recognition.", "Scan it anew, more sharply."
            )
    bare = [str(number) for number, lines in enumerate(pages, start=1) if not lines]
    if bare:
        warnings += (f"No text was found on page {', '.join(bare)} of {name}.",)
    kept, left_out = without_furniture(pages)
    text, starts = _joined(kept)
    properties = ((("title", title),) if title else ()) + tuple(("furniture", line) for line in left_out)
    return PdfText(text, starts, properties, warnings)


def _admit(name: str, data: bytes) -> str:
    """The title that the file gives itself, once it is known to be open and of bearable length."""
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
        title = "" if locked or not reader.metadata else str(reader.metadata.title or "")
    except _DAMAGED as error:
        raise broken(name, "PDF") from error
    if locked:
        raise UnreadableFile(
            f"{name} is encrypted.", "Open it with its password, save it without one, and add that copy."
        )
    if count > MOST_PAGES:
        raise UnreadableFile(
            f"{name} has {count} pages; at most {MOST_PAGES} are read.", "Split it into the policies it holds."
        )
    return title.strip()


def _pages(name: str, data: bytes) -> list[list[Line]]:
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            pages = []
            for page in document.pages:
                pages.append(_lines(page))
                page.close()  # frees what the page has cached
            return pages
    except _DAMAGED as error:
        raise broken(name, "PDF") from error


def _lines(page: Any) -> list[Line]:
    """The page's lines from top to bottom, column by column, its tables' rows among them."""
    tables = [table for table in page.find_tables() if _is_table(table.extract())]
    boxes = [table.bbox for table in tables]
    words = page.filter(lambda thing: not any(_inside(thing, box) for box in boxes))
    lines = [line for column in _columns(words) for line in _column_lines(column)]
    for table in tables:
        at = next((index for index, line in enumerate(lines) if line.top > table.bbox[1]), len(lines))
        lines[at:at] = _rows(table)
    return lines


def _is_table(rows: list[list[str | None]]) -> bool:
    """Two columns and rows at least, mostly filled: not a box drawn around text."""
    cells = [cell for row in rows for cell in row]
    filled = sum(bool(cell and cell.strip()) for cell in cells)
    return len(rows) > 1 and len(rows[0]) > 1 and filled >= len(cells) / 2


def _rows(table: Any) -> list[Line]:
    found = []
    for row, cells in zip(table.rows, table.extract(), strict=True):
        text = "\t".join(_clean(" ".join((cell or "").split())) for cell in cells)
        if text.strip():
            found.append(Line(text, row.bbox[1], row.bbox[3], in_margin=False))
    return found


def _inside(thing: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    across = (thing["x0"] + thing["x1"]) / 2
    down = (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _columns(page: Any) -> list[Any]:
    """The page, or its two halves where an empty gutter parts lines of words on both sides."""
    words = page.extract_words()
    middle = _gutter(words, page.bbox[0], page.bbox[2])
    if middle is None:
        return [page]
    left, top, right, bottom = page.bbox
    return [page.crop((left, top, middle, bottom)), page.crop((middle, top, right, bottom))]


def _gutter(words: list[dict[str, Any]], left: float, right: float) -> float | None:
    """The middle of an empty strip near the page's middle, with as many words left as right of it, roughly."""
    width = right - left
    for share in (0.5, 0.48, 0.52, 0.46, 0.54):
        at = left + share * width
        if any(word["x0"] < at + _GUTTER / 2 and word["x1"] > at - _GUTTER / 2 for word in words):
            continue
        before = sum(word["x1"] < at for word in words)
        if min(before, len(words) - before) > max(40, len(words) / 4):
            return at
    return None


def _column_lines(page: Any) -> list[Line]:
    found = page.extract_text_lines(return_chars=False)
    margins = page.height * _MARGIN, page.height * (1 - _MARGIN)
    return [
        Line(
            _clean(line["text"]),
            line["top"],
            line["bottom"],
            line["bottom"] < margins[0] or line["top"] > margins[1],
        )
        for line in found
        if line["text"].strip()
    ]


def _clean(text: str) -> str:
    """Bullets of symbol fonts as "•"; glyphs without a character left out."""
    return _UNKNOWN.sub("", _BULLETS.sub("•", text))


def _is_scan(pages: list[list[Line]]) -> bool:
    words = sum(len(_WORD.findall(line.text)) for lines in pages for line in lines)
    return words < _FEWEST_WORDS


def _joined(pages: list[list[Line]]) -> tuple[str, tuple[int, ...]]:
    """One text, a blank line where a gap begins a paragraph and between pages; and where each page starts."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for lines in pages:
        starts.append(length)
        page = _page_text(lines)
        pieces.append(page)
        length += len(page)
    return "".join(pieces), tuple(starts)


def _page_text(lines: list[Line]) -> str:
    pieces: list[str] = []
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        if before and line.top - before.bottom > _NEW_PARAGRAPH * (line.bottom - line.top):
            pieces.append("\n")
        pieces.append(line.text + "\n")
    return "".join(pieces)
