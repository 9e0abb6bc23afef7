"""Files into text with positions: `read(path)`; what the text says of itself: `describe(source)`."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from assistant.reading.compose import Composer
from assistant.reading.facts import Facts, describe
from assistant.reading.gate import PDF, WEB, WORD, open_file
from assistant.reading.pdf import read_pdf
from assistant.reading.plain import check_readable, decode
from assistant.reading.web_page import read_web_page
from assistant.reading.word import read_word
from assistant.values import Source

__all__ = ["Facts", "describe", "read"]


def read(path: Path) -> Source:
    """Read a .txt, .md, .html, .docx or .pdf file. Raises UnreadableFile, with the remedy, for any other."""
    kind, data = open_file(path)
    source = _read(kind, path.name, data, sha256(data).hexdigest())
    check_readable(path.name, source.text)
    return source


def _read(kind: str, name: str, data: bytes, digest: str) -> Source:
    if kind == WORD:
        return _composed(name, digest, *read_word(name, data))
    if kind == WEB:
        return _composed(name, digest, *read_web_page(name, data))
    if kind == PDF:
        pdf = read_pdf(name, data)
        return Source(name, pdf.text, digest, pdf.pages, (), pdf.properties, pdf.warnings)
    return Source(name, decode(name, data), digest)


def _composed(name: str, digest: str, composer: Composer, properties: tuple[tuple[str, str], ...]) -> Source:
    return Source(name, composer.text, digest, (), composer.blocks, properties)
