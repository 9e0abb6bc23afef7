"""manifest.yaml is read, checked and written back."""

from pathlib import Path

import pytest

from assistant.errors import AssistantError, BadMetadata, DataFolderError
from assistant.manifest import Entry, FaultyManifest, located, read, render
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


FAULTY = """\
format: 1
organisations:
  dunmore:
    nmae: Dunmore School
    office: {name: the office, phone: 01632960147}
    widget:
      sites: [https://www.dunmore.example/contact, "*"]
      paused: "no"
    office: {name: reception}
    retention_days: 400
    policies:
      - phones.md
      - {titel: Uniform}
      - {title: Trips}
      - other/phones.md
  Quay Side: {}
"""


def test_every_fault_is_told_at_once_with_its_line_its_place_and_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(FaultyManifest) as caught:
        read(written(tmp_path, FAULTY))
    assert [(each.line, each.where, each.problem) for each in caught.value.faults] == [
        (4, "dunmore", "The key 'nmae' is not known."),
        (7, "dunmore: widget: sites: 1", "'https://www.dunmore.example/contact' is not the address of one site."),
        (7, "dunmore: widget: sites: 2", "'*' is not the address of one site."),
        (8, "dunmore: widget: paused", "'no' is neither true nor false."),
        (9, "dunmore", "The key 'office' stands twice, first in line 5; only one of them would count."),
        (10, "dunmore: retention_days", "'400' is not a number of days from 1 to 365."),
        (13, "dunmore: policies: 2", "The key 'titel' is not known."),
        (14, "dunmore: policies: 3", "This policy names no file."),
        (15, "dunmore: policies: 4", "phones.md and other/phones.md have the same file name."),
        (16, "organisations", "'Quay Side' can't be the slug of an organisation."),
    ]
    assert all(each.remedy for each in caught.value.faults)
    assert caught.value.faults[0].remedy.startswith("Did you mean 'name'? ")
    assert f"{tmp_path / 'manifest.yaml'} has 10 faults.\n- line 4: dunmore: The key 'nmae'" in str(caught.value)


def test_at_most_twenty_faults_are_listed_in_the_error(tmp_path: Path) -> None:
    keys = "".join(f"    key{number}: 1\n" for number in range(25))
    with pytest.raises(FaultyManifest) as caught:
        read(written(tmp_path, f"organisations:\n  dunmore:\n{keys}"))
    assert len(caught.value.faults) == 25
    assert caught.value.problem.count("is not known") == 20
    assert "- and 5 more." in caught.value.problem


def test_text_that_is_no_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(DataFolderError, match=r"manifest\.yaml, line 3: ") as caught:
        read(written(tmp_path, "format: 1\norganisations:\n  dunmore: name: Dunmore\n"))
    assert "a colon and a space" in caught.value.remedy


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


def _doubled(levels: int) -> str:
    """Aliases within one another: each line holds the one before ten times."""
    lines = (f"    k{n + 1}: &k{n + 1} [{', '.join([f'*k{n}'] * 10)}]" for n in range(levels))
    return "\n".join(("organisations:", "  dunmore:", "    k0: &k0 [x]", *lines, ""))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (_doubled(9), "aliases repeat"),
        ("organisations: &all\n  dunmore: *all\n", "aliases repeat"),
        ("organisations:\n" + "".join(f"{' ' * n}a:\n" for n in range(1, 900)), "too deep"),
        ("organisations:\n  dunmore:\n    policies:\n    - {file: a.md, effective: 2026-02-30}\n", "does not exist"),
        (f"format: {'9' * 5_000}\n", "does not exist"),
    ],
    ids=["a billion words", "itself", "deep", "30 February", "a number of 5,000 digits"],
)
def test_a_manifest_that_no_machine_could_hold_is_told_as_any_other_fault(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(DataFolderError) as refused:
        read(written(tmp_path, text))
    assert told in refused.value.problem


def test_an_alias_that_repeats_a_contact_is_read(tmp_path: Path) -> None:
    text = "organisations:\n  a-b:\n    office: &o {name: Ash}\n  c-d:\n    office: *o\n"
    assert {each.organisation.office.name for each in read(written(tmp_path, text)).sections.values()} == {"Ash"}


def test_a_manifest_that_notepad_saved_with_its_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "manifest.yaml").write_bytes(b"\xef\xbb\xbf" + b"organisations:\n  dunmore: {name: Dunmore}\n")
    assert set(read(tmp_path).sections) == {"dunmore"}
