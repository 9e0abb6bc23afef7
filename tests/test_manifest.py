"""manifest.yaml is read, checked and written back."""

from pathlib import Path

import pytest

from assistant.errors import AssistantError, BadMetadata, DataFolderError
from assistant.manifest import Entry, located, read, render
from assistant.naming import policy_slug, resembling
from assistant.values import Contact

WHOLE = """
organisations:
  dunmore:
    name: Dunmore School
    safeguarding_lead: {name: Mx Ash, phone: "01632 960000", email: ash@dunmore.example}
    trust: quayside
    policies:
      - file: phones-2026.md
        policy: phones
        approved: 2026-02
        effective: 2026-03-01
        audiences: [staff, parent]
      - uniform.txt
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "manifest.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_manifest_states_organisations_contacts_and_files(tmp_path: Path) -> None:
    section = read(written(tmp_path, WHOLE)).sections["dunmore"]
    assert section.organisation.name == "Dunmore School"
    assert section.organisation.safeguarding_lead == Contact("Mx Ash", "01632 960000", "ash@dunmore.example")
    assert section.organisation.office == Contact("the school office")
    assert section.policies[0] == Entry(
        "phones-2026.md", "phones", approved="2026-02", effective="2026-03-01", audiences=("staff", "parent")
    )
    assert section.policies[1] == Entry("uniform.txt")


def test_a_written_manifest_reads_back_the_same(tmp_path: Path) -> None:
    manifest = read(written(tmp_path, WHOLE))
    (tmp_path / "again").mkdir()
    assert read(written(tmp_path / "again", render(manifest))).sections == manifest.sections


def test_a_folder_may_be_given_in_place_of_its_manifest(tmp_path: Path) -> None:
    assert read(written(tmp_path, WHOLE)) == read(tmp_path)


def test_files_lie_in_the_folder_that_the_manifest_names(tmp_path: Path) -> None:
    manifest = read(written(tmp_path, f"folder: ../elsewhere\n{WHOLE}"))
    assert located(manifest, Entry("a.md")) == tmp_path / "../elsewhere/a.md"


@pytest.mark.parametrize("file", ["../secret.md", "/etc/secret.md"])
def test_a_file_outside_the_folder_is_refused(tmp_path: Path, file: str) -> None:
    with pytest.raises(BadMetadata, match="outside"):
        located(read(written(tmp_path, WHOLE)), Entry(file))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("organisations: [dunmore]", "organisations"),
        ("organisations: {dunmore: {policies: [{file: a.md, aproved: 2026}]}}", "aproved"),
        ("organisations: {dunmore: {policies: [{title: A}]}}", "policies: 1"),
        ("organisations: {dunmore: {policies: [{file: a.md, title: [b]}]}}", "title"),
        ("organisations: {dunmore: {safeguarding_lead: {mobile: 1}}}", "safeguarding_lead"),
        ("organisations: {Dunmore School: {}}", "Dunmore School"),
        ("organisations: {dunmore: {policies: [x/a.md, y/a.md]}}", "x/a.md"),
        ("organisation: {}", "organisation"),
    ],
)
def test_a_fault_is_named_with_its_file_and_key(tmp_path: Path, text: str, key: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(BadMetadata) as caught:
        read(path)
    assert str(path) in caught.value.problem
    assert key in caught.value.problem
    assert caught.value.remedy


@pytest.mark.parametrize("text", ["organisations: [", "format: 99\norganisations: {}", "a: b: c"])
def test_a_damaged_or_newer_manifest_is_an_error_of_the_data_folder(tmp_path: Path, text: str) -> None:
    with pytest.raises(DataFolderError):
        read(written(tmp_path, text))


def test_a_missing_manifest_is_named(tmp_path: Path) -> None:
    with pytest.raises(AssistantError, match="no manifest"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Social Media Policy", "social-media"),
        ("Dunmore School Social Media Policy 2025/26", "social-media"),
        ("Policy on Pupils’ Phones v2.1", "pupils-phones"),
        ("Policy", "policy"),
        ("规则", "policy"),
    ],
)
def test_a_slug_is_a_title_without_its_organisation_year_and_kind(title: str, slug: str) -> None:
    assert policy_slug(title, "Dunmore School") == slug


def test_a_slug_resembles_one_that_ends_with_it() -> None:
    assert resembling("alternative-provision-phones", ["uniform", "phones"]) == "phones"
    assert resembling("phones", ["alternative-provision-phones"]) == "alternative-provision-phones"
    assert resembling("phones", ["phones", "headphones"]) == ""
