"""Reads .txt and .md: the decoded file itself, newlines untouched."""

from __future__ import annotations

import re
from unicodedata import category

from charset_normalizer import from_bytes

from assistant.errors import UnreadableFile

# What British offices write besides UTF-8; without this list short texts are taken for Cyrillic or Chinese.
_ENCODINGS = ["cp1252", "mac_roman", "iso8859_14", "latin_1"]
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONG_RUN = re.compile(r"[^\s]{120,}")
_SAMPLE = 200_000
_MOST_CONTROL = 0.01
_MOST_IN_LONG_RUNS = 0.5


def decode(name: str, data: bytes) -> str:
    """The text of a file's bytes, a byte order mark left out. Raises UnreadableFile for what is no text."""
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), "")
    if not encoding and b"\x00" in data[:_SAMPLE]:
        raise _no_text(name)
    text = _decoded(data, encoding or "utf-8")
    if text is None and not encoding:
        text = _guessed(data)
    if text is None:
        raise UnreadableFile(
            f"{name} can't be read: its characters are in no known encoding.", "Save it as UTF-8 text."
        )
    check_readable(name, text)
    return text


def check_readable(name: str, text: str) -> None:
    """Raises UnreadableFile if the text holds no words or is mostly noise."""
    sample = text[:_SAMPLE]
    if not _WORD.search(text):
        raise UnreadableFile(
            f"{name} holds no readable text.", "Check that the right file was saved, then add it again."
        )
    control = sum(category(character) in {"Cc", "Cn", "Cs"} and character not in "\t\n\r\f\v" for character in sample)
    unbroken = sum(len(run) for run in _LONG_RUN.findall(sample))
    if control > _MOST_CONTROL * len(sample) or unbroken > _MOST_IN_LONG_RUNS * len(sample):
        raise _no_text(name)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None  # the caller tries the next encoding


def _guessed(data: bytes) -> str | None:
    best = from_bytes(data, cp_isolation=_ENCODINGS).best()
    return None if best is None else _decoded(data, best.encoding)


def _no_text(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name} is not text: it holds bytes that no reader can make sense of.",
        "Check that it is the right file; a Word or PDF file must end in .docx or .pdf.",
    )
