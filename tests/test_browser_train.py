"""Prepare, handout and alone in real Chromium: with the keyboard alone, at any width, and as axe sees them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from assistant.state import State
from assistant.values import Modality
from tests.axe import violations
from tests.browsing import follow, serving
from tests.scenario_fakes import PHONE_RULES, PHONES, School, document, pages_over

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def school() -> School:
    return School()


@pytest.fixture(scope="module")
def address(school: School) -> Iterator[str]:
    with serving(pages_over(school, State.in_memory())) as found:
        yield found


@pytest.fixture
def page(address: str, chromium: Browser) -> Iterator[Page]:
    """A page without JavaScript of its own to run: the trainers' pages have none."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    opened.goto(f"{address}/train")
    yield opened
    context.close()


def press_to(page: Page, name: str) -> None:
    """Tab on until the element with this name has the focus, then press Enter; fails where Tab never comes there."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if focused(page) == name:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            # Chromium hands out `autofocus` with the first frame, which a busy machine draws late.
            page.wait_for_function(
                "() => !document.querySelector('[autofocus]') || document.activeElement !== document.body"
            )
            return
    raise AssertionError(f"Tab never reached “{name}”.")


def tab_to(page: Page, id: str) -> None:
    """Tab on until the field with this id has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == id:
            return
    raise AssertionError(f"Tab never reached #{id}.")


def focused(page: Page) -> str:
    """The words of the element that has the focus."""
    words: str = page.evaluate("document.activeElement.textContent")
    return " ".join(words.split())


def make(page: Page) -> None:
    """A set of six, drawn with the keyboard."""
    press_to(page, "New set")
    tab_to(page, "number")
    page.keyboard.press("Control+A")
    page.keyboard.type("6")
    tab_to(page, "title")
    page.keyboard.type("Induction, autumn")
    press_to(page, "Draw the scenarios")


def test_a_set_is_prepared_from_start_to_finish_with_the_keyboard_alone(page: Page) -> None:
    make(page)
    assert page.inner_text("[role=status]") == "6 scenarios drawn."
    order = page.locator("li.scenario h3").all_inner_texts()
    press_to(page, "Move down number 1 of 6")
    assert focused(page) == "Move down number 2 of 6"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert focused(page) == "Move down number 3 of 6"
    moved = [order[1], order[2], order[0], *order[3:]]
    assert page.locator("li.scenario h3").all_inner_texts() == moved
    press_to(page, "Drop number 4 of 6")
    assert page.locator("li.scenario").count() == 5
    assert focused(page) == "Put it back into the set"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("li.scenario h3").all_inner_texts() == moved
    assert focused(page) == "Edit number 4 of 6"
    write(page)
    assert page.locator("li.scenario h3").last.inner_text() == "May I lend mine for a call?"
    press_to(page, "Handout")
    assert page.locator(".exercise > li").count() == 7


def write(page: Page) -> None:
    """A scenario of one's own: ask the assistant, look for another clause, save."""
    press_to(page, "Write one")
    tab_to(page, "question")
    page.keyboard.type("May I lend mine for a call?")
    press_to(page, "What does the assistant say?")
    assert focused(page).startswith("The assistant says: No.")
    assert page.is_checked("#v-no")
    tab_to(page, "looked")
    page.keyboard.type("lost phone to the office")
    with page.expect_navigation():
        page.keyboard.press("Enter")  # looks, and does not save
    assert "clauses found" in focused(page)
    assert page.locator("input[name=clause]:checked").get_attribute("value") == "phones.md#1.b1"
    press_to(page, "Save")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "light"), (360, "dark")])
def test_every_page_and_state_passes_axe_and_fits_its_width(
    address: str, chromium: Browser, school: School, width: int, scheme: str
) -> None:
    school.publish(document(PHONES, PHONE_RULES))
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(60_000)
    faults: list[str] = []

    def look(state: str) -> None:
        wide = page.evaluate("document.documentElement.scrollWidth") > width
        faults.extend(f"{state}: {each}" for each in [*violations(page), *(["scrolls sideways"] if wide else [])])

    walk(page, address, school, look)
    assert faults == []
    context.close()


def walk(page: Page, address: str, school: School, look: object) -> None:
    """Every page in every state, one after the other."""
    assert callable(look)
    page.goto(f"{address}/train/new")
    look("new")
    page.fill("#title", "Ring 07700 900123")
    page.fill("#number", "10")
    click(page, "Draw the scenarios")
    look("new, refused")
    page.fill("#title", "A longer title than most, to see how it wraps: induction for everybody")
    click(page, "Draw the scenarios")
    look("set")
    here = page.url.partition("?")[0]
    page.click("li.scenario summary >> nth=0")
    look("set, tempting clause open")
    click(page, "None")
    look("set, no tempting clause")
    click(page, "List it for self-study")
    look("set, listed")
    page.goto(f"{address}/learn")
    look("list for self-study")
    page.goto(here)
    click(page, "Drop")
    look("set, dropped")
    page.goto(f"{here}/write")
    page.fill("#question", "May I lend mine?")
    click(page, "What does the assistant say?")
    look("write, advised")
    page.check("#v-no")
    page.check("#c-none")
    click(page, "Save")
    look("write, refused")
    school.publish(document(PHONES, [("must not lend a personal phone to anyone.", Modality.PROHIBITS)]))
    page.goto(here)
    look("set, flagged")
    follow(page, "li.flagged >> text=Edit")
    look("edit, flagged")
    for what in ("delete", "handout"):
        page.goto(f"{here}/{what}")
        look(what)
    alone(page, here.replace("/train/sets/", "/learn/"), look)
    page.goto(f"{address}/train")
    look("home")
    page.goto(f"{address}/train/sets/nothing")
    look("no such set")
    page.goto(f"{here}/write")
    page.fill("#question", "May I lend mine?")
    page.request.post(f"{here}/delete")
    click(page, "Save")
    look("write, into a deleted set")


def alone(page: Page, start: str, look: object) -> None:
    """Working through the set, wrong in every scenario but those that the policy forbids."""
    assert callable(look)
    page.goto(start)
    look("alone, start")
    click(page, "Start")
    look("alone, question")
    click(page, "Show the answer")
    look("alone, no answer chosen")
    while "/end" not in page.url:
        page.check("#v-no")
        click(page, "Show the answer")
        look("alone, answer")
        follow(page, ".doing a.button")
    look("alone, end")
    page.check("#r-1")
    page.fill("#name", "Ann")
    click(page, "Record it")
    look("alone, recorded")


def click(page: Page, words: str) -> None:
    """Press the first button or link with these words and wait for the page that it leads to."""
    with page.expect_navigation():
        page.locator("main button:not([tabindex]), main a.button").filter(has_text=words).first.click()


def test_alone_works_without_javascript_and_the_answer_has_the_focus(page: Page, chromium: Browser) -> None:
    make(page)
    context = chromium.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.set_default_timeout(60_000)
    plain.goto(page.url.partition("?")[0].replace("/train/sets/", "/learn/"))
    follow(plain, "text=Start")
    plain.check("#v-conditional")
    follow(plain, "text=Show the answer")
    plain.locator(".revealed:focus").wait_for()
    assert "1 of 6" in plain.inner_text(".progress")
    follow(plain, "text=Next")
    assert "2 of 6" in plain.inner_text(".progress")
    follow(plain, "text=Back")
    assert plain.locator(".revealed").count() == 1
    context.close()
