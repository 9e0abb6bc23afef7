"""Some of the app's routes behind its gate, with its headers and problem pages: without what takes seconds to make."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter, FastAPI
from fastapi.staticfiles import StaticFiles

from assistant.web.access import stand_guard
from assistant.web.problems import answer_problems
from assistant.web.security import protect


def part_of_app(*routers: APIRouter) -> FastAPI:
    """An app of these routers and the pages' files, for this machine alone."""
    app = FastAPI()
    stand_guard(app, None, ())
    protect(app)
    answer_problems(app)
    for router in routers:
        app.include_router(router)
    app.mount("/pages", StaticFiles(directory=str(files("assistant.web") / "static")))
    return app
