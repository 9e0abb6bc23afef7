"""What the gate answers in the routes' stead: a page for a person, JSON for a program, a closed socket."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.errors import AssistantError
from assistant.values import Access
from assistant.web.templating import render

PROGRAM_PATHS = ("/api/", "/gradio_api")
POLICY_VIOLATION = 1008
MEANT = {Access.STAFF: "members of staff", Access.TRAINER: "trainers", Access.ADMIN: "administrators"}


class SignInNeeded(AssistantError):
    """The public asked for what staff may see."""


def unknown(connection: HTTPConnection) -> Response:
    """Nobody is signed in: a page leads to signing in and back, anything else is told."""
    if _for_a_person(connection) and connection.scope.get("method") in ("GET", "HEAD"):
        query = connection.scope["query_string"].decode("latin-1")
        wanted = quote(connection.scope["path"]) + (f"?{query}" if query else "")
        return RedirectResponse(f"/sign-in?{urlencode({'next': wanted})}", status_code=303)
    return _told(
        connection,
        401,
        "Nobody is signed in here, or the session has ended.",
        "Sign in at /sign-in, in another tab if there is something on this page to keep, then try again.",
    )


def forbidden(connection: HTTPConnection, needed: Access) -> Response:
    """Somebody is signed in who may not."""
    return _told(
        connection, 403, f"This is for {MEANT[needed]}.", "Ask an administrator for the access, or sign in as another."
    )


def foreign(connection: HTTPConnection) -> Response:
    """Another site's page sent it."""
    return _told(
        connection, 403, "The request came from a page of another site.", "Open this site's own page and repeat it."
    )


def forwarded(connection: HTTPConnection) -> Response:
    """A proxy hands requests on to an app that believes everybody to be at its own machine."""
    return _told(
        connection,
        403,
        "A proxy handed this request on, and the app was started without sign-in, for this machine alone.",
        "Start it with --sign-in, and with --proxy and --host-name as docs/sign-in.md says.",
    )


def in_the_clear(connection: HTTPConnection) -> Response:
    """A password or a session would cross the network unencrypted."""
    return _told(
        connection,
        403,
        "This page is served over an encrypted connection only.",
        "Use the address that begins with https://; whoever runs the app finds in docs/sign-in.md how to set it up.",
    )


def unavailable(connection: HTTPConnection, error: AssistantError) -> Response:
    """Who is asking can't be looked up."""
    return _told(connection, 503, error.problem, error.remedy)


def answering(connection: HTTPConnection, response: Response) -> ASGIApp:
    """The response as an app: a socket is closed before it opens."""

    async def close(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})

    return close if connection.scope["type"] == "websocket" else response


def _told(connection: HTTPConnection, status: int, problem: str, remedy: str) -> Response:
    if _for_a_person(connection):
        page = render("problem.html", problem=problem, remedy=remedy, onward=False)
        return HTMLResponse(page, status_code=status)
    return JSONResponse({"error": problem, "remedy": remedy}, status_code=status)


def _for_a_person(connection: HTTPConnection) -> bool:
    accepted = connection.headers.get("accept", "")
    return "text/html" in accepted and not connection.scope["path"].startswith(PROGRAM_PATHS)
