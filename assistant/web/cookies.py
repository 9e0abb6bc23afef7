"""Cookies: sign-in's two, and the flags that keep every one of ours from scripts and from other sites' forms."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.responses import Response

SESSION, VISIT = "policy-session", "policy-provider-visit"


def session_token(connection: HTTPConnection) -> str:
    """The token that the browser holds, "" for none."""
    return read(connection, SESSION)


def read(connection: HTTPConnection, name: str) -> str:
    """A cookie of ours; over HTTPS only one that was set over HTTPS, by this host."""
    return connection.cookies.get(_full_name(connection, name), "")


def write(connection: HTTPConnection, response: Response, name: str, value: str) -> None:
    """Set a cookie for the whole host."""
    put(connection, response, _full_name(connection, name), value, "/")


def put(connection: HTTPConnection, response: Response, full_name: str, value: str, path: str) -> None:
    """Set a cookie that is gone with the browser, and that a link from elsewhere carries but a form does not."""
    secure = _encrypted(connection)
    response.set_cookie(full_name, value, path=path, secure=secure, httponly=True, samesite="lax")


def erase(connection: HTTPConnection, response: Response, name: str) -> None:
    """Take a cookie back."""
    response.delete_cookie(
        _full_name(connection, name), path="/", secure=_encrypted(connection), httponly=True, samesite="lax"
    )


def _full_name(connection: HTTPConnection, name: str) -> str:
    return f"__Host-{name}" if _encrypted(connection) else name


def _encrypted(connection: HTTPConnection) -> bool:
    return connection.scope["scheme"] in ("https", "wss")
