"""A stage for the widget's tests: an assistant with states on demand, and a school's site on another origin.

A browser test module imports the fixtures `stage` and `allowed` and names them in its `__all__`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from playwright.sync_api import Browser, BrowserContext, Frame, Page

from assistant.errors import DataFolderError
from assistant.values import Answer, Contact, Organisation, Widget
from assistant.web import create_app, security
from assistant.web.problems import answer_problems
from assistant.web.widget.demo import demo_router
from assistant.web.widget.routes import widget_router
from assistant.web.widget.turnstile import Turnstile
from tests.browsing import PATIENCE_S, serving
from tests.web_fakes import SCHOOL, FakeAssistant, FakeLibrary, answer_to

SLUG = SCHOOL.slug
OFFICE = Contact("the school office", "01632 960147", "office@gull-rock.example.org")
QUESTION = "May I lend a phone to a pupil?"
EXAMPLE = "Can my child bring a phone to school?"
TAG = '<script async src="{host}/widget.js" data-organisation="gull-rock"{more}></script>'
HOST_PAGE = """<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width, initial-scale=1"><title>Gull Rock School</title>{head}</head>
<body><main><h1>Welcome</h1><p>Term begins on Monday.</p><p><a id="link" href="#there">A link</a></p></main>{tag}</body></html>"""


class StagedLibrary(FakeLibrary):
    """One school whose widget's settings a test may change while the app runs."""

    def __init__(self) -> None:
        self.widget = Widget()
        self.office = OFFICE

    def organisations(self) -> tuple[Organisation, ...]:
        return (replace(SCHOOL, office=self.office, widget=self.widget),)


@dataclass
class StagedAssistant(FakeAssistant):
    """The fake assistant with states on demand: "slow" waits for `gate`, "broken" and "crash" fail."""

    library: StagedLibrary = field(default_factory=StagedLibrary)
    gate: threading.Event = field(default_factory=threading.Event)
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def ask(
        self, text: str, *, organisation: str, role: str = "staff", as_of: str = "", document: str = "",
        history: Sequence[str] = (),
    ) -> Answer:  # fmt: skip
        self.asked.append((organisation, role))
        if "slow" in text:
            self.gate.wait(PATIENCE_S)
        if "broken" in text:
            raise DataFolderError("The index is damaged.", "Run `policy-assistant index --rebuild`.")
        if "crash" in text:
            raise RuntimeError("crash")
        if text in self.answers:
            return self.answers[text]
        if text == EXAMPLE:
            return answer_to("lend", role)
        return super().ask(text, organisation=organisation, role=role, as_of=as_of, document=document, history=history)


@dataclass
class Stage:
    """The assistant's address, the school's site on another origin, and what may be changed."""

    host: str
    site: str
    assistant: StagedAssistant
    pages: dict[str, tuple[str, Mapping[str, str]]]

    def put(self, name: str, page: str = "", headers: Mapping[str, str] | None = None, **more: str) -> str:
        """Put a page on the school's site and give its address; without one a plain page with the tag."""
        tag = TAG.format(host=self.host, more=more.get("more", ""))
        page = page or HOST_PAGE.format(head=more.get("head", ""), tag=tag)
        self.pages[name] = (page.replace("{host}", self.host).replace("{tag}", tag), headers or {})
        return f"{self.site}/{name}"

    def colour(self, colour: str) -> None:
        """Set the colour in the school's settings."""
        self.assistant.library.widget = replace(self.assistant.library.widget, colour=colour)

    def allow(self, *sites: str) -> None:
        """Set where the widget may stand."""
        self.assistant.library.widget = replace(self.assistant.library.widget, sites=sites)


def widget_app(assistant: StagedAssistant, turnstile: Turnstile | None = None) -> FastAPI:
    """The widget's routes with the app's headers, without the staff page, which takes a second to make."""
    app = FastAPI()
    security.protect(app)
    answer_problems(app)
    app.include_router(demo_router(assistant.library))
    app.include_router(widget_router(assistant, date.today, turnstile))
    return app


@contextmanager
def staged() -> Iterator[Stage]:
    """The assistant and a school's site, each on an origin of its own, while the block runs."""
    assistant, pages = StagedAssistant(), {}
    with (
        serving(create_app(assistant, turnstile=Turnstile(each=1_000, everybody=1_000))) as host,
        serving(_site(pages)) as site,
    ):
        host = host.replace("127.0.0.1", "localhost")
        stage = Stage(host, site, assistant, pages)
        stage.allow(site)
        yield stage


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """One stage for a test module."""
    with staged() as made:
        yield made


@pytest.fixture(autouse=True)
def allowed(stage: Stage) -> None:
    """Before each test: the school's site is listed, nothing else is set, and no slow answer is let through yet."""
    stage.assistant.library.widget = Widget(sites=(stage.site,))
    stage.assistant.library.office = OFFICE
    stage.assistant.gate.clear()


@contextmanager
def visiting(browser: Browser, address: str, **options: object) -> Iterator[Page]:
    """A page at the address in a context of its own; options are the context's."""
    context: BrowserContext = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
    try:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("policy-assistant", state="attached")
        yield page
    finally:
        context.close()


def opened(page: Page) -> Frame:
    """The widget's frame, opened and ready to be written in."""
    page.click("policy-assistant .launch")
    page.wait_for_selector("policy-assistant iframe")
    frame = page.query_selector("policy-assistant iframe").content_frame()
    frame.wait_for_selector(":focus")
    return frame


def asked(frame: Frame, question: str, then: str = ".answer") -> None:
    """Ask and wait for what follows."""
    frame.fill("#question", question)
    frame.press("#question", "Enter")
    frame.wait_for_selector(f"#newest {then}" if then.startswith(".") else then)


def _site(pages: Mapping[str, tuple[str, Mapping[str, str]]]) -> FastAPI:
    app = FastAPI()

    @app.get("/{name}")
    def page(request: Request, name: str) -> Response:
        if name not in pages:
            return Response(status_code=404)
        text, headers = pages[name]
        return HTMLResponse(text, headers=dict(headers))

    return app
