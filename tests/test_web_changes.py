"""A policy's versions and what changed between them, clause by clause, with the same doors as the policy itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from fastapi.testclient import TestClient

from assistant.errors import UnknownName
from assistant.values import Clause, Document, Policy
from assistant.web import create_app
from tests.web_fakes import NEW, OLD, SCHOOL, FakeAssistant, FakeLibrary

CHANGES = "/policies/gull-rock/phones/changes"
DOGS = Policy("gull-rock", "dogs", "dogs.md", "Dogs", "2026-01", "2026-01")
STAFF_NEW = replace(NEW, version="2026-09", approved="2026-09", document="phones-staff.md", audiences=("staff",))
BEFORE = (
    ("1.b1", "lend a phone to a pupil;", "Staff must not:"),
    ("1.b2", "charge phones in class.", "Staff must not:"),
    ("2", "Phones are kept in the office <b>all day</b>.", ""),
    ("3", "Visitors sign in.", ""),
)
AFTER = (
    ("1.b1", "lend a phone to a pupil;", "Staff may:"),
    ("1.b2", "charge phones in class.", "Staff may:"),
    ("2", "Phones are kept in the office until noon.", ""),
    ("3", "Visitors sign in.", ""),
    ("4", "Dogs may come to the fair.", ""),
)


def document(policy: Policy, rows: tuple[tuple[str, str, str], ...]) -> Document:
    text = "\n".join(words for _, words, _ in rows)
    clauses = [
        Clause(policy.document, address, f"Clause {address}", words, text.index(words), text.index(words) + len(words), stem=stem)
        for address, words, stem in rows
    ]  # fmt: skip
    return Document(policy, text, tuple(clauses))


class Versions(FakeLibrary):
    """Phones in two versions that differ, a third for staff alone, and dogs in one version."""

    held = {  # noqa: RUF012
        policy.document: document(policy, rows)
        for policy, rows in (
            (replace(OLD, title="A phone policy"), BEFORE),
            (NEW, AFTER),
            (STAFF_NEW, BEFORE),
            (DOGS, BEFORE),
        )
    }

    def policies(self, organisation: str | None = None, public: bool = False) -> tuple[Policy, ...]:
        if organisation != SCHOOL.slug:
            raise UnknownName(f"There is no organisation “{organisation}”.", "Known: gull-rock.")
        return tuple(each.policy for each in self.held.values() if not public or each.policy.audiences != ("staff",))

    def find(self, document: str, organisation: str | None = None, public: bool = False) -> Document:
        return self.held[document]


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = create_app(FakeAssistant(Versions()), today=lambda: date(2026, 6, 1))
    return TestClient(app, base_url="http://localhost")


def soup(client: TestClient, path: str, status: int = 200) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == status
    return BeautifulSoup(response.text, "html.parser")


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    found = page.select_one(selector)
    assert found is not None
    return found


def between(client: TestClient) -> BeautifulSoup:
    return soup(client, f"{CHANGES}?from=2024-09&to=2026-02")


def test_clauses_are_counted_by_what_became_of_them(client: TestClient) -> None:
    tally = [" ".join(each.get_text().split()) for each in between(client).select(".tally li")]
    assert tally == ["3 reworded", "1 added", "0 removed", "1 unchanged"]


def test_words_that_went_and_came_are_marked_and_told_apart_without_colour(client: TestClient) -> None:
    words = one(between(client), ".reworded .words:has(del)")
    assert [each.get_text(" ", strip=True) for each in words.select("del, ins")] == [
        "[removed: all day . ]".replace("all day .", "<b>all day</b>."),
        "[added: until noon. ]",
    ]
    assert not words.find_all("b")


def test_a_stem_that_changed_is_told_once_over_its_bullets(client: TestClient) -> None:
    [group] = [each for each in between(client).select(".reworded .change") if each.select(".stem")]
    assert [each.get_text(" ", strip=True) for each in group.select(".stem del, .stem ins")] == [
        "[removed: must not: ]",
        "[added: may: ]",
    ]
    assert [each.get_text() for each in group.select(".words")] == [
        "lend a phone to a pupil;",
        "charge phones in class.",
    ]


def test_each_clause_is_linked_in_its_own_version(client: TestClient) -> None:
    page = between(client)
    for link in page.select(".place a"):
        address = urlsplit(str(link["href"]))
        opened = soup(client, str(link["href"]))
        assert opened.find(id=address.fragment) is not None
        assert ("2024-09" in address.query) == ("old version" in link.get_text())


def test_without_versions_the_one_in_force_is_compared_with_the_one_before(client: TestClient) -> None:
    lead = one(soup(client, f"{CHANGES}?role=parent"), ".lead").get_text(" ", strip=True)
    assert "from September 2024 to February 2026" in lead


def test_where_the_oldest_version_is_in_force_the_comparison_still_runs_forwards() -> None:
    early = TestClient(
        create_app(FakeAssistant(Versions()), today=lambda: date(2025, 1, 1)), base_url="http://localhost"
    )
    lead = one(soup(early, f"{CHANGES}?role=parent"), ".lead").get_text(" ", strip=True)
    assert "from September 2024 to February 2026" in lead


def test_the_versions_of_a_policy_lead_to_what_changed(client: TestClient) -> None:
    page = soup(client, "/policies/gull-rock/phones?role=parent")
    [link] = page.select(".versions .since")
    assert link.get_text() == "What changed since September 2024"
    assert soup(client, str(link["href"])).select(".reworded")


def test_versions_stand_newest_first_whatever_their_titles(client: TestClient) -> None:
    page = soup(client, "/policies/gull-rock/phones")
    assert [link.get_text() for link in page.select(".versions a:not(.since)")] == [
        "September 2026",
        "February 2026",
        "September 2024",
    ]


def test_a_policy_of_one_version_has_nothing_to_compare_and_says_so(client: TestClient) -> None:
    assert not soup(client, "/policies/gull-rock/dogs").select(".versions, .since")
    page = soup(client, "/policies/gull-rock/dogs/changes")
    assert "one version only" in page.get_text()
    assert not page.select("form.choose")


def test_a_version_beside_itself_asks_for_another(client: TestClient) -> None:
    page = soup(client, f"{CHANGES}?from=2026-02&to=2026-02")
    assert "Choose two different ones" in page.get_text()
    assert [str(each["value"]) for each in page.select("option[selected]")] == ["2026-02", "2026-02"]


@pytest.mark.parametrize("query", ["from=1999", "to=<b>", "from=2024-09&to=2030"])
def test_a_version_that_is_not_there_is_named_with_those_that_are(client: TestClient, query: str) -> None:
    page = soup(client, f"{CHANGES}?{query}", 404)
    assert "Versions there are: 2026-09, 2026-02, 2024-09." in page.get_text()
    assert not page.find_all("b")


def test_a_parent_sees_no_trace_of_a_version_for_staff(client: TestClient) -> None:
    page = soup(client, f"{CHANGES}?role=parent")
    assert "2026-09" not in str(page)
    assert soup(client, f"{CHANGES}?role=parent&to=2026-09", 404)
    assert "2026-09" in str(soup(client, CHANGES))


@pytest.mark.parametrize("page", ["", "/changes"])
def test_a_policy_withdrawn_while_its_page_was_open_is_said_with_whom_to_ask(client: TestClient, page: str) -> None:
    shown = soup(client, f"/policies/gull-rock/withdrawn{page}", 404)
    text = shown.get_text(" ")
    assert "may have been withdrawn" in text
    assert f"ask {SCHOOL.office.name}, {SCHOOL.office.phone}" in text
    assert shown.select("a[href='/policies']")


def test_a_version_withdrawn_between_two_looks_is_a_clear_page(client: TestClient) -> None:
    class Gone(Versions):
        def find(self, document: str, organisation: str | None = None, public: bool = False) -> Any:
            raise UnknownName(f"No document “{document}” is indexed.", "See /policies.")

    other = TestClient(create_app(FakeAssistant(Gone())), base_url="http://localhost")
    assert "No document" in soup(other, CHANGES, 404).get_text()


def test_every_clause_has_an_address_to_copy_behind_one_stop_of_the_keyboard(client: TestClient) -> None:
    page = soup(client, "/policies/gull-rock/phones?version=2026-02")
    listed = [str(link["href"]) for link in page.select("details.addresses a")]
    assert len(listed) == len(AFTER)
    for link in listed:
        assert soup(client, link).select_one(".cited") is not None
    for pointed in page.select(".text a"):
        assert pointed["tabindex"] == "-1"
        assert pointed.get_text() == ""
