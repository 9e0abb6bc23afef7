"""Policy pages: the whole text, an anchor a clause, the cited one marked, and only what the role may see."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from assistant.web import create_app
from tests.web_fakes import CHARGE, LEAVE, LEND, SECRET, TEXT, FakeAssistant


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(create_app(FakeAssistant(), today=lambda: date(2026, 11, 21)), base_url="http://localhost")


def soup(client: TestClient, path: str, status: int = 200) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == status
    return BeautifulSoup(response.text, "html.parser")


def test_the_page_holds_the_document_word_for_word(client: TestClient) -> None:
    shown = soup(client, "/policies/gull-rock/phones").select_one(".text")
    assert shown is not None
    assert shown.get_text() == TEXT


def test_each_clause_has_an_anchor_and_only_the_cited_one_is_marked(client: TestClient) -> None:
    page = soup(client, "/policies/gull-rock/phones?version=2026-02&clause=1.b2&role=staff")
    for clause in (LEND, CHARGE, LEAVE):
        anchored = page.find(id=f"c-{clause.clause}")
        assert anchored is not None
        assert anchored.get_text() == clause.text
    assert [mark["id"] for mark in page.find_all("mark")] == ["c-1.b2"]


def test_without_a_version_the_one_in_force_is_shown_with_its_overdue_review(client: TestClient) -> None:
    text = soup(client, "/policies/gull-rock/phones").get_text(" ")
    assert "Version February 2026" in text
    assert "overdue" in text


def test_an_old_version_says_that_it_is_not_the_rule_today(client: TestClient) -> None:
    text = soup(client, "/policies/gull-rock/phones?version=2024-09").get_text(" ")
    assert "superseded" in text
    assert "not the rule today" in text


@pytest.mark.parametrize("role", ["parent", "pupil"])
def test_a_staff_policy_is_neither_listed_nor_opened_for_others(client: TestClient, role: str) -> None:
    assert SECRET not in str(soup(client, f"/policies?role={role}"))
    hidden = client.get(f"/policies/gull-rock/{SECRET}?role={role}")
    absent = client.get(f"/policies/gull-rock/none?role={role}")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.text.replace(SECRET, "none") == absent.text


def test_staff_and_trainers_see_staff_policies(client: TestClient) -> None:
    for role in ("staff", "trainer"):
        assert SECRET in str(soup(client, f"/policies?role={role}"))


def test_unknown_names_get_a_page_that_says_so_escaped(client: TestClient) -> None:
    for path in (
        "/policies/nowhere/phones",
        "/policies/gull-rock/<b>",
        "/policies/gull-rock/phones?version=1999",
    ):
        page = soup(client, path, 404)
        assert page.find("h1") is not None
        assert not page.find_all("b")


def test_a_clause_that_is_not_there_is_said_and_the_document_still_shown(client: TestClient) -> None:
    page = soup(client, "/policies/gull-rock/phones?clause=<i>9")
    assert "no clause" in page.get_text()
    assert not page.find_all(["mark", "i"])


@pytest.mark.parametrize("path", ["/nowhere", "/train/nowhere"])
def test_an_address_where_nothing_lies_is_told_on_a_page_to_a_browser_and_as_json_to_a_program(
    client: TestClient, path: str
) -> None:
    page = client.get(path, headers={"accept": "text/html"})
    assert page.status_code == 404
    assert "There is no page at this address." in BeautifulSoup(page.text, "html.parser").get_text()
    assert client.get(path).json().keys() == {"error", "remedy"}
