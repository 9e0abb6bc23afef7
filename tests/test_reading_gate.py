"""Files that can't be read: each is refused with what is wrong and what to do."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from random import Random

import pytest
from docx import Document
from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

from assistant.errors import UnreadableFile
from assistant.reading import gate, read

_DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def refused(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.problem.endswith(".") and caught.value.remedy.endswith(".")
    assert path.name in caught.value.problem
    return caught.value.problem


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def pdf(*lines: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for index, line in enumerate(lines):
        canvas.drawString(72, 760 - 20 * index, line)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def word(text: str = "Staff must sign in.") -> bytes:
    document = Document()
    document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return buffer.getvalue()


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "There is no file" in refused(tmp_path / "gone.txt")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "policies.txt").mkdir()
    assert "folder" in refused(tmp_path / "policies.txt")


@pytest.mark.parametrize("name", ["policy.odt", "policy", "policy.doc"])
def test_an_unsupported_ending_is_refused(tmp_path: Path, name: str) -> None:
    assert "can't be read" in refused(written(tmp_path / name, b"Staff must sign in."))


@pytest.mark.parametrize("ending", ["txt", "md", "html", "docx", "pdf"])
@pytest.mark.parametrize("data", [b"", b" \n\t\n"])
def test_an_empty_file_is_refused(tmp_path: Path, ending: str, data: bytes) -> None:
    assert "is empty" in refused(written(tmp_path / f"policy.{ending}", data))


def test_a_file_too_large_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "noise.txt"
    with path.open("wb") as file:
        file.truncate(gate.MOST_BYTES + 1)
    assert "MB" in refused(path)


@pytest.mark.parametrize("ending", ["txt", "md", "html", "docx", "pdf"])
def test_noise_is_refused_under_every_ending(tmp_path: Path, ending: str) -> None:
    refused(written(tmp_path / f"noise.{ending}", Random(1).randbytes(300_000)))


def test_noise_in_letters_is_refused(tmp_path: Path) -> None:
    noise = "".join(Random(1).choices("abcdefghijklmnop", k=100_000)).encode()
    assert "not text" in refused(written(tmp_path / "noise.txt", noise))


def test_signs_without_a_word_are_refused(tmp_path: Path) -> None:
    assert "no readable text" in refused(written(tmp_path / "lines.md", b"-----\n* * *\n1 2 3\n"))


def test_a_page_of_scripts_alone_is_refused(tmp_path: Path) -> None:
    page = b"<html><body><script>let words = 'many words';</script></body></html>"
    assert "no readable text" in refused(written(tmp_path / "app.html", page))


@pytest.mark.parametrize("name", ["policy.docx", "policy.txt", "policy.html"])
def test_a_pdf_under_another_name_is_refused(tmp_path: Path, name: str) -> None:
    assert "it is a PDF" in refused(written(tmp_path / name, pdf("Staff must sign in.")))


def test_a_word_file_named_txt_is_refused(tmp_path: Path) -> None:
    assert "zip archive" in refused(written(tmp_path / "policy.txt", word()))


@pytest.mark.parametrize("name", ["policy.docx", "policy.pdf"])
def test_text_under_another_name_is_refused(tmp_path: Path, name: str) -> None:
    assert "not what its name says" in refused(written(tmp_path / name, b"Staff must sign in."))


def test_a_zip_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    data = archive(**{"policy.txt": b"Staff must sign in."})
    assert "without a Word document" in refused(written(tmp_path / "policy.docx", data))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    data = archive(**{"word/document.xml": b"\x20" * (30 * 1024 * 1024)})
    assert "unpacks to far more" in refused(written(tmp_path / "bomb.docx", data))


def test_an_encrypted_word_file_says_so(tmp_path: Path) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert "encrypted" in refused(written(tmp_path / "secret.docx", data))


def test_an_old_word_file_says_so(tmp_path: Path) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    assert "old Office format" in refused(written(tmp_path / "old.docx", data))


@pytest.mark.parametrize("part", ["word/document.xml", "word/footnotes.xml", "docProps/core.xml"])
def test_xml_with_entities_is_refused(tmp_path: Path, part: str) -> None:
    source, buffer = zipfile.ZipFile(io.BytesIO(word())), io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name in source.namelist():
            if name != part:
                made.writestr(name, source.read(name))
        made.writestr(part, _DOCTYPE + b"<x>&e;</x>")
    assert "document type" in refused(written(tmp_path / "entity.docx", buffer.getvalue()))


@pytest.mark.parametrize("share", [0.3, 0.7, 0.98])
def test_a_word_file_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    data = word()
    assert "damaged" in refused(written(tmp_path / "cut.docx", data[: int(len(data) * share)]))


def test_a_word_file_with_broken_xml_is_refused(tmp_path: Path) -> None:
    source, buffer = zipfile.ZipFile(io.BytesIO(word())), io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name in source.namelist():
            data = source.read(name)
            made.writestr(name, data[: len(data) // 2] if name == "word/document.xml" else data)
    assert "damaged" in refused(written(tmp_path / "broken.docx", buffer.getvalue()))


def test_a_broken_pdf_is_refused(tmp_path: Path) -> None:
    assert "damaged" in refused(written(tmp_path / "broken.pdf", b"%PDF-1.7\n" + Random(2).randbytes(4000)))


def test_an_encrypted_pdf_says_so(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf("Staff must sign in.")))
    writer.encrypt("opens it", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    assert "encrypted" in refused(written(tmp_path / "secret.pdf", buffer.getvalue()))
