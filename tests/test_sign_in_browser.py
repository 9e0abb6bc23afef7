"""Sign-in in real Chromium: the keyboard alone, the staff page behind the gate, doors shut after signing out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.state.admission import Admission
from assistant.values import Access
from assistant.web import create_app
from tests import axe
from tests.browsing import serving
from tests.sign_in_fakes import GOOD, admission
from tests.web_fakes import FakeAssistant

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def entry() -> Admission:
    made = admission()
    made.accounts.add("j.tern", GOOD, Access.STAFF)
    return made


@pytest.fixture(scope="module")
def address(entry: Admission) -> Iterator[str]:
    with serving(create_app(FakeAssistant(), admission=entry)) as found:
        yield found


@pytest.fixture(params=[(1280, "light"), (320, "dark")])
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scheme = request.param
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    yield context.new_page()
    context.close()


def look(page: Page) -> None:
    """No fault that axe knows of, and nothing that has to be scrolled both ways."""
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def enter(page: Page, words: str) -> None:
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def arrive(page: Page, words: str) -> None:
    """Type the words, press Enter and wait for the page that this leads to."""
    with page.expect_navigation():
        enter(page, words)


def test_a_person_signs_in_asks_and_signs_out_with_the_keyboard_alone(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("#name")).to_be_focused()
    look(page)
    page.keyboard.type("J.Tern")
    page.keyboard.press("Tab")
    arrive(page, "not the password")
    expect(page.locator("#problem")).to_be_visible()
    expect(page.locator("#password")).to_be_focused()
    assert page.get_attribute("#password", "aria-describedby") == "problem"
    assert page.input_value("#name") == "J.Tern"
    look(page)
    arrive(page, GOOD)
    page.wait_for_selector("#pa-day input[type=date]")
    page.focus("#pa-question-box textarea")
    enter(page, "May I lend a phone to a pupil?")
    page.wait_for_selector(".pa-card")
    page.goto(f"{address}/policies")
    page.focus("text=Sign out")
    arrive(page, "")
    expect(page.locator(".told")).to_be_visible()
    look(page)
    page.go_back()
    assert page.url.startswith(f"{address}/policies")
    assert "Staff rota" not in page.inner_text("main"), "the page that staff saw is not kept by the browser"
    for path in ("/", "/config", "/account", "/train"):
        page.goto(address + path)
        assert page.url.startswith(f"{address}/sign-in?next=")


def test_the_account_page_tells_what_is_wrong_with_a_password(page: Page, address: str) -> None:
    page.goto(f"{address}/account")
    page.fill("#name", "j.tern")
    page.focus("#password")
    arrive(page, GOOD)
    expect(page.locator("#old")).to_be_visible()
    look(page)
    for field, typed in (("#old", GOOD), ("#new", "passwordpassword"), ("#again", "passwordpassword")):
        page.fill(field, typed)
    page.focus("#again")
    arrive(page, "")
    expect(page.locator("#problem")).to_be_visible()
    expect(page.locator("#old")).to_be_focused()
    look(page)


def test_a_page_cut_off_from_its_session_says_so_and_keeps_the_question(
    chromium: Browser, address: str, entry: Admission
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    token = entry.sessions.start(entry.accounts.find("j.tern"))
    context.add_cookies([{"name": "policy-session", "value": token, "url": address}])
    page.goto(address)
    page.wait_for_selector("#pa-day input[type=date]")
    page.focus("#pa-question-box textarea")
    entry.sessions.end(token)
    enter(page, "May I lend a phone to a pupil?")
    page.wait_for_selector("#pa-trouble:not([hidden])")
    assert "ign in" in page.inner_text("#pa-trouble")
    assert page.locator(".pa-card").count() == 0
    context.close()
