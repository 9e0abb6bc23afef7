"""Puts the web app together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from fastapi import FastAPI

from assistant.providers import Provider
from assistant.reach import LOOPBACK_HOSTS
from assistant.state import State
from assistant.state.admission import Admission
from assistant.web import security
from assistant.web.access import admission_for, stand_guard
from assistant.web.api import api_router
from assistant.web.bare import bare_app
from assistant.web.clock import Today
from assistant.web.counting import Counted
from assistant.web.feedback import feedback_router
from assistant.web.metrics import Questions
from assistant.web.pages import pages_router
from assistant.web.ports import Asker
from assistant.web.problems import answer_problems
from assistant.web.sign_in import sign_in_router
from assistant.web.staff import mount_staff_page
from assistant.web.staff_actions import staff_router
from assistant.web.statements import statements_router
from assistant.web.tidying import tidying
from assistant.web.train.live import hub_over, live_router
from assistant.web.train.sets import QuestionsOf, no_questions, train_router
from assistant.web.widget.demo import demo_router
from assistant.web.widget.examples import Examples
from assistant.web.widget.routes import widget_router
from assistant.web.widget.turnstile import Turnstile

LARGEST_BODY = 4 * 1024 * 1024
"""Bytes of any request; a conversation of the longest questions is half of it. Public forms take far less."""


def create_app(
    assistant: Asker,
    *,
    data: Path | None = None,
    hosts: Sequence[str] = LOOPBACK_HOSTS,
    origins: Sequence[str] = (),
    today: Today = date.today,
    state: State | None = None,
    admission: Admission | None = None,
    turnstile: Turnstile | None = None,
    providers: Sequence[Provider] = (),
    questions_of: QuestionsOf = no_questions,
    address: str = "",
) -> FastAPI:
    """The whole app. `data` is never served; `hosts` are the names it answers to; `origins` may call it.

    Without a `state` database what people add is gone with the process. Sign-in is asked for where there is an
    `admission`, or a host name by which other machines could come; `providers` are those offered beside passwords.
    `questions_of` gives those that training scenarios are drawn from; `turnstile` limits parents' questions;
    `address` is the origin by which phones reach an app that its trainer opens as localhost.
    """
    state = state or State.in_memory()
    questions = Questions()
    asker = Counted(assistant, questions)
    app = bare_app(LARGEST_BODY, tidying(state, assistant.library))
    admission = admission_for(state, hosts, admission)
    stand_guard(app, admission, origins)
    security.protect(app, hosts, origins)
    answer_problems(app)
    app.include_router(api_router(asker, questions, today))
    app.include_router(feedback_router(state, assistant.library))
    app.include_router(sign_in_router(admission, providers))
    app.include_router(pages_router(assistant.library, today))
    app.include_router(demo_router(assistant.library))
    app.include_router(widget_router(asker, today, turnstile, Examples(assistant)))
    app.include_router(statements_router(assistant.library))
    app.include_router(staff_router(assistant))
    app.include_router(train_router(asker, state, questions_of, today))
    app.state.hub = hub_over(state)
    app.include_router(live_router(state, assistant.library, today, hub=app.state.hub, address=address))
    mount_staff_page(app, asker, data, today)
    return app
