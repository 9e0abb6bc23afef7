"""The app for the public alone: the widget, the policies that parents may see, the statements, `/health`; no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fastapi import FastAPI
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.reach import LOOPBACK_HOSTS
from assistant.web import refusals, security
from assistant.web.bare import bare_app
from assistant.web.clock import Today
from assistant.web.health import health_router
from assistant.web.origins import is_foreign
from assistant.web.pages import pages_router
from assistant.web.ports import Asker
from assistant.web.problems import answer_problems, nowhere
from assistant.web.statements import statements_router
from assistant.web.visitors import OUTSIDE, being
from assistant.web.widget.examples import Examples
from assistant.web.widget.routes import widget_router
from assistant.web.widget.turnstile import Turnstile

LARGEST_BODY = 64 * 1024
"""Bytes of any request: the widget's are half of it at the most."""


class Outside:
    """Takes everybody for a member of the public, and no change from another site's page: there is no other gate."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or socket."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        scope.setdefault("state", {})["visitor"] = OUTSIDE
        with being(OUTSIDE):
            foreign = is_foreign(connection, frozenset())
            answering = refusals.answering(connection, refusals.foreign(connection)) if foreign else self._app
            await answering(scope, receive, send)


def create_public_app(
    assistant: Asker,
    *,
    hosts: Sequence[str] = LOOPBACK_HOSTS,
    today: Today = date.today,
    turnstile: Turnstile | None = None,
) -> FastAPI:
    """The app over an assistant that was opened with `public_only`; `hosts` are the names it answers to.

    There are no accounts, no state database and no page for staff: what is not listed here is not there (404).
    """
    app = bare_app(LARGEST_BODY)
    app.add_middleware(Outside)
    security.protect(app, hosts)
    answer_problems(app)
    for kind in (404, refusals.SignInNeeded):
        app.add_exception_handler(kind, nowhere)
    app.include_router(health_router(assistant.library))
    app.include_router(pages_router(assistant.library, today))
    app.include_router(widget_router(assistant, today, turnstile, Examples(assistant)))
    app.include_router(statements_router(assistant.library))
    return app
