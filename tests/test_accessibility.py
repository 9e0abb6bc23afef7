"""Accessibility of the staff page and of the statement: axe in every state, small, large and dark (X1, X4, X6)."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page

from assistant.web import create_app
from assistant.web.access import needed_for
from assistant.web.statements import accessibility_page, statement
from tests.axe import violations
from tests.browsing import serving
from tests.staff_page import BOX, StaffAssistant, ask, opened, staff_app
from tests.web_fakes import FakeAssistant, FakeLibrary

NAMED = {known.rule for known in statement().known if known.part == "The staff page" and known.rule}
TWICE_THE_SIZE = 640
"""The width that 1,280 pixels leave at a zoom of 200 %."""


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[str, StaffAssistant]]:
    assistant = StaffAssistant()
    with serving(staff_app(assistant)) as address:
        yield address, assistant


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (TWICE_THE_SIZE, False), (320, False), (1280, True)])
def test_x1_no_state_of_the_staff_page_breaks_a_rule_that_the_statement_does_not_name(
    served: tuple[str, StaffAssistant], chromium: Browser, width: int, dark: bool
) -> None:
    address, assistant = served
    page = opened(chromium, address, width, dark)
    found = {}
    for state in _states(page, assistant):
        found[state] = [each for each in violations(page) if each.split()[0] not in NAMED]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, state
    page.context.close()
    assert len(found) == 10
    assert {state: broken for state, broken in found.items() if broken} == {}


def _states(page: Page, assistant: StaffAssistant) -> Iterator[str]:
    """Bring the page from state to state, and name each."""
    yield "start"
    assistant.go.clear()
    page.fill(BOX, "wait, may I lend it?")
    page.keyboard.press("Enter")
    page.wait_for_selector(".pa-waiting")
    yield "waiting"
    assistant.go.set()
    page.wait_for_selector("#pa-latest .pa-card")
    yield "answered"
    page.check("#pa-latest input[value=no]")
    page.fill("#pa-latest .pa-feedback textarea", "Write to me@school.example")
    page.click("#pa-latest .pa-feedback button")
    page.wait_for_selector("#pa-latest .pa-wrong:not([hidden])")
    yield "feedback refused"
    page.fill("#pa-latest .pa-feedback textarea", "It is the other clause.")
    page.click("#pa-latest .pa-feedback button")
    page.wait_for_selector("#pa-latest > .pa-turn > .pa-note")
    yield "feedback sent"
    ask(page, "And purple?")
    yield "declined"
    ask(page, "he hit her")
    yield "safeguarding, in a conversation of three"
    page.fill("#pa-day input", "2025-03-01")
    ask(page, "May I lend both?")
    yield "another day chosen"
    page.click("#pa-latest [data-do=compare]")
    page.wait_for_selector(".pa-comparison")
    page.click("#pa-earlier li:first-child summary >> nth=0")
    yield "comparison shown"
    page.fill(BOX, "a broken question")
    page.keyboard.press("Enter")
    page.wait_for_selector("#pa-trouble:not([hidden])")
    yield "error"


@pytest.mark.browser
def test_gradios_faults_are_mended_radios_are_one_group_and_nothing_else_speaks(
    served: tuple[str, StaffAssistant], chromium: Browser
) -> None:
    page = opened(chromium, served[0])
    ask(page, "May I lend it?")
    live = "[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]"
    assert page.locator(live).evaluate_all("all => all.map((each) => each.id)") == ["pa-status"]
    assert page.get_by_role("main").count() == 1
    assert page.get_by_role("group", name="Who is asking").count() == 1
    page.focus("#pa-role input:checked")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.value") == "parent"
    assert page.locator("#pa-role input:checked").count() == 1
    assert page.get_by_label("As the policies stood on").get_attribute("type") == "date"
    page.context.close()


@pytest.mark.browser
def test_x5_everything_that_can_be_pressed_is_at_least_24_pixels_high_and_wide(
    served: tuple[str, StaffAssistant], chromium: Browser
) -> None:
    page = opened(chromium, served[0], 320)
    ask(page, "May I lend both?")
    ask(page, "May I lend both?")
    page.check("#pa-latest input[value=no]")
    small = page.locator(
        "button, summary, select, label:has(input), textarea, nav a, .pa-open a, footer a"
    ).evaluate_all(
        """all => all.map((each) => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([html]) => html)"""
    )
    assert small == []
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
def test_the_statement_itself_breaks_no_rule(served: tuple[str, StaffAssistant], chromium: Browser, dark: bool) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 700}, color_scheme="dark" if dark else "light")
    page.goto(f"{served[0]}/accessibility")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


@pytest.mark.browser
def test_x6_the_statement_names_the_axe_and_the_gradio_that_the_tests_run_with(
    served: tuple[str, StaffAssistant], chromium: Browser
) -> None:
    page = chromium.new_page()
    page.goto(f"{served[0]}/accessibility")
    engine = Axe().run(page).response["testEngine"]["version"]
    page.close()
    tested = dict(statement().tested_with)
    assert tested["gradio"] == version("gradio")
    assert engine.startswith(f"{tested['axe-core']}.")


def test_the_statement_says_what_is_aimed_at_what_falls_short_and_whom_to_tell() -> None:
    text = BeautifulSoup(accessibility_page(FakeLibrary()), "html.parser").get_text(" ")
    for words in ("WCAG) version 2.2, level AA", "known to fall short", "Gull Rock School: the office, 01234 2"):
        assert words in " ".join(text.replace(" :", ":").split())
    for known in statement().known:
        assert known.part in {name for name, _ in statement().parts}
        assert known.what in text


def test_the_statement_is_open_to_everybody_and_linked_from_the_pages() -> None:
    assert needed_for("/accessibility") is None
    client = TestClient(create_app(FakeAssistant()), base_url="http://localhost")
    for path in ("/", "/policies"):
        assert BeautifulSoup(client.get(path).text, "html.parser").select_one("footer a[href='/accessibility']")
    assert client.get("/accessibility").status_code == 200
