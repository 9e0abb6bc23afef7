"""Doctor finds what is wrong with settings, policies and the data folder, and says what to do."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant import doctor
from assistant.contrast import contrast
from assistant.doctor import Finding, Level, require_ready
from assistant.doctor.contacts import contacts, is_email, is_phone, names_somebody
from assistant.doctor.files import models
from assistant.doctor.folder import room
from assistant.doctor.widgets import empty, keeping, widget
from assistant.errors import BadInput, UnknownName
from assistant.index import Shelf
from assistant.library import Library
from assistant.models.encoder import Encoder
from assistant.state import State, feedback
from assistant.state.accounts import Accounts
from assistant.state.feedback import Feedback
from assistant.values import Access, Contact, Organisation, Policy, Widget
from tests.cli_runs import run, written
from tests.index_fakes import HashEmbedder, describe, read, split

TODAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LEAD = Contact("Ada Ash, Designated Safeguarding Lead", "0300 123 4567", "ash@dunmore.sch.uk")
OFFICE = Contact("the school office", "0300 123 4500")
SITES = ("https://www.dunmore.sch.uk",)
GOOD = Organisation("dunmore", "Dunmore School", LEAD, OFFICE, widget=Widget(SITES))
MANIFEST = """\
organisations:
  dunmore:
    name: Dunmore School
    safeguarding_lead: {name: Ada Ash, phone: "0300 123 4567", email: ash@dunmore.sch.uk}
    office: {name: the school office, phone: "0300 123 4500"}
    widget: {sites: [https://www.dunmore.sch.uk]}
    policies: [phones.md, uniform.md]
"""
PHONES = "title: Phones Policy\napproved: 2026-02\nreview: 2028-02\n- Phones stay in lockers.\n"
UNIFORM = "title: Uniform Policy\napproved: 2026-02\nreview: 2028-02\n- Pupils wear a jumper.\n"


def of(lead: Contact = LEAD, office: Contact = OFFICE, **settings: object) -> Organisation:
    return Organisation("dunmore", "Dunmore School", lead, office, **settings)  # type: ignore[arg-type]


def levels(findings: Iterator[Finding]) -> list[tuple[str, str]]:
    return [(each.level.value, each.where.removeprefix("dunmore: ")) for each in findings]


def test_a_whole_organisation_has_no_findings() -> None:
    assert [*contacts(GOOD), *widget(GOOD), *keeping(GOOD)] == []


@pytest.mark.parametrize(
    ("lead", "where"),
    [
        (Contact("", LEAD.phone, LEAD.email), "safeguarding_lead"),
        (Contact("the designated safeguarding lead", LEAD.phone, LEAD.email), "safeguarding_lead"),
        (Contact("Designated Safeguarding Lead (TBC)", LEAD.phone, LEAD.email), "safeguarding_lead"),
        (Contact("Ada Ash", "", LEAD.email), "safeguarding_lead"),
        (Contact("Ada Ash", LEAD.phone, ""), "safeguarding_lead"),
        (Contact("Ada Ash", "ext 204", LEAD.email), "safeguarding_lead: phone"),
        (Contact("Ada Ash", LEAD.phone, "ash at dunmore"), "safeguarding_lead: email"),
    ],
)
def test_a_safeguarding_lead_who_cannot_be_reached_is_an_error(lead: Contact, where: str) -> None:
    """S1."""
    assert levels(contacts(of(lead))) == [("error", where)]


def test_an_organisation_that_states_nothing_has_neither_lead_nor_office() -> None:
    """S1."""
    found = levels(contacts(Organisation("dunmore", "Dunmore School")))
    assert found == [("error", "safeguarding_lead"), ("error", "office")]


def test_an_office_needs_one_way_to_be_reached() -> None:
    assert levels(contacts(of(office=Contact("the office")))) == [("error", "office")]
    assert levels(contacts(of(office=Contact("the office", email="office@dunmore.sch.uk")))) == []


def test_the_samples_invented_contacts_are_noted() -> None:
    for invented in (Contact("Ada", "01632 960142", LEAD.email), Contact("Ada", LEAD.phone, "a@bay.example.org")):
        assert levels(contacts(of(invented))) == [("note", "contacts")]


@pytest.mark.parametrize(
    "phone", ["01632 960142", "+44 20 7946 0311", "(0300) 123-4567", "0300 123 4567 ext. 12", "0300.123.4567 (8-4)"]
)
def test_a_number_that_can_be_rung_is_one(phone: str) -> None:
    assert is_phone(phone)


@pytest.mark.parametrize("phone", ["204", "ext 204", "ring reception", "O3OO 123 4567", "0300 123"])
def test_a_number_that_cannot_be_rung_is_none(phone: str) -> None:
    assert not is_phone(phone)


@pytest.mark.parametrize("email", ["ash", "ash@dunmore", "a@b.uk, c@d.uk", "<a@b.uk>", "a b@c.uk", "a@b.uk."])
def test_what_is_no_address_is_none(email: str) -> None:
    assert not is_email(email)
    assert is_email("o'neill+dsl@dunmore.sch.uk")


def test_a_name_beside_a_role_names_somebody() -> None:
    assert names_somebody("Ada Ash, Designated Safeguarding Lead")
    assert names_somebody("Mr Head")
    assert not names_somebody("The Designated Safeguarding Lead (DSL)")


def test_a_widget_without_sites_is_noted_and_one_that_is_paused() -> None:
    """W2."""
    assert levels(widget(of(widget=Widget()))) == [("note", "widget: sites")]
    assert levels(widget(of(widget=Widget(SITES, paused=True)))) == [("note", "widget: paused")]
    assert levels(widget(of(widget=Widget(("http://localhost:8000",))))) == [("note", "widget: sites")]


def test_a_pale_colour_is_warned_of_with_the_contrast_it_reaches() -> None:
    [found] = widget(of(widget=Widget(SITES, "#ffe600")))
    assert (found.level, found.where) == (Level.WARNING, "dunmore: widget: colour")
    assert "1.3 : 1" in found.problem
    assert "black on it (16.6 : 1)" in found.remedy


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


def test_a_widget_on_a_site_needs_a_policy_that_parents_may_see() -> None:
    staff_only = Policy("dunmore", "a", "a.md", "A", "2026", audiences=("staff",))
    open_to_all = Policy("dunmore", "b", "b.md", "B", "2026")
    assert levels(empty(GOOD, [staff_only])) == [("error", "widget")]
    assert levels(empty(GOOD, [staff_only, open_to_all])) == []
    assert levels(empty(of(), [staff_only])) == []


def test_keeping_things_for_more_than_a_term_is_noted() -> None:
    assert levels(keeping(of(retention_days=91))) == [("note", "retention_days")]
    assert levels(keeping(of(retention_days=90))) == []


@pytest.mark.parametrize(("free_mb", "level"), [(99, "error"), (999, "warning")])
def test_a_disk_that_fills_up_is_told_of(free_mb: int, level: str) -> None:
    assert [each.level.value for each in room("data", free_mb * 1_000_000)] == [level]
    assert list(room("data", 1_000_000_000)) == []


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in order, made once; every test has its own copy."""
    corpus, data = tmp_path_factory.mktemp("corpus"), tmp_path_factory.mktemp("indexed") / "data"
    (corpus / "manifest.yaml").write_text(MANIFEST, "utf-8")
    (corpus / "phones.md").write_text(PHONES, "utf-8")
    (corpus / "uniform.md").write_text(UNIFORM, "utf-8")
    library(data).sync(corpus)
    return data


@pytest.fixture
def books(tmp_path: Path, indexed: Path) -> Library:
    return library(Path(shutil.copytree(indexed, tmp_path / "data")))


def library(data: Path) -> Library:
    return Library(data, Shelf(data, HashEmbedder()), reader=read, describer=describe, splitter=split)


def said(books: Library, on: date = TODAY) -> list[str]:
    return [f"{each.level}: {each.where}: {each.problem}" for each in doctor.examine(books, on)]


def edit(books: Library, old: str, new: str) -> None:
    path = books.data / "manifest.yaml"
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_nothing_is_found_where_all_is_in_order(books: Library) -> None:
    assert said(books) == []


def test_every_fault_of_a_broken_manifest_is_a_finding_of_its_own_with_line_and_key(books: Library) -> None:
    edit(books, "    office:", "    ofice:")
    edit(books, "    widget:", "    retention_days: never\n    widget:")
    assert said(books) == [
        "error: manifest.yaml, line 12: dunmore: The key 'ofice' is not known.",
        "error: manifest.yaml, line 15: dunmore: retention_days: 'never' is not a number of days from 1 to 365.",
        "note: manifest.yaml: Contacts, policies and the index could not be checked while the file can't be read.",
    ]


def test_a_listed_file_that_is_gone_and_one_that_is_not_indexed_are_found(books: Library) -> None:
    files = books.data / "organisations/dunmore/files"
    (files / "phones.md").unlink()
    (files / "trips.md").write_text(UNIFORM, "utf-8")
    edit(books, "    - file: uniform.md", "    - file: trips.md\n    - file: uniform.md")
    assert said(books) == [
        "error: dunmore: policies: The file phones.md is listed and not there.",
        "warning: dunmore: policies: trips.md is in the manifest and not indexed.",
    ]


def test_an_index_of_another_model_or_out_of_shape_is_an_error(books: Library) -> None:
    class Other(HashEmbedder):
        name = "other"

    [found] = doctor.examine(Library(books.data, Shelf(books.data, Other())), TODAY)
    assert (found.level, found.where) == (Level.ERROR, "dunmore: index")
    assert "policy-assistant index" in found.remedy
    (books.data / "organisations/dunmore/CURRENT").write_text("one", "ascii")
    assert ["error: dunmore: index" in each for each in said(books)] == [True]


def test_nothing_indexed_is_an_error(books: Library) -> None:
    (books.data / "organisations/dunmore/CURRENT").unlink()
    found = said(books)
    assert "error: dunmore: policies: Nothing is indexed, so nothing can be answered." in found


def test_reviews_past_their_day_are_counted(books: Library) -> None:
    assert said(books, date(2028, 3, 1)) == ["warning: dunmore: policies: 2 policies are past the day of review."]
    assert said(books, date(2028, 2, 29)) == []


def test_faults_of_known_questions_are_found(books: Library) -> None:
    questions = books.data / "organisations/dunmore/questions.yaml"
    questions.write_text("questions: [{question: Hats, policy: hats, clause: '1', quote: No hats.}]", "utf-8")
    assert said(books)[0] == "warning: dunmore: questions.yaml: It has changed since it was indexed."
    books.sync()
    assert said(books) == [
        "warning: dunmore: questions.yaml: “Hats” is not used. No policy “hats” is in force.",
    ]
    questions.write_text("questions: [{question: Hats}]", "utf-8")
    [found] = doctor.examine(books, TODAY)
    assert (found.level, found.where) == (Level.ERROR, "dunmore: questions.yaml")


def test_a_manifest_that_lost_its_organisations_is_an_error(books: Library) -> None:
    (books.data / "manifest.yaml").write_text("", "utf-8")
    assert said(books) == [
        "error: manifest.yaml: No organisation is named, so nothing can be answered.",
        "warning: manifest.yaml: dunmore is indexed and not in the manifest: "
        "the next `policy-assistant index` takes it out.",
    ]
    (books.data / "manifest.yaml").unlink()
    [found] = doctor.examine(books, TODAY)
    assert (found.level, found.where) == (Level.ERROR, "manifest.yaml")


def test_an_index_without_a_part_for_parents_is_an_error(books: Library) -> None:
    shutil.rmtree(books.data / "organisations/dunmore/generations/1/public")
    assert ["error: dunmore: index" in each for each in said(books)] == [True]


def test_a_file_of_the_index_that_is_not_as_built_is_warned_of_by_its_name(books: Library) -> None:
    """R3."""
    generation = books.data / "organisations/dunmore/generations/1"
    (generation / "words/vocab.index.json").write_text("{}", "utf-8")
    (generation / "public/words/vocab.index.json").unlink()
    assert said(books) == [
        "warning: dunmore: index: The file words/vocab.index.json in the index is not as it was built, "
        "so it is not used.",
        "warning: dunmore: index: The file words/vocab.index.json in the part for parents and pupils of the index "
        "is not as it was built, so it is not used.",
    ]
    books.sync(rebuild=True)
    assert said(library(books.data)) == []


def test_an_index_of_an_earlier_version_is_noted_until_it_is_made_again(books: Library) -> None:
    (books.data / "organisations/dunmore/generations/1/public/digests.json").unlink()
    [found] = doctor.examine(books, TODAY)
    assert (found.level, found.where, found.remedy) == (Level.NOTE, "dunmore: index", "Run: policy-assistant index")
    library(books.data).sync()
    assert said(library(books.data)) == []


def test_models_that_are_not_those_shipped_are_an_error(tmp_path: Path) -> None:
    """C9."""
    (tmp_path / "digests.json").write_text('{"lower.onnx": "0", "tellings.json": "0"}', "utf-8")
    (tmp_path / "tellings.json").write_text("{}", "utf-8")
    found = list(models(Encoder(tmp_path)))
    assert [(each.level, each.where) for each in found] == [(Level.ERROR, "models")] * 2
    assert "tellings.json is damaged" in found[1].problem
    assert list(models(HashEmbedder())) == []


def test_one_organisations_findings_are_told_alone(books: Library) -> None:
    edit(books, "organisations:\n", "organisations:\n  quayside: {}\n")
    assert {each.where.partition(":")[0] for each in doctor.examine(books, TODAY)} == {"quayside"}
    assert doctor.examine(books, TODAY, "dunmore") == ()
    with pytest.raises(UnknownName, match="Choose one of: quayside, dunmore"):
        doctor.examine(books, TODAY, "dunmoor")


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_a_state_database_that_others_can_read_is_warned_of(books: Library) -> None:
    State.open(books.data).close()
    assert said(books) == []
    (books.data / "state.sqlite").chmod(0o644)
    [found] = doctor.examine(books, TODAY)
    assert (found.level, found.where) == (Level.WARNING, "state.sqlite")


def test_a_damaged_state_database_is_an_error(books: Library) -> None:
    path = books.data / "state.sqlite"
    State.open(books.data).close()
    path.write_bytes(b"not a database at all" * 100)
    assert ["error: state.sqlite: " in each for each in said(books)] == [True]


def test_a_database_whose_pages_are_damaged_is_an_error(books: Library) -> None:
    state = State.open(books.data)
    for place in range(400):
        feedback.add(state, Feedback("dunmore", right=True, reason=f"{place} " + "x" * 100), NOON)
    state.compact()
    state.close()
    path = books.data / "state.sqlite"
    content = bytearray(path.read_bytes())
    content[-20_000:-10_000] = b"\xff" * 10_000
    path.write_bytes(content)
    assert [each.startswith("error: state.sqlite: ") for each in said(books)] == [True]


def test_accounts_without_an_administrator_are_warned_of(books: Library) -> None:
    state = State.open(books.data)
    Accounts(state).add("ada", "correct horse battery staple", Access.STAFF)
    assert ["no" not in each and "state.sqlite: accounts" in each for each in said(books)] == [False]
    Accounts(state).add("bo", "correct horse battery staple", Access.ADMIN)
    state.close()
    assert said(books) == []


def test_broken_sign_in_settings_are_found(books: Library) -> None:
    (books.data / "sign-in.yaml").write_text("providers: [google]", "utf-8")
    assert ["error: sign-in.yaml: " in each for each in said(books)] == [True]


def test_other_people_are_not_served_before_the_lead_can_be_reached(books: Library) -> None:
    """S1."""
    require_ready(books)
    edit(books, "phone: 0300 123 4567", "phone: '204'")
    edit(books, "name: Ada Ash", "name: the DSL")
    with pytest.raises(BadInput, match=r"dunmore: safeguarding_lead: .*2 such faults") as caught:
        require_ready(books)
    assert "policy-assistant doctor" in caught.value.remedy


def test_serving_others_is_refused_until_the_lead_can_be_reached(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """S1."""
    data = tmp_path / "data"
    assert run(data, "add", written(tmp_path), "--organisation", "dunmore") == 0
    state = State.open(data)
    Accounts(state).add("bo", "correct horse battery staple", Access.ADMIN)
    state.close()
    assert run(data, "serve", "--host-name", "policies.dunmore.example", "--proxy", "127.0.0.1", "--port", "0") == 2
    said = capsys.readouterr().err
    assert "Other people may not be served yet: dunmore: safeguarding_lead" in said
    assert "policy-assistant doctor" in said


def test_the_command_lists_errors_first_and_ends_with_a_summary(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    assert run(data, "add", written(tmp_path), "--organisation", "dunmore") == 0
    capsys.readouterr()
    assert run(data, "doctor") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "error: dunmore: safeguarding_lead"
    assert lines[-1] == "2 errors, 1 note."
    assert "\x1b" not in "".join(lines)
    assert run(data, "doctor", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert [each["level"] for each in found] == ["error"] * 2 + ["note"]
    assert set(found[0]) == {"level", "where", "problem", "remedy"}


def test_the_command_says_that_all_is_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    assert run(data, "add", written(tmp_path), "--organisation", "dunmore") == 0
    settings = MANIFEST[MANIFEST.index("    safeguarding_lead") : MANIFEST.index("    policies")]
    path = data / "manifest.yaml"
    path.write_text(path.read_text("utf-8").replace("    policies:", f"{settings}    policies:"), "utf-8")
    capsys.readouterr()
    assert run(data, "doctor") == 0
    assert capsys.readouterr().out == "All is in order.\n"
    assert run(data, "doctor", "--organisation", "quayside") == 2
