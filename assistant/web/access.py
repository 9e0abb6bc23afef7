"""The gate before every route: who is asking, may they, and is it their own page that asks."""

from __future__ import annotations

import logging
from collections.abc import Sequence, Set
from functools import partial
from typing import Annotated

from fastapi import Depends, FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.errors import AssistantError
from assistant.reach import is_loopback
from assistant.state import State
from assistant.state.admission import Admission
from assistant.values import Access, Role
from assistant.web import refusals
from assistant.web.cookies import session_token
from assistant.web.origins import is_foreign
from assistant.web.visitors import ANYONE, LOCAL, Visitor, being, visitor_of

PREFIXES: dict[str, Access | None] = {
    "/accessibility": None,
    "/health": None,
    "/pages": None,
    "/policies": None,  # cut down to what the public may see by `role_of`
    "/sign-in": None,
    "/sign-out": None,
    "/widget": None,
    "/widget.js": None,
    "/widget-demo": Access.STAFF,
    "/join": None,
    "/live": None,
    "/train": Access.TRAINER,
    "/metrics": Access.ADMIN,
}
"""The access that a path and all below it need, the longest prefix deciding; None is open to everybody."""
OTHERWISE = Access.STAFF
GIVES_CREDENTIALS = ("/sign-in", "/account")
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
PUBLIC_ROLES = (Role.PARENT, Role.PUPIL)
log = logging.getLogger(__name__)


class Gate:
    """Lets a request through with its visitor in `state`, or answers in the routes' stead.

    Without an `admission` everybody is at this machine. `origins` may call `/api` from another site.
    """

    def __init__(self, app: ASGIApp, admission: Admission | None, origins: Sequence[str] = ()) -> None:
        self._app = app
        self._admission = admission
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or socket."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        try:
            visitor, fault = await self._visitor(connection), None
        except AssistantError as error:
            visitor, fault = ANYONE, error
        scope.setdefault("state", {})["visitor"] = visitor
        scope["state"]["may_stay"] = partial(self._may_stay, connection)
        with being(visitor):
            refusal = refusals.unavailable(connection, fault) if fault else self._refusal(connection, visitor)
            answering = refusals.answering(connection, refusal) if refusal else self._app
            await answering(scope, receive, send)

    async def _visitor(self, connection: HTTPConnection, used: bool = True) -> Visitor:
        if self._admission is None:
            return LOCAL
        token = session_token(connection)
        account = await run_in_threadpool(self._admission.sessions.account, token, used) if token else None
        return Visitor(account.name, account.access) if account else ANYONE

    async def _may_stay(self, connection: HTTPConnection) -> bool:
        """Whether a response that goes on for long may still go on: the visitor is who they were, and may be here."""
        needed = needed_for(connection.scope["path"])
        if needed is None:
            return True
        try:
            return (await self._visitor(connection, used=False)).may(needed)
        except AssistantError as error:
            log.warning("A visitor was shown out, who could not be looked up: %s", error)
            return False

    def _refusal(self, connection: HTTPConnection, visitor: Visitor) -> Response | None:
        """What to answer in the routes' stead, if anything."""
        path = connection.scope["path"]  # never `url.path`, which a forged Host header can bend
        if is_foreign(connection, self._origins if path.startswith("/api/") else frozenset()):
            return refusals.foreign(connection)
        if self._admission is None:
            return refusals.forwarded(connection) if _was_forwarded(connection, self._origins) else None
        needed = needed_for(path)
        if _in_the_clear(connection) and (needed or path.startswith(GIVES_CREDENTIALS)):
            return refusals.in_the_clear(connection)
        if needed is None or visitor.may(needed):
            return None
        return refusals.forbidden(connection, needed) if visitor.signed_in else refusals.unknown(connection)


def needed_for(path: str) -> Access | None:
    """The access that a path needs; None is open. What the table doesn't name needs a member of staff."""
    if ".." in path.split("/"):
        return OTHERWISE
    found = [prefix for prefix in PREFIXES if path == prefix or path.startswith(f"{prefix}/")]
    return PREFIXES[max(found, key=len)] if found else OTHERWISE


def role_of(request: Request, role: Role | None = None) -> Role:
    """The role whose policies a request may see: the one asked for, else staff's for staff, a parent's for the public.

    Raises SignInNeeded where the public asks for more.
    """
    if visitor_of(request).may(Access.STAFF):
        return role or Role.STAFF
    if role is None or role in PUBLIC_ROLES:
        return role or Role.PARENT
    raise refusals.SignInNeeded(
        "This page is for members of staff.", "Sign in, or look at the policies that parents may see."
    )


SeenRole = Annotated[Role, Depends(role_of)]
"""The query's `role`, cut down to what the visitor may see: what a route that shows policies takes."""


def admission_for(state: State, hosts: Sequence[str], given: Admission | None) -> Admission | None:
    """The admission to ask for: the one given, or one by local accounts as soon as others could come."""
    return given or (None if all(is_loopback(host) for host in hosts) else Admission.over(state))


def stand_guard(app: FastAPI, admission: Admission | None, origins: Sequence[str]) -> None:
    """Put the gate before every route of the app; add the middleware that must see refusals too after it."""
    app.add_middleware(Gate, admission=admission, origins=origins)

    @app.exception_handler(refusals.SignInNeeded)
    def ask_to_sign_in(request: Request, error: refusals.SignInNeeded) -> Response:
        return refusals.unknown(request)


def _was_forwarded(connection: HTTPConnection, allowed: Set[str]) -> bool:
    """Whether a proxy handed the request on: then it is not this machine's own, whatever host name it bears.

    One that adds none of the headers (nginx as it comes) gives itself away by HTTP/1.0, which no browser speaks, and
    by a page's origin that is not the host it asks.
    """
    origin = connection.headers.get("origin", "null")
    elsewhere = origin not in ("null", *allowed) and not is_loopback(origin.partition("://")[2])
    old = connection.scope.get("http_version") == "1.0"
    return old or elsewhere or any(name in connection.headers for name in FORWARDED)


def _in_the_clear(connection: HTTPConnection) -> bool:
    """Whether passwords and session tokens would cross a network unencrypted."""
    return connection.scope["scheme"] in ("http", "ws") and not is_loopback(connection.headers.get("host", ""))
