"""The staff page in real Chromium: ask, read, open the policy at the clause, with the keyboard alone."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from assistant.web import create_app
from tests.web_fakes import LEND, FakeAssistant

pytestmark = pytest.mark.browser
QUIET = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
BOX = "#pa-question-box textarea"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(FakeAssistant()), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while thread.is_alive() and not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = [*QUIET.split(), "--disable-component-update", "--disable-sync"]
        yield playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)


@pytest.mark.parametrize("width", [1280, 360])
def test_asking_with_the_keyboard_alone_leads_to_the_highlighted_clause(
    address: str, browser: Browser, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.context.on("request", lambda request: _note_outside(request.url, address, complaints))
    _ask(page, address, "May I lend a phone to a pupil?")
    assert page.inner_text(".pa-verdict") == "No"
    assert page.inner_text(".pa-words >> nth=0") == LEND.text
    assert page.inner_text("#pa-status") == "Answer ready: No."
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.focus(".pa-open a >> nth=0")
    with page.expect_popup() as opened:
        page.keyboard.press("Enter")
    policy = opened.value
    policy.wait_for_load_state()
    assert policy.inner_text("mark") == LEND.text
    assert policy.url.endswith("#c-1.b1")
    assert complaints == []
    page.context.close()


def _ask(page: Page, address: str, question: str) -> None:
    page.goto(address)
    page.wait_for_selector(BOX)
    page.focus(BOX)
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    page.wait_for_selector(".pa-card")


def _note_outside(url: str, address: str, complaints: list[str]) -> None:
    if not url.startswith((address, "data:", "blob:")):
        complaints.append(f"outside request: {url}")
