"""The list of sets for self-study: staff see titles alone; a trainer says which sets stand in it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.state import scenario_sets
from assistant.web.templating import render
from assistant.web.train.sets.workbench import Workbench


def offering_router(bench: Workbench) -> APIRouter:
    """Routes `/learn` and `POST /train/sets/{id}/offer`."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("/learn")
    def listed() -> HTMLResponse:
        return HTMLResponse(list_page(bench))

    @router.post("/train/sets/{id}/offer")
    def offer(id: str, listed: Annotated[str, Form()] = "") -> Response:
        scenario_sets.offer(bench.state, id, bool(listed))
        return RedirectResponse(f"/train/sets/{id}?offered={'yes' if listed else 'no'}", 303)

    return router


def list_page(bench: Workbench) -> str:
    """The sets offered, by organisation."""
    held = scenario_sets.offered(bench.state)
    every = (
        (each.name, [one for one in held if one.organisation == each.slug])
        for each in bench.asker.library.organisations()
    )
    return render("train/learn_list.html", shelves=[(name, sets) for name, sets in every if sets])
