"""Response headers, cross-origin rules and host names: what every response carries and which requests are served."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from starlette.datastructures import MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.reach import LOOPBACK_HOSTS

OWN_PAGES = (
    "/policies", "/accessibility", "/sign-in", "/sign-out", "/account", "/api", "/health", "/metrics", "/pages/",
    "/widget",
)  # fmt: skip
SCRIPTED_PAGES = ("/train", "/join", "/live")
CACHEABLE = ("/pages/", "/static/", "/assets/")
_REST = (
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'self'; object-src 'none'; frame-ancestors 'none'"
)
# Gradio sets style attributes as it draws; its scripts all come from files, so none may stand in the page.
STAFF_POLICY = f"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; {_REST}"
PAGES_POLICY = f"default-src 'none'; script-src 'none'; style-src 'self'; {_REST}"
SCRIPTED_POLICY = f"default-src 'none'; script-src 'self'; style-src 'self'; {_REST}"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class SecurityHeaders:
    """Puts the headers on every HTTP response, errors included; what a route of ours states itself stands."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                stated = MutableHeaders(scope=message)
                for name, value in headers_for(scope["path"]).items():
                    stated.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def headers_for(path: str) -> dict[str, str]:
    """The headers of a response at the path: the pages of our own run no script, or those of theirs alone."""
    policies = (OWN_PAGES, PAGES_POLICY), (SCRIPTED_PAGES, SCRIPTED_POLICY)
    policy = next((policy for prefixes, policy in policies if path.startswith(prefixes)), STAFF_POLICY)
    headers = {**HEADERS, "Content-Security-Policy": policy}
    headers["Cache-Control"] = "no-cache" if path.startswith(CACHEABLE) else "no-store"
    return headers


def protect(app: FastAPI, hosts: Sequence[str] = LOOPBACK_HOSTS, origins: Sequence[str] = ()) -> None:
    """Add the middleware, headers outermost. `origins` may call the interface from another site.

    The CORS middleware stands even with no origin: without it Gradio answers every website with credentials.
    """
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(origins),
        allow_credentials=False,
        allow_methods=["POST"],
        allow_headers=["content-type"],
    )
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    app.add_middleware(SecurityHeaders)
