"""The project's own policies are complete, well formed and reproducible."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from docx.oxml.ns import qn

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
FORMATS = {".docx", ".pdf", ".html", ".md", ".txt"}
WORD_FILES = sorted(CORPUS.glob("*/*.docx"))
TYPED_NUMBER = re.compile(r"\s*(\d+[.)]|\d+(\.\d+)+|\([a-z]+\)|[•–-]\s)")


def organisations() -> dict[str, Any]:
    manifest: dict[str, Any] = yaml.safe_load((CORPUS / "manifest.yaml").read_text(encoding="utf-8"))
    return dict(manifest["organisations"])


def listed() -> list[str]:
    return [policy["file"] for facts in organisations().values() for policy in facts["policies"]]


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("corpus")
    subprocess.run([sys.executable, "-m", "corpus.build", "--out", str(out)], cwd=ROOT, check=True)
    return out


def test_the_manifest_lists_each_policy_file_once_and_no_other() -> None:
    lying = sorted(f"{slug}/{path.name}" for slug in organisations() for path in (CORPUS / slug).iterdir())
    assert sorted(listed()) == lying


def test_there_are_enough_policies_in_all_five_formats() -> None:
    assert len(listed()) >= 15
    assert {Path(file).suffix for file in listed()} == FORMATS


def test_every_organisation_names_its_safeguarding_lead_and_office_with_drama_numbers() -> None:
    for slug, facts in organisations().items():
        for contact in (facts["safeguarding_lead"], facts["office"]):
            assert set(contact) == {"name", "phone", "email"}, slug
            assert re.fullmatch(r"01632 960\d{3}|020 7946 0\d{3}", contact["phone"]), slug
            assert contact["email"].endswith(".example.org"), slug


def test_every_trust_named_is_an_organisation() -> None:
    named = {facts["trust"] for facts in organisations().values() if "trust" in facts}
    assert named and named <= organisations().keys()


def test_telephone_numbers_in_the_texts_are_drama_numbers() -> None:
    texts = [path.read_text(encoding="utf-8") for path in CORPUS.glob("*/*") if path.suffix in {".md", ".txt", ".html"}]
    numbers = [number for text in texts for number in re.findall(r"\b0\d{2,4} \d{3,4} ?\d{3,4}\b", text)]
    assert numbers
    assert [number for number in numbers if not number.startswith(("01632 960", "020 7946 0"))] == []


def test_the_build_reproduces_every_word_and_pdf_file(rebuilt: Path) -> None:
    built = sorted(path.relative_to(rebuilt) for path in rebuilt.glob("*/*"))
    assert [str(path) for path in built] == sorted(file for file in listed() if file.endswith((".docx", ".pdf")))
    for path in built:
        assert (rebuilt / path).read_bytes() == (CORPUS / path).read_bytes(), path


@pytest.mark.parametrize("path", WORD_FILES, ids=lambda path: path.stem)
def test_numbered_word_paragraphs_hold_no_typed_number(path: Path) -> None:
    numbered = [paragraph for paragraph in docx.Document(str(path)).paragraphs if is_numbered(paragraph)]
    assert len(numbered) > 30
    assert [paragraph.text for paragraph in numbered if TYPED_NUMBER.match(paragraph.text)] == []


@pytest.mark.parametrize("path", WORD_FILES, ids=lambda path: path.stem)
def test_word_files_have_numbers_at_several_levels_a_table_and_a_footnote(path: Path) -> None:
    document = docx.Document(str(path))
    levels = {level.get(qn("w:val")) for level in document.element.body.iter(qn("w:ilvl"))}
    assert {"1", "3"} <= levels
    assert document.tables
    assert list(document.element.body.iter(qn("w:footnoteReference")))


def is_numbered(paragraph: Any) -> bool:
    return any(
        properties is not None and properties.numPr is not None
        for properties in (paragraph._p.pPr, paragraph.style.element.pPr)
    )
