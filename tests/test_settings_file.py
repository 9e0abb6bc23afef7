"""The one file a person edits: settings are read, checked, picked up at once and never lost by a later run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.errors import BadMetadata
from assistant.index import Shelf
from assistant.library import Library
from assistant.manifest import Manifest, read, render
from assistant.manifest.organisations import is_site
from assistant.values import Contact, Organisation, Widget
from tests.index_fakes import HashEmbedder, describe, split
from tests.index_fakes import read as read_lines

PHONES = "title: Phones Policy\napproved: 2026-02\n- Phones stay in lockers.\n"
UNIFORM = "title: Uniform Policy\napproved: 2026-02\n- Pupils wear a jumper.\n"
CORPUS = """\
organisations:
  dunmore:
    name: Dunmore School
    safeguarding_lead: {name: Ada Ash, phone: "01632 960001", email: ash@dunmore.example}
    office: {name: the school office, phone: "01632 960000"}
    widget: {sites: [https://www.dunmore.example], colour: "#7a1f3d"}
    policies:
      - file: dunmore/phones.md
        policy: phones
      - dunmore/uniform.md
"""
WIDGET = """\
organisations:
  dunmore:
    widget:
      sites: [https://www.dunmore.example, "http://localhost:8000"]
      colour: "#7A1F3D"
      paused: true
    retention_days: 365
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "dunmore").mkdir(parents=True)
    (folder / "dunmore/phones.md").write_text(PHONES, "utf-8")
    (folder / "dunmore/uniform.md").write_text(UNIFORM, "utf-8")
    (folder / "manifest.yaml").write_text(CORPUS, "utf-8")
    return folder


@pytest.fixture
def books(tmp_path: Path, corpus: Path) -> Library:
    books = library(tmp_path / "data")
    books.sync(corpus)
    return books


def library(data: Path) -> Library:
    return Library(data, Shelf(data, HashEmbedder()), reader=read_lines, describer=describe, splitter=split)


def text(books: Library) -> str:
    return (books.data / "manifest.yaml").read_text("utf-8")


def edit(path: Path, old: str, new: str) -> None:
    """Change the file as an editor does, at a time of its own."""
    words = path.read_text("utf-8")
    assert old in words
    later = path.stat().st_mtime_ns + 1_000_000_000
    path.write_text(words.replace(old, new), "utf-8")
    os.utime(path, ns=(later, later))


def edit_settings(books: Library, old: str, new: str) -> None:
    edit(books.data / "manifest.yaml", old, new)


def organisation(folder: Path, words: str) -> Organisation:
    (folder / "manifest.yaml").write_text(words, "utf-8")
    return read(folder).sections["dunmore"].organisation


@pytest.mark.parametrize(
    ("words", "key", "known"),
    [
        (
            "office: {name: the office, phon: 01632 960147}",
            "office: The key 'phon'",
            "'phone'? Known here: name, phone, email",
        ),
        ("widget: {color: '#7a1f3d'}", "widget: The key 'color'", "'colour'? Known here: sites, colour, paused"),
    ],
)
def test_a_slip_inside_a_setting_is_named_with_what_may_stand_there(
    tmp_path: Path, words: str, key: str, known: str
) -> None:
    with pytest.raises(BadMetadata) as caught:
        organisation(tmp_path, f"format: 1\norganisations:\n  dunmore:\n    {words}\n")
    assert f"dunmore: {key} is not known." in caught.value.problem
    assert known in caught.value.remedy


def test_a_widget_and_the_days_of_keeping_are_read(tmp_path: Path) -> None:
    settings = organisation(tmp_path, WIDGET)
    sites = ("https://www.dunmore.example", "http://localhost:8000")
    assert settings.widget == Widget(sites, "#7a1f3d", paused=True)
    assert settings.retention_days == 365


def test_what_is_not_stated_is_the_usual_and_no_site_is_nowhere(tmp_path: Path) -> None:
    """W2."""
    settings = organisation(tmp_path, "organisations: {dunmore: {widget: {}}}")
    assert (settings.widget, settings.widget.sites, settings.retention_days) == (Widget(), (), 30)


def test_written_settings_read_back_the_same(tmp_path: Path) -> None:
    organisation(tmp_path, WIDGET)
    manifest = read(tmp_path)
    (tmp_path / "manifest.yaml").write_text(render(Manifest(tmp_path, manifest.sections)), "utf-8")
    assert read(tmp_path) == manifest


@pytest.mark.parametrize(
    "site",
    ["https://www.school.example", "https://school.example:8443", "http://localhost:8000", "http://127.0.0.1"],
)
def test_an_origin_is_a_site(site: str) -> None:
    assert is_site(site)


@pytest.mark.parametrize(
    "site",
    [
        "http://www.school.example",
        "https://www.school.example/",
        "https://www.school.example/contact",
        "https://*.school.example",
        "https://\u017fchool.example",
        "*",
        "https://user@school.example",
        "https://school.example:port",
        "https://school.example?",
        "https://school.example; script-src *",
        "https://school.example https://evil.example",
        "https://[::1",
        "https://",
        "www.school.example",
        "javascript:alert(1)",
        "",
    ],
)
def test_anything_but_an_origin_is_refused_as_a_site(tmp_path: Path, site: str) -> None:
    assert not is_site(site)
    with pytest.raises(BadMetadata, match="widget: sites"):
        organisation(tmp_path, f"organisations: {{dunmore: {{widget: {{sites: ['{site}']}}}}}}")


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("widget: https://www.dunmore.example", "dunmore: widget"),
        ("widget: {sites: https://www.dunmore.example}", "widget: sites"),
        ("widget: {site: []}", "dunmore: widget"),
        ("widget: {colour: teal}", "widget: colour"),
        ('widget: {colour: "#1756"}', "widget: colour"),
        ("widget: {colour: 175660}", "widget: colour"),
        ("widget: {paused: perhaps}", "paused"),
        ("retention_days: 0", "retention_days"),
        ("retention_days: 366", "retention_days"),
        ("retention_days: a month", "retention_days"),
        ("retention_days: true", "retention_days"),
        ("retention: 30", "retention"),
        ("safeguarding_lead: {name: Ada, phone: 01234567012}", "phone"),
        ("office: {phone: +441234567012}", "phone"),
    ],
)
def test_a_faulty_setting_is_named_with_file_and_key(tmp_path: Path, words: str, key: str) -> None:
    with pytest.raises(BadMetadata) as caught:
        organisation(tmp_path, f"organisations: {{dunmore: {{{words}}}}}")
    assert str(tmp_path / "manifest.yaml") in caught.value.problem
    assert key in caught.value.problem
    assert caught.value.remedy


