"""Bad input: each a clear error that says what to do, exit code 2, nothing lost, the rest still indexed."""

from __future__ import annotations

import json
import random
import sqlite3
from pathlib import Path

import pytest
from pypdf import PdfWriter

from tests.cli_runs import PHONES, run, written

Output = pytest.CaptureFixture[str]


def binary(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def no_text(folder: Path) -> Path:
    return binary(folder, "blank.txt", b" \n\n \n")


def no_bytes(folder: Path) -> Path:
    return binary(folder, "empty.md", b"")


def wrong_extension(folder: Path) -> Path:
    return binary(folder, "photo.docx", b"\x89PNG\r\n\x1a\n" + bytes(200))


def unknown_extension(folder: Path) -> Path:
    return binary(folder, "policy.xyz", PHONES.encode())


def encrypted(folder: Path) -> Path:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret")
    writer.write(folder / "locked.pdf")
    return folder / "locked.pdf"


def broken(folder: Path) -> Path:
    return binary(folder, "broken.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Cat")


def scanned(folder: Path) -> Path:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(folder / "scan.pdf")
    return folder / "scan.pdf"


def noise(folder: Path) -> Path:
    return binary(folder, "noise.txt", random.Random(1).randbytes(50_000_000))


def a_folder(folder: Path) -> Path:
    (folder / "policies").mkdir()
    return folder / "policies"


def missing(folder: Path) -> Path:
    return folder / "missing.md"


def backwards(folder: Path) -> Path:
    return written(folder, "backwards.md", PHONES.replace("Phones Policy", "Cameras Policy").replace("2098", "2024"))


def same_title_and_date(folder: Path) -> Path:
    text = PHONES.replace("a classroom", "a corridor")
    written(folder, "twin.md", text)
    return folder / "twin.md"


MAKERS = (no_text, no_bytes, wrong_extension, unknown_extension, encrypted, broken, noise, a_folder, missing)
MAKERS = (*MAKERS, scanned, backwards, same_title_and_date)


@pytest.fixture
def data(tmp_path: Path, capsys: Output) -> Path:
    assert run(tmp_path / "data", "add", written(tmp_path), "-o", "marram-bay") == 0
    capsys.readouterr()
    return tmp_path / "data"


def complaint(capsys: Output) -> str:
    """What was said on standard error: two sentences or more, and no stack trace."""
    said = capsys.readouterr().err.strip()
    assert "Traceback" not in said
    assert "fault of its own" not in said
    assert len([part for part in said.replace("?", ".").split(". ") if part.strip()]) >= 2, said
    return said


def indexed(data: Path, capsys: Output) -> list[str]:
    assert run(data, "policies", "--json") == 0
    return [policy["document"] for policy in json.loads(capsys.readouterr().out)]


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_a_file_that_cannot_be_used_is_refused_and_the_others_are_indexed(
    make: object, data: Path, tmp_path: Path, capsys: Output
) -> None:
    assert callable(make)
    bad = make(tmp_path)
    good = written(tmp_path, "bikes.md", PHONES.replace("Mobile Phones", "Bicycles"))
    assert run(data, "add", bad, good, "-o", "marram-bay") == 2
    assert bad.name in complaint(capsys)
    assert sorted(indexed(data, capsys)) == ["bikes.md", "phones.md"]


@pytest.mark.parametrize(
    "options",
    [("-o", "nowhere"), ("--document", "nothing.md"), ("--as-of", "yesterday")],
    ids=["organisation", "document", "day"],
)
def test_an_unknown_name_or_day_in_a_question_is_an_error(options: tuple[str, ...], data: Path, capsys: Output) -> None:
    assert run(data, "ask", "may staff use a phone?", *options) == 2
    assert options[1] in complaint(capsys)


@pytest.mark.parametrize(
    "question",
    ["", "may I " * 1700],
    ids=["empty", "10,000 characters"],
)
def test_a_question_that_cannot_be_answered_exits_with_2(question: str, data: Path, capsys: Output) -> None:
    assert run(data, "ask", question) == 2
    complaint(capsys)


def test_another_language_is_named_and_exits_with_2(data: Path, capsys: Output) -> None:
    assert run(data, "ask", "Est-ce que les élèves peuvent utiliser leur téléphone pendant les cours ?") == 2
    assert "French" in capsys.readouterr().err


@pytest.mark.parametrize("command", [("policies",), ("ask", "may I?"), ("review",), ("remove", "phones.md")])
def test_a_missing_data_folder_is_an_error_and_is_not_made(
    command: tuple[str, ...], tmp_path: Path, capsys: Output
) -> None:
    assert run(tmp_path / "none", *command) == 2
    complaint(capsys)
    assert not (tmp_path / "none").exists()


def test_a_data_folder_that_is_a_file_is_an_error(tmp_path: Path, capsys: Output) -> None:
    path = written(tmp_path)
    assert run(path, "add", path, "-o", "marram-bay") == 2
    complaint(capsys)


def test_a_data_folder_that_cannot_be_written_is_an_error(tmp_path: Path, capsys: Output) -> None:
    # A file where a folder must go: permissions would not stop a test that root runs.
    (tmp_path / "data").mkdir()
    binary(tmp_path / "data", "organisations", b"")
    assert run(tmp_path / "data", "add", written(tmp_path), "-o", "marram-bay") == 2
    complaint(capsys)


def test_a_generation_of_a_newer_format_is_an_error_that_keeps_it(data: Path, capsys: Output) -> None:
    [database] = data.glob("organisations/marram-bay/generations/*/*.sqlite")
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA user_version = 999")
    assert run(data, "policies") == 2
    complaint(capsys)
    assert database.exists()


def test_a_corpus_that_is_not_there_is_an_error_and_loses_nothing(data: Path, tmp_path: Path, capsys: Output) -> None:
    assert run(data, "index", "--corpus", tmp_path / "none") == 2
    complaint(capsys)
    assert indexed(data, capsys) == ["phones.md"]
