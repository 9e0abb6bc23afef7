"""Prepare: a scenario written or edited by hand, with two aids: looking for a clause, and what the assistant says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant import personal
from assistant.errors import AssistantError, BadInput, UnknownName
from assistant.scenarios.check import Standing
from assistant.scenarios.values import CHOICES as VERDICTS
from assistant.scenarios.values import Scenario, ScenarioSet
from assistant.state import scenario_sets
from assistant.values import Answer
from assistant.web.templating import render
from assistant.web.train.sets import forms
from assistant.web.train.sets.changing import CONFLICT, UNPROCESSABLE, edition_of, place_of
from assistant.web.train.sets.sheets import Sheet, Typed, key_of, page, scenario_from
from assistant.web.train.sets.shown import CHOICES
from assistant.web.train.sets.telling import Message
from assistant.web.train.sets.workbench import Workbench, clause_at
from assistant.web.visitors import visitor_of

GONE = 410


def writing_router(bench: Workbench) -> APIRouter:
    """Routes `/train/sets/{id}/write` and `/train/sets/{id}/scenarios/{scenario}`."""
    router = APIRouter(prefix="/train/sets/{id}", default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("/write")
    def blank(id: str) -> HTMLResponse:
        prepared = scenario_sets.find(bench.state, id)
        return page(bench, Sheet(prepared, Typed(edition=str(prepared.edition))))

    @router.post("/write")
    def write(request: Request, id: str, typed: Annotated[Typed, Form()]) -> Response:
        return _unless_deleted(bench, typed, lambda: written(request, id, typed))

    def written(request: Request, id: str, typed: Typed, scenario: str = "") -> Response:
        prepared = scenario_sets.find(bench.state, id)
        held = [each for each in prepared.scenarios if each.id == scenario]  # none: a new one, or dropped elsewhere
        return _answered(bench, request, Sheet(prepared, typed, bench.standing(held[0]) if held else None))

    @router.get("/scenarios/{scenario}")
    def edit(id: str, scenario: str) -> HTMLResponse:
        prepared = scenario_sets.find(bench.state, id)
        standing = bench.standing(prepared.scenarios[place_of(prepared, scenario)])
        return page(bench, _filled_in(bench, prepared, standing))

    @router.post("/scenarios/{scenario}")
    def edited(request: Request, id: str, scenario: str, typed: Annotated[Typed, Form()]) -> Response:
        return _unless_deleted(bench, typed, lambda: written(request, id, typed, scenario))

    return router


def _unless_deleted(bench: Workbench, typed: Typed, then: Callable[[], Response]) -> Response:
    """What `then` makes of the form; where its set was deleted meanwhile, what was typed, to be taken elsewhere."""
    try:
        return then()
    except UnknownName as error:
        html = render("train/deleted.html", typed=typed, words=dict(CHOICES), error=error)
        return HTMLResponse(html, status_code=GONE)


def _answered(bench: Workbench, request: Request, sheet: Sheet) -> Response:
    try:
        if sheet.typed.action == "find":
            return page(bench, _found(bench, sheet))
        if sheet.typed.action == "ask":
            return page(bench, _advised(bench, sheet))
        scenario = scenario_from(bench, sheet)
        _save(bench, sheet, scenario, visitor_of(request).name)
    except (BadInput, UnknownName) as error:
        return page(bench, _refused(bench, sheet, error))
    return RedirectResponse(f"/train/sets/{sheet.prepared.id}?saved={scenario.id}", 303)


def _save(bench: Workbench, sheet: Sheet, scenario: Scenario, by: str) -> None:
    prepared = replace(sheet.prepared, edition=edition_of(sheet.typed.edition))
    order = list(prepared.scenarios)
    if sheet.old:
        order[place_of(prepared, scenario.id)] = scenario
    else:
        order.append(scenario)
    bench.change(prepared, order, by)


def _refused(bench: Workbench, sheet: Sheet, error: AssistantError) -> Sheet:
    """The same form with what is wrong. Where somebody saved meanwhile, saving again then takes what is typed."""
    now = scenario_sets.find(bench.state, sheet.prepared.id)
    message = Message(error.problem, error.remedy, problem=True)
    if str(now.edition) == sheet.typed.edition:
        return replace(sheet, message=message, status=UNPROCESSABLE)
    remedy = "What is typed here is kept. Look at the set in another tab, then save again to put this into it."
    typed = sheet.typed.model_copy(update={"edition": str(now.edition)})
    return replace(sheet, prepared=now, typed=typed, message=replace(message, remedy=remedy), status=CONFLICT)


def _found(bench: Workbench, sheet: Sheet) -> Sheet:
    """The form with the clauses nearest to what was looked for, else to the question."""
    words = sheet.typed.looked.strip() or sheet.typed.question.strip()
    if not words:
        raise BadInput("There is nothing to look for.", "Write the question, or words of the clause.")
    personal.refuse(words, "what is looked for")
    found = bench.search(words[: forms.LONGEST_QUESTION], sheet.prepared.organisation, sheet.prepared.audience)
    typed = sheet.typed.model_copy(update={"listed": []})
    said = f"{len(found)} clauses found, the nearest first." if found else "No clause was found."
    return replace(sheet, typed=typed, offered=found, message=Message(said))


def _advised(bench: Workbench, sheet: Sheet) -> Sheet:
    """The form filled in with what the assistant answers, for a person to confirm."""
    prepared = sheet.prepared
    question = forms.question(sheet.typed.question)
    answer = bench.asker.ask(question, organisation=prepared.organisation, role=prepared.audience.value)
    documents = bench.ruling(prepared.organisation, prepared.audience)
    keys = [f"{each.document}#{each.clause}" for each in (*answer.citations, *answer.related)]
    offered = tuple(clause for key in keys if (clause := clause_at(key, documents)))
    filled = {
        "verdict": answer.verdict.value if answer.verdict in VERDICTS and answer.citations else sheet.typed.verdict,
        "clause": keys[0] if answer.citations and offered else "",
        "listed": [],
    }
    return replace(
        sheet, typed=sheet.typed.model_copy(update=filled), offered=offered, message=_advice(answer, bool(offered))
    )


def _advice(answer: Answer, offered: bool) -> Message:
    said = f"The assistant says: {answer.answer}"
    if answer.verdict not in VERDICTS:
        return Message(said, "That is information, not one of the four verdicts: choose the verdict.")
    if not answer.citations:  # that nothing was found is no proof that nothing is there
        return Message(said, "Read the clauses below: choose “not covered” only if none of them settles it.")
    where = "Check verdict and clause against the policy" if offered else "Check the verdict"
    return Message(said, f"{where}, then save: nothing is saved before.")


def _filled_in(bench: Workbench, prepared: ScenarioSet, standing: Standing) -> Sheet:
    """The form of a scenario as it stands, with the clauses nearest to its question beside its own."""
    scenario = standing.scenario
    own = scenario.deciding or (scenario.tempting if standing.sound else None)
    offered = [key_of(each) for each in (standing.nearest, own if standing.sound else None) if each]
    documents = bench.ruling(prepared.organisation, prepared.audience)
    near = bench.search(scenario.question, prepared.organisation, prepared.audience)
    typed = Typed(
        question=scenario.question,
        verdict=scenario.verdict.value,
        clause=key_of(own) if own and standing.sound else "",
        note=scenario.note,
        edition=str(prepared.edition),
    )
    clauses = [clause for key in offered if (clause := clause_at(key, documents))]
    return Sheet(prepared, typed, standing, (*clauses, *near))
