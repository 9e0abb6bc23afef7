"""Lets a file in: its bytes, once size, kind and name agree; otherwise a clear refusal."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from assistant.errors import UnreadableFile

MOST_BYTES = 25 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 200  # XML packs about 10 to 30 times smaller, a zip bomb a thousand times
RATIO_MATTERS = 5 * 1024 * 1024  # long runs of blanks pack well too: a small part is harmless
MOST_PARTS = 5000

TEXT, WEB, WORD, PDF = "text", "web page", "Word", "PDF"
KINDS = {
    ".txt": TEXT, ".md": TEXT, ".markdown": TEXT,
    ".html": WEB, ".htm": WEB,
    ".docx": WORD,
    ".pdf": PDF,
}  # fmt: skip
_NAMES = "a .txt, .md, .html, .docx or .pdf file"
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or encrypted Office file"),
    (b"{\\rtf", "a rich text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_WANTED = {WORD: "a zip archive", PDF: "a PDF"}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def open_file(path: Path) -> tuple[str, bytes]:
    """The file's kind (TEXT, WEB, WORD or PDF) and bytes. Raises UnreadableFile for anything unfit."""
    kind = _kind(path)
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise _too_large(path, size)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"{path.name} can't be opened: {error.strerror or error}.", "Check that you may read it, then try again."
        ) from error
    _check_content(path.name, kind, data)
    return kind, data


def _kind(path: Path) -> str:
    if path.is_dir():
        raise UnreadableFile(
            f"{path} is a folder, not a file.", "Name the files in it, for example with folder/*.docx."
        )
    if not path.is_file():
        raise UnreadableFile(f"There is no file {path}.", "Check the name and the folder.")
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        ending = f"end in {path.suffix}" if path.suffix else "have no ending"
        raise UnreadableFile(
            f"{path.name} can't be read: files that {ending} aren't supported.", f"Save it as {_NAMES}."
        )
    return kind


def _too_large(path: Path, size: int) -> UnreadableFile:
    return UnreadableFile(
        f"{path.name} has {size / 1024**2:.0f} MB; at most {MOST_BYTES // 1024**2} MB are read.",
        "Make its pictures smaller, or save the text alone.",
    )


def _check_content(name: str, kind: str, data: bytes) -> None:
    if not data.strip():
        raise UnreadableFile(f"{name} is empty.", "Check that the right file was saved, then add it again.")
    found = sniff(data)
    if kind == PDF and b"%PDF-" in data[:1024]:
        return
    if found == "an old or encrypted Office file":
        raise _office(name, data)
    if found != _WANTED.get(kind, ""):
        said = f"it is {found}" if found else "its content is something else"
        raise UnreadableFile(
            f"{name} is not what its name says: {said}.", f"Give it its right ending, or save it as {_NAMES}."
        )
    if kind == WORD:
        _check_archive(name, data)


def sniff(data: bytes) -> str:
    """What the first bytes say that a file is, in words; "" for text or something unknown."""
    return next((what for magic, what in _MAGIC if data.startswith(magic)), "")


def _office(name: str, data: bytes) -> UnreadableFile:
    if _ENCRYPTED in data:
        return UnreadableFile(
            f"{name} is encrypted.", "Open it in Word with its password, remove the password and save it."
        )
    return UnreadableFile(f"{name} is in an old Office format.", "Open it in Word and save it as .docx.")


def _check_archive(name: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(name, archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError) as error:
        raise broken(name, "Word") from error


def _check_parts(name: str, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if "word/document.xml" not in {part.filename for part in parts}:
        raise UnreadableFile(
            f"{name} is not what its name says: it is a zip archive without a Word document.",
            "Unpack it and add the files inside.",
        )
    unpacked = sum(part.file_size for part in parts)
    swollen = any(part.file_size > max(RATIO_MATTERS, MOST_RATIO * part.compress_size) for part in parts)
    if unpacked > MOST_UNPACKED or swollen or len(parts) > MOST_PARTS:
        raise UnreadableFile(
            f"{name} unpacks to far more than a policy holds ({unpacked / 1024**2:.0f} MB).",
            "Open it in Word and save it anew; if it came from a stranger, delete it.",
        )


def broken(name: str, what: str) -> UnreadableFile:
    """The error for a file of the right kind whose inside can't be read."""
    return UnreadableFile(
        f"{name} is damaged: it can't be read as a {what} file.", "Open it, save it anew, and add that copy."
    )
