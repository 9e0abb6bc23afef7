"""Prepare: what changes a set: reorder, drop, put back, draw more or others, rename, delete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import BadInput, UnknownName
from assistant.scenarios.draw import MOST, Wish
from assistant.scenarios.sources import of
from assistant.scenarios.values import Cited, Scenario, ScenarioSet
from assistant.state import scenario_sets
from assistant.web.train.sets import forms
from assistant.web.train.sets.prepare import set_page
from assistant.web.train.sets.telling import Message
from assistant.web.train.sets.workbench import Workbench
from assistant.web.visitors import visitor_of

CONFLICT, UNPROCESSABLE = 409, 422
Typed = Annotated[str, Form()]
Alter = Callable[[ScenarioSet], tuple[ScenarioSet, str]]
"""From a set to the set as it is to be, and what the page's address says of it."""


def changing_router(bench: Workbench) -> APIRouter:
    """Routes `POST /train/sets/{id}/…`, each leading back to the set."""
    router = APIRouter(prefix="/train/sets/{id}", include_in_schema=False)

    @router.post("/move")
    def move(request: Request, id: str, scenario: Typed = "", way: Typed = "up", edition: Typed = "") -> Response:
        return _changed(bench, request, id, edition, lambda prepared: _moved(prepared, scenario, way))

    @router.post("/drop")
    def drop(request: Request, id: str, scenario: Typed = "", edition: Typed = "") -> Response:
        return _changed(bench, request, id, edition, lambda prepared: _without(prepared, scenario))

    @router.post("/tempt")
    def tempt(request: Request, id: str, scenario: Typed = "", way: Typed = "", edition: Typed = "") -> Response:
        return _changed(bench, request, id, edition, lambda prepared: _tempted(bench, prepared, scenario, way))

    @router.post("/restore")
    def restore(request: Request, id: str, scenario: Typed = "", edition: Typed = "") -> Response:
        return _changed(bench, request, id, edition, lambda prepared: _with(bench, prepared, scenario))

    @router.post("/draw")
    def more(request: Request, id: str, number: Typed = "", topic: Typed = "", edition: Typed = "") -> Response:
        return _changed(bench, request, id, edition, lambda prepared: _more(bench, prepared, number, topic))

    @router.post("/redraw")
    def others(request: Request, id: str, edition: Typed = "") -> Response:
        return _changed(bench, request, id, edition, lambda prepared: _others(bench, prepared))

    @router.post("/name")
    def name(request: Request, id: str, title: Typed = "", edition: Typed = "") -> Response:
        return _changed(
            bench, request, id, edition, lambda prepared: (replace(prepared, title=forms.title(title)), "named=1")
        )

    @router.post("/delete")
    def delete(id: str) -> Response:
        scenario_sets.remove(bench.state, id)
        return RedirectResponse("/train?deleted=yes", 303)

    return router


def edition_of(text: str) -> int:
    """The edition that a form was filled in from; -1, which nothing has, for what is no number."""
    return int(text[:9]) if text.isascii() and text.isdigit() else -1


def _changed(bench: Workbench, request: Request, id: str, edition: str, alter: Alter) -> Response:
    """Alter the set and go back to it; a fault is told on its page, with everything as it is stored."""
    prepared = scenario_sets.find(bench.state, id)
    try:
        altered, said = alter(replace(prepared, edition=edition_of(edition)))
        bench.change(altered, altered.scenarios, visitor_of(request).name)
    except (BadInput, UnknownName) as error:
        now = scenario_sets.find(bench.state, id)
        status = UNPROCESSABLE if str(now.edition) == edition else CONFLICT
        message = Message(error.problem, error.remedy, problem=True)
        return HTMLResponse(set_page(bench, now, message, request), status_code=status)
    return RedirectResponse(f"/train/sets/{id}?{said}", 303)


def place_of(prepared: ScenarioSet, scenario: str) -> int:
    """Where a scenario stands, from 0; raises UnknownName."""
    found = [place for place, each in enumerate(prepared.scenarios) if each.id == scenario]
    if not found:
        raise UnknownName("This scenario is no longer in the set.", "Go back to the set; it may have been dropped.")
    return found[0]


