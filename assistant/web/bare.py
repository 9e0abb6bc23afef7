"""An app as both of ours begin: FastAPI's own pages left out, bodies limited, our style sheets and scripts mounted."""

from __future__ import annotations

from importlib.resources import files

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp, Lifespan

from assistant.web.security import SecurityHeaders

STATIC = "/pages"
"""Where our own style sheets lie: Gradio has /static and /assets."""


class Headed(FastAPI):
    """FastAPI with our headers on what it answers before any middleware is asked too: a body too large, a fault."""

    def build_middleware_stack(self) -> ASGIApp:
        """Everything that is served, the headers outermost."""
        return SecurityHeaders(super().build_middleware_stack())


def bare_app(largest_body: int, lifespan: Lifespan[FastAPI] | None = None) -> FastAPI:
    """The app without a route; `largest_body` in bytes, of any request."""
    app = Headed(
        title="Policy assistant",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        max_body_size=largest_body,
    )
    app.mount(STATIC, StaticFiles(directory=str(files("assistant.web") / "static")))
    return app
