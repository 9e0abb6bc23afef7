"""The handout: scenarios with room to write, and the answers with their clauses on a page of their own."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from assistant.scenarios.values import ScenarioSet
from assistant.state import scenario_sets
from assistant.web.templating import render
from assistant.web.train.sets.forms import AUDIENCES
from assistant.web.train.sets.shown import CHOICES, shown, versions_of
from assistant.web.train.sets.workbench import Workbench


def handout_router(bench: Workbench) -> APIRouter:
    """Route `/train/sets/{id}/handout`."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("/train/sets/{id}/handout")
    def handout(id: str) -> HTMLResponse:
        return HTMLResponse(handout_page(bench, scenario_sets.find(bench.state, id)))

    return router


def handout_page(bench: Workbench, prepared: ScenarioSet) -> str:
    """The scenarios that stand at this moment, numbered anew, with the versions that they rest on."""
    sound = [standing for standing in bench.standings(prepared) if standing.sound]
    policies = bench.asker.library.policies(prepared.organisation)
    rows = shown(sound, policies, bench.today())
    return render(
        "train/handout.html",
        prepared=prepared,
        organisation=bench.organisation(prepared.organisation),
        audience=dict(AUDIENCES)[prepared.audience],
        day=bench.today().isoformat(),
        rows=rows,
        versions=versions_of(rows, policies),
        left_out=len(prepared.scenarios) - len(rows),
        choices=CHOICES,
    )
