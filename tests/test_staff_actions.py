"""What the staff page asks of the server: still here, and a comparison, with the roles that a visitor may try."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from assistant.values import Access, Organisation
from assistant.web import create_app
from assistant.web.access import needed_for
from assistant.web.staff import frame
from assistant.web.staff_actions import trust_of
from assistant.web.visitors import Visitor, being
from tests.staff_page import StaffAssistant
from tests.web_fakes import SCHOOL, FakeLibrary

BODY = {"question": "May I lend both?", "organisation": "gull-rock", "role": "staff", "as_of": "2026-11-21"}
TRUST = Organisation("gull-trust", "Gull Trust")


class WithTrust(FakeLibrary):
    """The school and the trust that it names."""

    def organisations(self) -> tuple[Organisation, ...]:
        return (replace(SCHOOL, trust="gull-trust"), TRUST)


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(create_app(StaffAssistant()), base_url="http://localhost")


def test_c6_both_routes_are_for_staff() -> None:
    assert needed_for("/staff/here") == "staff"
    assert needed_for("/staff/compare") == "staff"


def test_the_page_can_find_out_that_it_may_still_ask(client: TestClient) -> None:
    assert client.get("/staff/here").status_code == 204


def test_a_comparison_is_html_with_what_is_said_about_it(client: TestClient) -> None:
    shown = client.post("/staff/compare", json=BODY).json()
    assert "Staff rota" in shown["html"]
    page = " ".join(BeautifulSoup(shown["html"], "html.parser").get_text().split())
    assert "contradict each other" in shown["said"]
    assert all(sentence in page for sentence in shown["said"].removesuffix(".").split(". "))


def test_policies_that_the_asker_may_not_see_are_not_compared(client: TestClient) -> None:
    shown = client.post("/staff/compare", json={**BODY, "role": "parent"}).json()
    assert "Staff rota" not in shown["html"]


@pytest.mark.parametrize("wrong", [{"organisation": "nowhere"}, {"role": "governor"}, {"history": ["x"] * 99}])
def test_a_comparison_that_can_not_be_made_is_refused_with_a_remedy(client: TestClient, wrong: dict[str, str]) -> None:
    refused = client.post("/staff/compare", json={**BODY, **wrong})
    assert refused.status_code in (404, 422)
    assert refused.json()["remedy"]


def test_a_comparison_does_not_count_as_questions(client: TestClient) -> None:
    before = client.get("/metrics").text
    client.post("/staff/compare", json=BODY)
    assert client.get("/metrics").text == before


def test_the_trust_is_the_one_that_the_school_names_where_it_is_here() -> None:
    school, trust = WithTrust().organisations()
    assert trust_of(WithTrust(), school) == trust
    assert trust_of(WithTrust(), trust) is None
    assert trust_of(FakeLibrary(), school) is None


@pytest.mark.parametrize(("access", "training"), [(Access.STAFF, False), (Access.TRAINER, True)])
def test_the_bar_names_who_is_signed_in_and_leads_to_training_only_those_who_may(
    access: Access, training: bool
) -> None:
    with being(Visitor("ms-tern", access)):
        bar = BeautifulSoup(frame(), "html.parser").header
    assert bar is not None
    assert "ms-tern" in bar.text
    assert bar.select_one("form[action='/sign-out'] button") is not None
    assert (bar.select_one("a[href='/train']") is not None) == training
    assert (bar.select_one("a[href='/learn']") is not None) != training
