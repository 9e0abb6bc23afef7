"""Where the widget may stand: the headers of its pages, made from the organisation's settings at each request."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.requests import Request

OWN = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; object-src 'none'"
NOWHERE: tuple[str, ...] = ()


def headers(request: Request, sites: Iterable[str]) -> dict[str, str]:
    """The headers of a widget page that may be framed by these origins; no sites is nowhere.

    The demonstration, a page of our own, may always frame it: the browser, not the page, says that it asks.
    """
    own_page = request.headers.get("sec-fetch-site") == "same-origin"
    policy = f"{OWN}; connect-src 'self'; form-action 'self'; frame-ancestors {_ancestors(tuple(sites), own_page)}"
    return {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "strict-origin",
        "Cache-Control": "no-store",
        "Vary": "Sec-Fetch-Site",
    }


def demonstration() -> dict[str, str]:
    """The headers of the page that imitates a school's site: it frames us and is framed by nobody."""
    policy = f"{OWN}; frame-src 'self'; form-action 'self'; frame-ancestors 'none'"
    return {"Content-Security-Policy": policy}


def _ancestors(sites: tuple[str, ...], own_page: bool) -> str:
    allowed = ["'self'", *sites] if sites or own_page else ["'none'"]
    return " ".join(allowed)
