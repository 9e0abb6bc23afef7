"""A live session in real Chromium: a projector and three phones, lost connections, a restarted server, keys, axe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import APIResponse, Browser, Page, Route, expect

from assistant.state import State, live
from assistant.web.pages import pages_router
from assistant.web.train.live import live_router
from tests.app_parts import part_of_app
from tests.axe import violations
from tests.browsing import follow, serving
from tests.live_fakes import SCENARIOS, TODAY, ShrinkingLibrary, prepared
from tests.web_fakes import CHARGE, LEAVE, LEND

pytestmark = pytest.mark.browser
DESK, PHONE = {"width": 1280, "height": 720}, {"width": 360, "height": 740}


@dataclass
class Hall:
    """A server that can be stopped and started again on the same port, and the windows that look at it."""

    data: Path
    chromium: Browser
    address: str = ""
    complaints: list[str] = field(default_factory=list)
    _running: ExitStack = field(default_factory=ExitStack)

    def start(self) -> None:
        self.state = State.open(self.data)
        port = int(self.address.rpartition(":")[2] or 0)
        self.address = self._running.enter_context(serving(_app(self.state), port))

    def stop(self) -> None:
        self._running.close()
        self.state.close()

    def window(self, size: dict[str, int], **options: object) -> Page:
        page = self.chromium.new_context(viewport=size, **options).new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self._note(message.text))
        return page

    def _note(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.complaints.append(text)

    def projector(self, naming: str = "nothing") -> Page:
        page = self.window(DESK)
        page.goto(f"{self.address}/train/sets/s1/live")
        page.check(f"[value={naming}]")
        follow(page, "text=Start the session")
        page.wait_for_selector(".joincode")
        return page

    def phone(self, code: str, name: str = "", **options: object) -> Page:
        page = self.window(PHONE, **options)
        page.goto(f"{self.address}/join")
        page.fill("#code", code.lower())
        with page.expect_navigation():
            page.keyboard.press("Enter")
        if name:
            page.fill("#name", name)
        follow(page, "button.main")
        page.wait_for_selector("[data-step]")
        return page


def _app(state: State) -> FastAPI:
    library = ShrinkingLibrary()
    return part_of_app(pages_router(library, lambda: TODAY), live_router(state, library, lambda: TODAY))


@pytest.fixture
def hall(tmp_path: Path, chromium: Browser) -> Iterator[Hall]:
    hall = Hall(tmp_path, chromium)
    hall.start()
    prepared(hall.state)
    yield hall
    for context in list(chromium.contexts):
        context.close()
    hall.stop()


def _code(page: Page) -> str:
    return page.inner_text(".joincode").replace(" ", "")


def _press(page: Page, key: str, until: str) -> None:
    page.keyboard.press(key)
    page.wait_for_selector(until)


def _abreast(phone: Page, projector: Page) -> None:
    """Wait until the phone shows the step that the projector shows."""
    step = projector.get_attribute("#stage", "data-step") or ""
    expect(phone.locator("#now")).to_have_attribute("data-step", step)


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_room_of_three_phones_answers_and_sees_the_clause_without_reloading(hall: Hall) -> None:
    projector = hall.projector("name")
    phones = [hall.phone(_code(projector), name) for name in ("Ann", "Bo", "Cy")]
    expect(projector.locator("#counts")).to_have_text("3 people are in")
    _press(projector, "PageDown", ".at-question")
    for phone, choice in zip(phones, ("yes", "yes", "no"), strict=True):
        phone.click(f"#answer-{choice}")
        expect(phone.locator(f"#answer-{choice}")).to_have_attribute("aria-pressed", "true")
    expect(projector.locator("#counts")).to_have_text("3 of 3 have answered")
    assert projector.locator("#votes").count() == 0
    _press(projector, "ArrowRight", "#votes")
    assert projector.locator(".many").all_inner_texts() == ["2", "1", "0", "0"]
    phones[0].click("#answer-no")
    expect(projector.locator(".many").first).to_have_text("1")
    assert phones[1].locator("blockquote").count() == 0
    _press(projector, "ArrowRight", ".at-verdict")
    for phone in phones:
        expect(phone.locator("blockquote")).to_contain_text(LEND.text)
    expect(phones[0].locator(".own")).to_contain_text("is the policy’s")
    phones[0].click("text=Open the policy")
    assert hall.complaints == []


def test_a_phone_that_loses_the_connection_sends_its_answer_when_it_is_back(hall: Hall) -> None:
    projector = hall.projector()
    phone = hall.phone(_code(projector))
    _press(projector, "ArrowRight", ".at-question")
    phone.wait_for_selector("#answer-no")
    phone.context.set_offline(True)
    phone.click("#answer-no")
    expect(phone.locator("#status")).to_contain_text("Not sent yet")
    expect(phone.locator("#answer-no")).to_have_attribute("aria-pressed", "true")
    expect(projector.locator("#counts")).to_have_text("0 of 1 has answered")
    phone.context.set_offline(False)
    expect(projector.locator("#counts")).to_have_text("1 of 1 has answered")
    expect(phone.locator("#own")).to_contain_text("Your answer: No")


def test_a_phone_that_was_away_during_the_reveal_finds_it_on_coming_back(hall: Hall) -> None:
    projector = hall.projector()
    phone = hall.phone(_code(projector))
    _press(projector, "ArrowRight", ".at-question")
    phone.click("#answer-yes")
    expect(projector.locator("#counts")).to_have_text("1 of 1 has answered")
    phone.context.set_offline(True)
    _press(projector, "ArrowRight", ".at-votes")
    _press(projector, "ArrowRight", ".at-verdict")
    phone.context.set_offline(False)
    expect(phone.locator("blockquote")).to_contain_text(LEND.text)
    expect(phone.locator(".own")).to_have_text("Your answer was “Yes”.")


def test_a_reply_overtaken_on_its_way_puts_no_earlier_step_back(hall: Hall) -> None:
    projector = hall.projector()
    code = _code(projector)
    phone = hall.phone(code)
    held: list[tuple[Route, APIResponse]] = []
    place = f"{hall.address}/live/{code}"
    phone.route(place, lambda route: held.append((route, route.fetch())), times=1)
    with phone.expect_request(place):
        _press(projector, "ArrowRight", ".at-question")
    while not held:
        phone.wait_for_timeout(20)
    _press(projector, "ArrowRight", "#votes")
    _abreast(phone, projector)
    [(route, reply)] = held
    with phone.expect_event("requestfinished"):
        route.fulfill(response=reply)
    phone.evaluate("new Promise((done) => setTimeout(done, 200))")
    _abreast(phone, projector)


def test_a_session_survives_a_restart_of_the_server_with_nobody_reloading(hall: Hall) -> None:
    projector = hall.projector()
    phones = [hall.phone(_code(projector)) for _ in range(2)]
    _press(projector, "ArrowRight", ".at-question")
    phones[0].click("#answer-yes")
    expect(projector.locator("#counts")).to_have_text("1 of 2 have answered")
    phones[1].wait_for_selector("#answer-no")
    hall.stop()
    phones[1].click("#answer-no")
    expect(phones[1].locator("#status")).to_contain_text("Not sent yet")
    hall.start()
    expect(projector.locator("#counts")).to_have_text("2 of 2 have answered")
    _press(projector, "ArrowRight", "#votes")
    _press(projector, "ArrowRight", ".at-verdict")
    for phone in phones:
        expect(phone.locator("blockquote")).to_contain_text(LEND.text)


def test_without_server_sent_events_a_phone_asks_every_few_seconds(hall: Hall) -> None:
    projector = hall.projector()
    phone = hall.window(PHONE)
    phone.route("**/events*", lambda route: route.fulfill(status=503))
    session = live.sessions(hall.state)[0]
    phone.goto(f"{hall.address}/join/{session.code}")
    follow(phone, "button.main")
    _press(projector, "ArrowRight", ".at-question")
    expect(phone.locator("#answer-yes")).to_be_visible()


def test_everything_works_as_forms_and_links_without_scripts(hall: Hall) -> None:
    page = hall.window(DESK, java_script_enabled=False)
    page.goto(f"{hall.address}/train/sets/s1/live")
    follow(page, "text=Start the session")
    phone = hall.phone(_code(page), java_script_enabled=False)
    follow(page, "#move-next")
    follow(phone, "text=Load again")
    follow(phone, "#answer-no")
    assert "Your answer: No" in phone.inner_text("#own")
    follow(page, "#move-next")
    assert page.locator(".many").all_inner_texts() == ["0", "1", "0", "0"]
    follow(page, "#move-next")
    follow(phone, "text=Load again")
    assert LEND.text in phone.inner_text("blockquote")


def test_a_clicker_leads_through_a_set_and_the_address_keeps_the_place(hall: Hall) -> None:
    page = hall.window(DESK)
    page.goto(f"{hall.address}/train/sets/s1/present")
    for key, until in (("PageDown", "question"), (" ", "verdict"), ("Enter", "clause"), ("ArrowRight", "tempting")):
        _press(page, key, f".at-{until}")
    assert page.inner_text("mark") == LEAVE.text
    expect(page).to_have_url(re.compile(r"scenario=1&stage=tempting$"))
    page.reload()
    assert page.inner_text("mark") == LEAVE.text
    _press(page, "PageUp", ".at-clause")
    assert page.inner_text("mark") == LEND.text
    page.go_back()
    page.wait_for_selector(".at-tempting")
    _press(page, "d", "[data-look=dark]")
    page.keyboard.press(".")
    expect(page.locator("mark")).to_be_hidden()
    page.keyboard.press("PageDown")
    expect(page.locator("mark")).to_be_visible()
    _press(page, "?", ".keys[open]")
    page.keyboard.press("Escape")
    expect(page.locator(".keys-in")).to_be_hidden()
    page.keyboard.press("Escape")
    page.wait_for_url("**/train/sets/s1")
    assert hall.complaints == []


def test_a_key_pressed_on_a_button_presses_that_button_alone(hall: Hall) -> None:
    page = hall.window(DESK)
    page.goto(f"{hall.address}/train/sets/s1/present?scenario=1&stage=clause")
    page.focus("[data-move=back]")
    _press(page, "Enter", ".at-verdict")


def test_a_second_screen_takes_over_and_the_first_is_told_at_once(hall: Hall) -> None:
    first = hall.projector()
    second = hall.window(DESK)
    second.goto(first.url)
    follow(second, "#take")
    expect(second.locator(".joincode")).to_be_visible()
    expect(first.locator("h1")).to_have_text("Another screen leads this session now")
    _press(second, "ArrowRight", ".at-question")
    first.click("#follow")
    expect(first.locator("h1")).to_have_text(SCENARIOS[0].question)
    _press(second, "ArrowRight", "#votes")
    expect(first.locator("#votes")).to_be_visible()


def test_focus_stays_on_the_answer_and_moves_to_the_heading_with_the_next_step(hall: Hall) -> None:
    projector = hall.projector()
    phone = hall.phone(_code(projector))
    _press(projector, "ArrowRight", ".at-question")
    phone.focus("#answer-no")
    phone.keyboard.press("Enter")
    expect(phone.locator("#own")).to_contain_text("Your answer: No")
    assert phone.evaluate("document.activeElement.id") == "answer-no"
    expect(phone.locator("#status")).to_have_text("Answer kept: No.")
    _press(projector, "ArrowRight", "#votes")
    _press(projector, "ArrowRight", ".at-verdict")
    expect(phone.locator("#status")).to_have_text("Scenario 1: the policy says: No.")
    assert phone.evaluate("document.activeElement.id") == "head"


def test_every_state_passes_axe_and_fits_a_phone_x1_x4_x5(hall: Hall) -> None:
    projector = hall.projector("name")
    phone = hall.phone(_code(projector), "Ann")
    dark = hall.phone(_code(projector), "Bo", color_scheme="dark")
    found: list[str] = []

    def look(*pages: Page) -> None:
        for page in pages:
            found.extend(f"{page.url}: {each}" for each in violations(page))
            assert _fits(page)
            assert _small_targets(page) == []

    look(projector, phone, dark)
    for key, place in (("question", phone), ("votes", dark), ("verdict", phone), ("clause", dark), ("tempting", phone)):
        _press(projector, "ArrowRight", f".at-{key}")
        _abreast(place, projector)
        if key == "question":
            phone.click("#answer-no")
            expect(phone.locator("#own")).to_contain_text("Your answer: No")
        look(projector, place)
    assert projector.inner_text("mark") == LEAVE.text
    for _ in range(9):
        at = projector.get_attribute("#stage", "data-step") or ""
        projector.keyboard.press("ArrowRight")
        expect(projector.locator("#stage")).not_to_have_attribute("data-step", at)
    assert CHARGE.text not in projector.inner_text("#stage")
    for each in (phone, dark):
        _abreast(each, projector)
        expect(each.locator("#read")).to_be_visible()
    phone.check("[name=policy]")
    follow(phone, "text=Record what is ticked")
    look(projector, phone, dark)
    follow(projector, "#end")
    results = projector.url
    for path in (results, f"{results}/sheet", f"{hall.address}/train/records", f"{hall.address}/train/sessions"):
        for size, scheme in ((DESK, "light"), (PHONE, "dark")):
            projector.set_viewport_size(size)
            projector.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            projector.goto(path)
            look(projector)
    assert found == []


def _small_targets(page: Page) -> list[str]:
    """Controls smaller than 24 px that are not links within a sentence."""
    script = """() => [...document.querySelectorAll('button, summary, input, a.tool, select')]
        .filter(each => each.checkVisibility() && each.type !== 'hidden')
        .map(each => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""
    return list(page.evaluate(script))