def _moved(prepared: ScenarioSet, scenario: str, way: str) -> tuple[ScenarioSet, str]:
    order = list(prepared.scenarios)
    place = place_of(prepared, scenario)
    wanted = min(max(place + (1 if way == "down" else -1), 0), len(order) - 1)
    order.insert(wanted, order.pop(place))
    way = "down" if way == "down" else "up"
    return replace(prepared, scenarios=tuple(order)), f"moved={scenario}&way={way}"


def _without(prepared: ScenarioSet, scenario: str) -> tuple[ScenarioSet, str]:
    place = place_of(prepared, scenario)
    left = prepared.scenarios[:place] + prepared.scenarios[place + 1 :]
    return replace(prepared, scenarios=left), f"dropped={scenario}"


def _with(bench: Workbench, prepared: ScenarioSet, scenario: str) -> tuple[ScenarioSet, str]:
    """The set with a dropped scenario at its old place."""
    found = [each for each in scenario_sets.dropped(bench.state, prepared.id) if each[1].id == scenario]
    if not found:
        raise BadInput("This scenario is not among those dropped.", "It may have been put back already.")
    place, back = found[0]
    order = (*prepared.scenarios[:place], back, *prepared.scenarios[place:])
    return replace(prepared, scenarios=order), f"saved={scenario}"


def _tempted(bench: Workbench, prepared: ScenarioSet, scenario: str, way: str) -> tuple[ScenarioSet, str]:
    """The set with the next clause that tempts in place of a scenario's, the first after the last; or with none."""
    place = place_of(prepared, scenario)
    order = list(prepared.scenarios)
    clause = None if way == "none" else _next_lure(bench, prepared, order[place])
    order[place] = replace(order[place], tempting=clause)
    return replace(prepared, scenarios=tuple(order)), f"tempted={scenario}&way={'other' if clause else 'none'}"


def _next_lure(bench: Workbench, prepared: ScenarioSet, scenario: Scenario) -> Cited:
    now = bench.standing(scenario)
    if not now.sound:
        raise BadInput("This scenario can’t be shown now.", "Edit it first: its clause has changed.")
    documents = bench.ruling(prepared.organisation, prepared.audience)
    there = [
        each
        for clause in bench.lures(now.scenario, prepared.organisation, documents)
        if (each := of(clause, documents))
    ]
    held = now.scenario.tempting
    fitting = there[there.index(held) + 1 :] + there[: there.index(held)] if held in there else there
    if not fitting:
        raise BadInput("No other clause comes near this question.", "Keep this one, or show none.")
    return fitting[0]


def _more(bench: Workbench, prepared: ScenarioSet, number: str, topic: str) -> tuple[ScenarioSet, str]:
    wanted = forms.number(number, 1, MOST)
    if wanted > MOST - len(prepared.scenarios):
        raise BadInput(
            f"A set holds at most {MOST} scenarios, and this one has {len(prepared.scenarios)}.",
            "Ask for fewer, or drop some first.",
        )
    fresh = _fresh(bench, prepared, wanted, frozenset({topic} if topic else ()))
    return replace(prepared, scenarios=(*prepared.scenarios, *fresh)), f"drawn={len(fresh)}&of={wanted}"


def _others(bench: Workbench, prepared: ScenarioSet) -> tuple[ScenarioSet, str]:
    """The set with other questions in place of those drawn; what a trainer wrote or edited stays where it is."""
    places = [place for place, each in enumerate(prepared.scenarios) if each.source != "written"]
    fresh = _fresh(bench, prepared, len(places), frozenset())
    order = list(prepared.scenarios)
    for place, scenario in zip(places, fresh, strict=False):
        order[place] = scenario
    return replace(prepared, scenarios=tuple(order)), f"drawn={len(fresh)}&of={len(places)}"


def _fresh(bench: Workbench, prepared: ScenarioSet, number: int, topics: frozenset[str]) -> Sequence[Scenario]:
    """New scenarios, first of questions never seen in this set, then of those dropped from it."""
    held = frozenset(each.id for each in prepared.scenarios)
    seen = held | {each.id for _, each in scenario_sets.dropped(bench.state, prepared.id)}
    wish = Wish(number, prepared.audience, topics, seen, seed=prepared.edition)
    unseen = bench.draw(prepared.organisation, wish)
    return unseen or bench.draw(prepared.organisation, replace(wish, without=held))