def test_an_edit_is_seen_without_a_restart(books: Library) -> None:
    running = library(books.data)
    assert running.organisation("dunmore").safeguarding_lead.name == "Ada Ash"
    edit_settings(books, "Ada Ash", "Bo Birch")
    edit_settings(books, "https://www.dunmore.example", "https://new.dunmore.example")
    assert running.organisation("dunmore").safeguarding_lead.name == "Bo Birch"
    assert running.organisations()[0].widget.sites == ("https://new.dunmore.example",)


def test_a_slip_in_the_file_leaves_a_running_program_its_settings_and_is_logged_once(
    books: Library, caplog: pytest.LogCaptureFixture
) -> None:
    running = library(books.data)
    running.organisations()
    edit_settings(books, "    office:", "    ofice:")
    assert [running.organisation("dunmore").office.phone for _ in range(3)] == ["01632 960000"] * 3
    assert caplog.text.count("The key 'ofice' is not known") == 1
    with pytest.raises(BadMetadata, match="ofice"):
        running.sync()
    edit_settings(books, "    ofice:", "    office:")
    edit_settings(books, "01632 960000", "01632 960099")
    assert running.organisation("dunmore").office.phone == "01632 960099"


def test_a_program_that_starts_with_a_faulty_file_says_so(books: Library) -> None:
    edit_settings(books, "    office:", "    ofice:")
    with pytest.raises(BadMetadata, match="ofice"):
        library(books.data).organisations()


def test_settings_edited_by_hand_stay_when_the_corpus_is_indexed_again(books: Library, corpus: Path) -> None:
    edit_settings(books, "Ada Ash", "Bo Birch")
    edit_settings(books, "colour: '#7a1f3d'", "colour: '#000000'\n      paused: true")
    edit_settings(books, "    policies:", "    retention_days: 90\n    policies:")
    for _ in range(2):
        library(books.data).sync(corpus)
    settings = books.organisation("dunmore")
    assert settings.safeguarding_lead == Contact("Bo Birch", "01632 960001", "ash@dunmore.example")
    assert settings.widget == Widget(("https://www.dunmore.example",), "#000000", paused=True)
    assert settings.retention_days == 90


