"""Whether another site's page is behind a request that changes something (CSRF)."""

from __future__ import annotations

from collections.abc import Set

from starlette.requests import HTTPConnection

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
WEB_SCHEMES = {"ws": "http", "wss": "https"}


def is_foreign(connection: HTTPConnection, allowed: Set[str]) -> bool:
    """Whether the browser says that a page of another site sent it; `allowed` are origins that may.

    Browsers send `Sec-Fetch-Site` over HTTPS and on loopback, and no page can forge it. `Origin` decides where it is
    missing; a form on a page without referrer sends "null" there, which tells nothing. Programs send neither.
    """
    if connection.scope["type"] == "http" and connection.scope["method"] in SAFE_METHODS:
        return False
    origin = connection.headers.get("origin")
    if origin in allowed:
        return False
    site = connection.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    return origin is not None and origin != own_origin(connection)


def own_origin(connection: HTTPConnection) -> str:
    """The origin that the request was sent to, as its browser writes it."""
    scheme = connection.scope["scheme"]
    return f"{WEB_SCHEMES.get(scheme, scheme)}://{connection.headers.get('host', '')}"
