"""Adding, bringing in line, removing and finding policies."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from assistant.errors import BadInput, BadMetadata, DataFolderError, UnknownName, UnreadableFile
from assistant.index import Shelf
from assistant.library import Change, Library
from assistant.manifest import read as read_manifest
from tests.index_fakes import HashEmbedder, describe, read, split

PHONES = "title: Phones Policy\napproved: 2026-02\n- Phones stay in lockers.\n- Staff may carry a phone.\n"
UNIFORM = "title: Uniform Policy\napproved: 2025-09\n- Pupils wear a plain jumper.\n"


def library(data: Path) -> Library:
    return Library(data, Shelf(data, HashEmbedder()), reader=read, describer=describe, splitter=split)


@pytest.fixture
def books(tmp_path: Path) -> Library:
    return library(tmp_path / "data")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "dunmore").mkdir(parents=True)
    (folder / "dunmore/phones.md").write_text(PHONES, "utf-8")
    (folder / "dunmore/uniform.md").write_text(UNIFORM, "utf-8")
    state(folder, "dunmore/phones.md", "dunmore/uniform.md")
    return folder


def state(folder: Path, *files: str) -> None:
    lines = ["organisations:", "  dunmore:", "    name: Dunmore School", "    policies:"]
    lines += [f"      - file: {file}" for file in files]
    (folder / "manifest.yaml").write_text("\n".join(lines), "utf-8")


def file(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder / name


def said(changes: tuple[Change, ...]) -> list[tuple[str, str]]:
    return sorted((change.document, change.what) for change in changes)


def test_an_added_file_is_indexed_copied_and_recorded(books: Library, tmp_path: Path) -> None:
    added = books.add(file(tmp_path, "phones.md", PHONES), "dunmore")
    assert (added.status, added.facts.title) == ("new", "Phones Policy")
    assert added.document.policy.id == "dunmore/phones@2026-02"
    assert books.policies("dunmore") == (added.document.policy,)
    assert (books.data / "organisations/dunmore/files/phones.md").read_text("utf-8") == PHONES
    assert read_manifest(books.data).sections["dunmore"].entry("phones.md") is not None
    assert books.shelf.open("dunmore").lexical("lockers", 3, frozenset({"phones.md"}))


def test_adding_the_same_file_twice_changes_nothing(books: Library, tmp_path: Path) -> None:
    path = file(tmp_path, "phones.md", PHONES)
    books.add(path, "dunmore", {"approved": "2026-03"})
    again = books.add(path, "dunmore")
    assert again.status == "unchanged"
    assert again.document.policy.version == "2026-03"
    assert books.shelf.open("dunmore").generation == 1


def test_a_file_with_new_words_replaces_the_one_of_its_name(books: Library, tmp_path: Path) -> None:
    books.add(file(tmp_path, "phones.md", PHONES), "dunmore")
    added = books.add(file(tmp_path, "phones.md", PHONES.replace("lockers", "bags")), "dunmore")
    assert added.status == "changed"
    assert "bags" in books.find("phones.md").text
    assert len(books.policies()) == 1


def test_what_is_stated_wins_over_what_the_file_says(books: Library, tmp_path: Path) -> None:
    stated = {"policy": "mobiles", "title": "Mobiles", "approved": "14 February 2026", "audiences": "staff, parent"}
    policy = books.add(file(tmp_path, "phones.md", PHONES), "dunmore", stated).document.policy
    assert (policy.slug, policy.title, policy.approved) == ("mobiles", "Mobiles", "2026-02-14")
    assert policy.audiences == ("staff", "parent")


def test_a_new_organisation_takes_the_name_that_its_first_file_gives(books: Library, tmp_path: Path) -> None:
    named = PHONES.replace("Phones Policy", "Dunmore School Phones Policy\norganisation: Dunmore School")
    added = books.add(file(tmp_path, "phones.md", named), "dunmore")
    assert books.organisation("dunmore").name == "Dunmore School"
    assert added.document.policy.slug == "phones"
    assert said(books.sync()) == [("phones.md", "unchanged")]


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ({"approved": "soon"}, "approved"),
        ({"effective": "2026-13"}, "effective"),
        ({"approved": "2026-02", "review": "2026-01"}, "review"),
        ({"audiences": "staff,governors"}, "governors"),
        ({"policy": "Phones!"}, "Phones!"),
    ],
)
def test_contradicting_or_unreadable_facts_are_refused(
    books: Library, tmp_path: Path, stated: dict[str, str], words: str
) -> None:
    with pytest.raises(BadMetadata, match=words):
        books.add(file(tmp_path, "phones.md", PHONES), "dunmore", stated)
    assert books.shelf.organisations() == ()


def test_a_review_in_the_month_of_the_approval_is_no_contradiction(books: Library, tmp_path: Path) -> None:
    added = books.add(file(tmp_path, "phones.md", PHONES), "dunmore", {"review": "2026"})
    assert added.document.policy.review == "2026"


def test_two_files_with_one_title_and_date_are_refused_by_both_names(books: Library, tmp_path: Path) -> None:
    books.add(file(tmp_path, "phones.md", PHONES), "dunmore")
    with pytest.raises(BadMetadata, match=r"other\.md and phones\.md") as caught:
        books.add(file(tmp_path, "other.md", PHONES + "- One more rule.\n"), "dunmore")
    assert "--policy" in caught.value.remedy
    assert len(books.policies()) == 1


def test_versions_of_one_policy_stand_side_by_side(books: Library, tmp_path: Path) -> None:
    books.add(file(tmp_path, "phones.md", PHONES), "dunmore")
    books.add(file(tmp_path, "old.md", PHONES.replace("2026", "2025")), "dunmore")
    assert {policy.id for policy in books.policies()} == {"dunmore/phones@2026-02", "dunmore/phones@2025-02"}


def test_a_derived_slug_like_anothers_is_warned_of(books: Library, tmp_path: Path) -> None:
    books.add(file(tmp_path, "phones.md", PHONES), "dunmore")
    longer = PHONES.replace("Phones Policy", "Alternative Provision Phones Policy")
    warnings = books.add(file(tmp_path, "ap.md", longer), "dunmore").document.warnings
    assert any("--policy phones" in warning for warning in warnings)


@pytest.mark.parametrize(("slug", "error"), [("Dunmore School", BadInput), ("../x", BadInput), ("", BadInput)])
def test_an_organisations_slug_is_checked(books: Library, tmp_path: Path, slug: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        books.add(file(tmp_path, "phones.md", PHONES), slug)


def test_a_missing_file_and_a_folder_are_refused(books: Library, tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.md", tmp_path):
        with pytest.raises(UnreadableFile):
            books.add(path, "dunmore")


def test_a_corpus_is_indexed_then_found_unchanged(books: Library, corpus: Path) -> None:
    assert said(books.sync(corpus)) == [("phones.md", "new"), ("uniform.md", "new")]
    assert said(books.sync(corpus)) == [("phones.md", "unchanged"), ("uniform.md", "unchanged")]
    assert said(books.sync()) == [("phones.md", "unchanged"), ("uniform.md", "unchanged")]
    assert books.shelf.open("dunmore").generation == 1
    assert books.organisation("dunmore").name == "Dunmore School"


def test_only_what_changed_in_a_corpus_is_read_again(books: Library, corpus: Path) -> None:
    books.sync(corpus)
    file(corpus / "dunmore", "uniform.md", UNIFORM.replace("jumper", "cardigan"))
    seen: list[str] = []
    watched = Library(books.data, books.shelf, lambda path: seen.append(path.name) or read(path), describe, split)
    assert said(watched.sync(corpus)) == [("phones.md", "unchanged"), ("uniform.md", "changed")]
    assert seen == ["uniform.md"]


def test_a_touched_file_is_recognised_by_its_digest(books: Library, corpus: Path) -> None:
    books.sync(corpus)
    os.utime(corpus / "dunmore/phones.md", (1, 1))
    assert said(books.sync(corpus)) == [("phones.md", "unchanged"), ("uniform.md", "unchanged")]


def test_a_fact_changed_in_the_manifest_changes_the_policy(books: Library, corpus: Path) -> None:
    books.sync(corpus)
    state(corpus, "dunmore/phones.md\n        approved: 2026-04", "dunmore/uniform.md")
    assert said(books.sync(corpus)) == [("phones.md", "changed"), ("uniform.md", "unchanged")]
    assert books.find("dunmore/phones@2026-04").policy.document == "phones.md"


def test_what_leaves_the_corpus_leaves_the_index(books: Library, corpus: Path, tmp_path: Path) -> None:
    books.sync(corpus)
    books.add(file(tmp_path, "trips.md", "title: Trips\n- No phones on trips.\n"), "dunmore")
    state(corpus, "dunmore/uniform.md")
    changes = said(books.sync(corpus))
    assert changes == [("phones.md", "removed"), ("trips.md", "unchanged"), ("uniform.md", "unchanged")]
    assert set(books.shelf.open("dunmore").documents) == {"trips.md", "uniform.md"}


def test_a_bad_file_stops_no_other_and_says_what_to_do(books: Library, corpus: Path) -> None:
    file(corpus / "dunmore", "empty.md", "")
    file(corpus / "dunmore", "bytes.md", "").write_bytes(b"\xff\xfe\xfa")
    names = ("empty", "bytes", "absent", "phones")
    state(corpus, *(f"dunmore/{name}.md" for name in names))
    changes = {change.document: change for change in books.sync(corpus)}
    assert [changes[f"{name}.md"].what for name in names] == ["refused", "refused", "refused", "new"]
    assert all(changes[f"{name}.md"].detail.endswith(".") for name in names[:3])
    assert list(books.shelf.open("dunmore").documents) == ["phones.md"]


def test_a_file_that_turned_bad_keeps_what_was_indexed_but_a_vanished_one_does_not(
    books: Library, corpus: Path
) -> None:
    books.sync(corpus)
    file(corpus / "dunmore", "phones.md", "")
    (corpus / "dunmore/uniform.md").unlink()
    assert said(books.sync(corpus)) == [("phones.md", "refused"), ("uniform.md", "refused")]
    assert list(books.shelf.open("dunmore").documents) == ["phones.md"]
    assert "lockers" in books.find("phones.md").text


def test_rebuilding_mends_a_damaged_index(books: Library, corpus: Path) -> None:
    books.sync(corpus)
    (books.data / "organisations/dunmore/generations/1/index.sqlite").write_bytes(b"")
    fresh = library(books.data)
    with pytest.raises(DataFolderError, match="--rebuild"):
        fresh.sync(corpus)
    fresh.sync(corpus, rebuild=True)
    assert len(fresh.policies()) == 2


def test_a_lost_index_is_built_again_from_the_data_folder_alone(books: Library, corpus: Path) -> None:
    books.sync(corpus)
    shutil.rmtree(books.data / "organisations/dunmore/generations")
    (books.data / "organisations/dunmore/CURRENT").unlink()
    assert said(library(books.data).sync()) == [("phones.md", "new"), ("uniform.md", "new")]


def test_a_removed_document_is_gone_and_its_corpus_does_not_bring_it_back(books: Library, corpus: Path) -> None:
    books.sync(corpus)
    assert books.remove("dunmore/phones@2026-02").document == "phones.md"
    with pytest.raises(UnknownName):
        books.find("phones.md")
    assert not (books.data / "organisations/dunmore/files/phones.md").exists()
    assert said(books.sync(corpus)) == [("uniform.md", "unchanged")]
    assert books.add(corpus / "dunmore/phones.md", "dunmore").status == "new"


def test_a_removed_document_is_gone_for_another_reader_at_once(books: Library, corpus: Path) -> None:
    books.sync(corpus)
    reader = library(books.data)
    assert reader.find("phones.md")
    books.remove("phones.md")
    assert "phones.md" not in reader.shelf.open("dunmore").documents
    with pytest.raises(UnknownName):
        reader.find("phones.md")


def test_a_name_that_two_organisations_use_must_be_told_apart(books: Library, tmp_path: Path) -> None:
    path = file(tmp_path, "phones.md", PHONES)
    books.add(path, "dunmore")
    books.add(path, "quayside")
    with pytest.raises(UnknownName, match="dunmore/phones@2026-02"):
        books.find("phones.md")
    assert books.find("phones.md", "quayside").policy.organisation == "quayside"


def test_unknown_names_are_answered_with_near_ones(books: Library, corpus: Path) -> None:
    books.sync(corpus)
    with pytest.raises(UnknownName, match=r"phones\.md"):
        books.find("phone.md")
    with pytest.raises(UnknownName, match="dunmore"):
        books.organisation("quayside")
    with pytest.raises(UnknownName):
        books.policies("quayside")


def test_reading_from_a_missing_data_folder_says_how_to_fill_it(books: Library) -> None:
    asked = (books.policies, books.organisations, books.sync, lambda: books.find("a"), lambda: books.remove("a"))
    for ask in asked:
        with pytest.raises(DataFolderError, match="does not exist"):
            ask()
    assert not books.data.exists()


def test_a_data_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    blocked = file(tmp_path, "blocked", "a file where the folder should be")
    with pytest.raises(DataFolderError, match="can't be written"):
        library(blocked / "data").add(file(tmp_path, "phones.md", PHONES), "dunmore")


def test_a_damaged_manifest_stops_everything_and_is_left_as_it_is(books: Library, tmp_path: Path) -> None:
    path = file(tmp_path, "phones.md", PHONES)
    books.add(path, "dunmore")
    manifest = file(books.data, "manifest.yaml", "organisations: [")
    for act in (lambda: books.add(path, "dunmore"), books.sync, library(books.data).policies):
        with pytest.raises(DataFolderError, match=r"manifest\.yaml"):
            act()
    assert manifest.read_text("utf-8") == "organisations: ["
