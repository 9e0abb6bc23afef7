"""The policy pages in Chromium: nothing that axe finds, no two-way scroll, the keyboard's way, paper; X1, X2, X4, X5."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.web import create_app
from tests.axe import violations
from tests.browsing import serving
from tests.test_web_changes import Versions
from tests.web_fakes import FakeAssistant

pytestmark = pytest.mark.browser
POLICY = "/policies/gull-rock/phones?version=2026-02"
CHANGES = "/policies/gull-rock/phones/changes?from=2024-09&to=2026-02"
PAGES = (
    "/policies", POLICY, f"{POLICY}&clause=1.b2#c-1.b2", "/policies/gull-rock/phones?version=2024-09", CHANGES,
    "/policies/gull-rock/dogs/changes", "/policies/gull-rock/phones/changes?from=2026-02&to=2026-02",
    "/policies/gull-rock/withdrawn",
)  # fmt: skip
SETTINGS = (
    {"viewport": {"width": 1280, "height": 900}},
    {"viewport": {"width": 320, "height": 640}},
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active", "reduced_motion": "reduce"},
)
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"
SMALL = """() => [...document.querySelectorAll('a, button, select, summary')]
    .filter(each => each.checkVisibility({checkVisibilityCSS: true}) && !each.closest('p.lead, p.notice, .skip'))
    .filter(each => [...each.getClientRects()].some(box => box.height < 24 || box.width < 24))
    .map(each => each.outerHTML)"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(create_app(FakeAssistant(Versions()), today=lambda: date(2026, 6, 1))) as found:
        yield found


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("settings", SETTINGS, ids=("desk", "narrow", "dark", "dark-narrow", "forced-colours"))
def test_no_page_breaks_a_rule_or_scrolls_two_ways(
    address: str, chromium: Browser, settings: dict[str, object]
) -> None:
    context = chromium.new_context(**settings)  # type: ignore[arg-type]
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for path in PAGES:
        page.goto(address + path)
        if path == POLICY:
            page.click("details.addresses summary")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert [each for each in complaints if "404" not in each] == [], path
        assert violations(page) == [], path
        complaints.clear()  # axe tries styles of its own, which the page's policy refuses
    context.close()


def test_every_target_is_large_enough_for_a_finger(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    for path in PAGES:
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert page.evaluate(SMALL) == [], path


def test_text_spaced_as_a_reader_may_need_it_loses_nothing(address: str, chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 640}, bypass_csp=True)
    page = context.new_page()
    page.goto(address + CHANGES)
    page.add_style_tag(content=SPACED)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(
        "[...document.querySelectorAll('button, select')].every(b => b.scrollWidth <= b.clientWidth + 2)"
    )
    context.close()


def test_the_keyboard_alone_leads_from_the_policy_to_what_changed_and_to_a_clause(address: str, page: Page) -> None:
    page.goto(address + POLICY)
    _tab_to(page, "What changed since September 2024")
    _enter(page)
    _tab_to(page, "Clause 2 (new version)")
    _enter(page)
    assert page.inner_text("mark.cited").startswith("Phones are kept in the office until noon.")


def test_two_other_versions_are_compared_without_a_script(address: str, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + CHANGES)
    page.get_by_label("From version").select_option("2026-02")
    page.get_by_label("To version").select_option("2026-09")
    with page.expect_navigation():
        page.get_by_role("button", name="Compare").click()
    assert "from February 2026 to September 2026" in page.inner_text(".lead")
    context.close()


def test_the_addresses_of_the_clauses_are_one_stop_of_the_keyboard(address: str, page: Page) -> None:
    page.goto(address + POLICY)
    _tab_to(page, "Addresses of the clauses, to copy or share")
    page.keyboard.press("Tab")
    assert not page.evaluate("!!document.activeElement.closest('.text')")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    _enter(page)
    assert page.locator("mark.cited").count() == 1
    assert page.url.endswith("#c-1.b1")


def test_a_pointer_over_a_clause_shows_its_address(address: str, page: Page) -> None:
    page.goto(address + POLICY)
    link = page.locator("#c-2 .address")
    assert not link.is_visible()
    page.hover("#c-2")
    expect(link).to_be_visible()
    box = link.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    link.click()
    page.wait_for_selector("#c-2.cited")


def test_on_paper_the_marks_need_no_colour_and_the_controls_are_gone(address: str, page: Page) -> None:
    page.goto(address + CHANGES)
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator(".choose, .bar").first.is_visible()
    style = "selector => { const s = getComputedStyle(document.querySelector(selector)); return [s.textDecorationLine, s.color] }"
    assert page.evaluate(style, "ins") == ["underline", "rgb(0, 0, 0)"]
    assert page.evaluate(style, "del") == ["line-through", "rgb(0, 0, 0)"]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def _enter(page: Page) -> None:
    """Press Enter on a link and wait for the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on the link or control of this text, with a visible outline."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    pytest.fail(f"Tab never reached “{name}”.")
