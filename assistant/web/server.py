"""Puts the web app together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from assistant.state import State
from assistant.web import security
from assistant.web.api import Today, api_router
from assistant.web.counting import Counted
from assistant.web.metrics import Questions
from assistant.web.pages import pages_router
from assistant.web.ports import Asker
from assistant.web.problems import answer_problems
from assistant.web.staff import mount_staff_page

STATIC = "/pages"
"""Where our own style sheets lie: Gradio has /static and /assets."""


def create_app(
    assistant: Asker,
    *,
    data: Path | None = None,
    hosts: Sequence[str] = security.LOOPBACK_HOSTS,
    origins: Sequence[str] = (),
    today: Today = date.today,
    state: State | None = None,
) -> FastAPI:
    """The whole app. `data` is never served; `hosts` are the names it answers to; `origins` may call it.

    Without a `state` database what people add is gone with the process.
    """
    state = state or State.in_memory()
    questions = Questions()
    asker = Counted(assistant, questions)
    app = FastAPI(title="Policy assistant", docs_url=None, redoc_url=None, openapi_url=None)
    security.protect(app, hosts, origins)
    answer_problems(app)
    app.include_router(api_router(asker, questions, today))
    app.include_router(pages_router(assistant.library, today))
    app.mount(STATIC, StaticFiles(directory=str(files("assistant.web") / "static")))
    mount_staff_page(app, asker, data)
    return app
