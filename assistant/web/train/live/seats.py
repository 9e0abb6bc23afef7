"""The cookies of a live session: the leading screen's and a participant's, each good for that session alone."""

from __future__ import annotations

import secrets

from starlette.requests import Request
from starlette.responses import Response

from assistant.web import cookies

LEAD, SEAT = "policy-lead", "policy-seat"


def fresh_token() -> str:
    """A token that can't be foretold."""
    return secrets.token_urlsafe(18)


def read(request: Request, name: str) -> str:
    """The token that the browser holds, "" for none."""
    return request.cookies.get(name, "")


def write(request: Request, response: Response, name: str, token: str, path: str) -> None:
    """Hand out a token for one path."""
    cookies.put(request, response, name, token, path)
