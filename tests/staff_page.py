"""The staff page in a browser: a fake behind it that waits, breaks and disagrees, and the steps that tests share."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from playwright.sync_api import Browser, Page
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.state import State
from assistant.values import Answer, Verdict
from assistant.web import create_app
from tests.browsing import PATIENCE_S
from tests.web_fakes import LEND, ROTA, FakeAssistant, answer_to, citation

BOX = "#pa-question-box textarea"
TODAY = date(2026, 11, 21)
ELSEWHERE = replace(citation(LEND), policy=ROTA.id, title=ROTA.title, document=ROTA.document, version=ROTA.version)


@dataclass
class StaffAssistant(FakeAssistant):
    """ "wait" waits until `go` is set, "broken" fails, "both" touches the rota, which says yes."""

    go: threading.Event = field(default_factory=threading.Event)
    days: list[str] = field(default_factory=list)

    def ask(
        self, text: str, *, organisation: str, role: str = "staff", as_of: str = "", document: str = "",
        history: Sequence[str] = (),
    ) -> Answer:  # fmt: skip
        if "wait" in text:
            self.go.wait(PATIENCE_S)
        if "broken" in text:
            raise RuntimeError("a fault of our own")
        self.histories.append(tuple(history))
        self.days.append(as_of)
        answer = replace(answer_to(text, role), as_of=as_of or TODAY.isoformat())
        if document == ROTA.document:
            return replace(answer, verdict=Verdict.YES, answer="Yes. [1]", citations=(ELSEWHERE,))
        return replace(answer, related=(ELSEWHERE,)) if "both" in text else answer


class Closing:
    """A stub gate: once `closed`, nobody is known to what asks and answers, as when a sign-in has ended."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.closed = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve or refuse one request."""
        asks = scope["type"] == "http" and scope["path"].startswith(("/gradio_api", "/staff/", "/api/"))
        refused = JSONResponse({"error": "Nobody is signed in here.", "remedy": "Sign in."}, status_code=401)
        await (refused if self.closed and asks else self._app)(scope, receive, send)


def staff_app(assistant: StaffAssistant, state: State | None = None) -> ASGIApp:
    """The whole app on 21 November 2026."""
    return create_app(assistant, state=state, today=lambda: TODAY)


def opened(browser: Browser, address: str, width: int = 1280, dark: bool = False) -> Page:
    """The page, drawn and ready for a question, in a context of its own."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light", locale="en-GB"
    )
    page = context.new_page()
    page.goto(address)
    ready(page)
    return page


def ready(page: Page) -> None:
    """Wait until Gradio has drawn and the roles that this visitor may try have come."""
    page.wait_for_selector("#pa-role label:has-text('Trainer')")
    page.wait_for_selector("#pa-day input[type=date]")


def ask(page: Page, question: str) -> None:
    """Ask with the keyboard and wait for the turn."""
    before = page.evaluate("document.querySelector('#pa-latest .pa-turn')?.id ?? ''")
    page.focus(BOX)
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    page.wait_for_function("id => (document.querySelector('#pa-latest .pa-turn')?.id ?? '') !== id", arg=before)


def focused(page: Page) -> str:
    """Where the focus is: "box", "answer", or the element's own name."""
    found: str = page.evaluate(
        """() => { const now = document.activeElement;
        if (now.matches('#pa-question-box textarea')) return 'box';
        if (now.id === 'pa-latest') return 'answer';
        return now.getAttribute('name') || now.className || now.tagName; }"""
    )
    return found


def listen(page: Page) -> None:
    """From now on keep what every live region announces."""
    page.evaluate(
        """() => { window.heard = [];
        const live = '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]';
        new MutationObserver((changes) => changes.forEach((change) => {
            const node = change.target.nodeType === 1 ? change.target : change.target.parentElement;
            const region = node?.closest(live);
            if (region) window.heard.push(region.textContent);
        })).observe(document.body, {childList: true, subtree: true, characterData: true}); }"""
    )


def heard(page: Page) -> list[str]:
    """What was announced since `listen`."""
    found: list[str] = page.evaluate("window.heard")
    return found