def test_a_corpus_still_changes_what_nobody_edited(books: Library, corpus: Path) -> None:
    edit_settings(books, "Ada Ash", "Bo Birch")
    edit(corpus / "manifest.yaml", "01632 960000", "01632 960099")
    edit(corpus / "manifest.yaml", "Ada Ash", "Cy Cedar")
    books.sync(corpus)
    settings = books.organisation("dunmore")
    assert settings.office.phone == "01632 960099"
    assert settings.safeguarding_lead.name == "Bo Birch"


def test_who_may_see_a_policy_as_edited_by_hand_stays_too(books: Library, corpus: Path) -> None:
    edit_settings(books, "      policy: phones\n", "      policy: phones\n      audiences: [staff]\n")
    for _ in range(2):
        books.sync(corpus)
    assert books.find("phones.md").policy.audiences == ("staff",)
    assert books.find("uniform.md").policy.audiences == ("staff", "parent", "pupil")


def test_settings_stay_when_a_policy_is_added_or_removed(books: Library, tmp_path: Path) -> None:
    edit_settings(books, "Ada Ash", "Bo Birch")
    path = tmp_path / "trips.md"
    path.write_text("title: Trips\n- No phones on trips.\n", "utf-8")
    books.add(path, "dunmore")
    books.remove("uniform.md")
    assert books.organisation("dunmore").safeguarding_lead.name == "Bo Birch"


def test_an_edit_made_while_the_corpus_is_indexed_stays(tmp_path: Path, corpus: Path) -> None:
    data = tmp_path / "data"
    (corpus / "dunmore/uniform.md").write_text("", "utf-8")

    def interrupted(path: Path):  # type: ignore[no-untyped-def]
        if path.name == "phones.md":
            edit(data / "manifest.yaml", "Ada Ash", "Bo Birch")
        return read_lines(path)

    busy = Library(data, Shelf(data, HashEmbedder()), reader=interrupted, describer=describe, splitter=split)
    busy.sync(corpus)
    assert busy.organisation("dunmore").safeguarding_lead.name == "Bo Birch"
    assert read(data).sections["dunmore"].entry("uniform.md") is None


def test_a_data_folder_from_before_keeps_what_it_states(books: Library, corpus: Path) -> None:
    (books.data / "brought.yaml").unlink()
    edit_settings(books, "Ada Ash", "Bo Birch")
    books.sync(corpus)
    assert books.organisation("dunmore").safeguarding_lead.name == "Bo Birch"


def test_a_persons_comments_and_order_stay_when_the_file_is_written_again(books: Library, tmp_path: Path) -> None:
    edit_settings(books, "    office:", "    # Ring reception before nine.\n    office:")
    edit_settings(books, "    - file: phones.md", "    # Agreed by the governors.\n    - file: phones.md")
    edit_settings(books, "  dunmore:\n", "  # The main site\n  dunmore:\n    retention_days: 30   # as agreed\n")
    before = text(books).splitlines()
    path = tmp_path / "trips.md"
    path.write_text("title: Trips\n- No phones on trips.\n", "utf-8")
    books.add(path, "dunmore")
    after = text(books).splitlines()
    assert [line for line in after if line not in before] == ["    - file: trips.md"]
    assert [line for line in before if line not in after] == []


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_a_file_saved_by_a_windows_editor_is_read_and_written(books: Library, ending: str) -> None:
    path = books.data / "manifest.yaml"
    path.write_bytes(("\ufeff" + text(books).replace("Ada Ash", "Bo Birch").replace("\n", ending)).encode())
    books.remove("uniform.md")
    section = read(books.data).sections["dunmore"]
    assert section.organisation.safeguarding_lead.name == "Bo Birch"
    assert section.withdrawn == ("uniform.md",)


def test_nothing_is_written_where_nothing_changed(books: Library, corpus: Path) -> None:
    edit_settings(books, "Ada Ash", "Bo Birch  # until Easter")
    before = text(books)
    books.sync(corpus)
    assert text(books) == before


def test_a_file_in_a_form_that_cannot_be_kept_is_written_plainly_and_loses_no_setting(
    books: Library, tmp_path: Path
) -> None:
    whole = read(books.data).sections
    (books.data / "manifest.yaml").write_text(
        '{"organisations": {"dunmore": {"name": "Dunmore School", "widget": &w {"sites": ["https://a.example"]}, '
        '"policies": [{"file": "phones.md"}]}}}',
        "utf-8",
    )
    books.remove("phones.md")
    section = read(books.data).sections["dunmore"]
    assert section.organisation.widget.sites == ("https://a.example",)
    assert section.policies == ()
    assert whole["dunmore"].policies != ()
