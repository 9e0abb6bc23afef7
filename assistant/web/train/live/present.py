"""Presenting a set from the projector alone: each step an address, so that reloading and Back keep the place."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from assistant.state import scenario_sets
from assistant.state.live_values import Place
from assistant.web.templating import render
from assistant.web.train.live.desk import Desk
from assistant.web.train.live.shown import Course
from assistant.web.train.live.steps import Stage, found


def present_router(desk: Desk) -> APIRouter:
    """Route `/train/sets/{id}/present`."""
    router = APIRouter(prefix="/train/sets", default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("/{id}/present")
    def present(id: str, scenario: int = 0, stage: str = Stage.START, look: str = "") -> HTMLResponse:
        prepared = scenario_sets.find(desk.state, id)
        course = Course(prepared.scenarios, desk.library, desk.today(), votes=False)
        at = found(course.places, scenario - 1, stage)
        page = render(
            "live/present.html",
            title=prepared.title,
            organisation=desk.organisation(prepared.organisation),
            shown=course.shown(at),
            look=look,
            back=_address(id, course.before(at), look),
            onward=_address(id, course.after(at), look),
            turned=_address(id, at, "" if look else "dark"),
            goes_to=[_address(id, place, look) for place in course.places if place.stage == Stage.QUESTION],
            leave=f"/train/sets/{id}",
        )
        return HTMLResponse(page)

    return router


def _address(id: str, place: Place | None, look: str) -> str:
    """Where a place is shown; "" for none."""
    if place is None:
        return ""
    query = {"scenario": place.scenario + 1, "stage": str(place.stage)} | ({"look": look} if look else {})
    return f"/train/sets/{id}/present?{urlencode(query)}"
