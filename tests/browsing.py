"""A server of our own and a Chromium for the browser tests; the `chromium` fixture is offered by conftest.py."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from starlette.types import ASGIApp

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_S = 60
"""How long a test waits for what it expects: no wait is a measure of the machine's pace."""


@contextmanager
def serving(app: ASGIApp, port: int = 0) -> Iterator[str]:
    """The app on a loopback port (0: a free one) while the block runs; gives its address without a closing slash."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while thread.is_alive() and not server.started:
            time.sleep(0.05)
        assert server.started, "the app did not start"
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(PATIENCE_S)


def follow(page: Page, selector: str) -> None:
    """Click what leads to another page and wait until that page is there; a bare click does not wait for it."""
    with page.expect_navigation():
        page.click(selector)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One Chromium a test module, as patient in every context; each test opens a context or page and closes it."""
    expect.set_options(timeout=PATIENCE_S * 1000)
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        browser.on("context", _patient)
        yield browser


def _patient(context: BrowserContext) -> None:
    context.set_default_timeout(PATIENCE_S * 1000)
