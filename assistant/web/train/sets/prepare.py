"""Prepare: the trainer's sets, a new one, and a set with its scenarios; what changes a set is in changing.py."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from assistant.errors import AssistantError, BadInput
from assistant.reach import is_loopback
from assistant.scenarios.draw import FEWEST, MOST, Wish, count
from assistant.scenarios.values import Scenario, ScenarioSet
from assistant.state import scenario_sets
from assistant.values import Organisation, Role
from assistant.web.templating import render
from assistant.web.train.sets import forms
from assistant.web.train.sets.forms import AUDIENCES
from assistant.web.train.sets.shown import ShownScenario, shown
from assistant.web.train.sets.telling import Message, moved, told
from assistant.web.train.sets.workbench import Workbench, new_id
from assistant.web.visitors import visitor_of

UNPROCESSABLE = 422
USUAL = 12
"""Scenarios offered for a new set: about half an hour."""


class Choice(BaseModel):
    """What the form for a new set sends."""

    organisation: str = ""
    audience: str = Role.STAFF.value
    title: str = ""
    number: str = str(USUAL)
    topics: list[str] = []
    empty: str = ""


def prepare_router(bench: Workbench) -> APIRouter:
    """Routes `/train`, `/train/new` and `/train/sets…` that show."""
    router = APIRouter(prefix="/train", default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("")
    def home(deleted: str = "") -> HTMLResponse:
        return HTMLResponse(home_page(bench, deleted=bool(deleted)))

    @router.get("/new")
    def new(organisation: str = "", audience: str = Role.STAFF.value) -> HTMLResponse:
        return new_page(bench, Choice(organisation=organisation, audience=audience))

    @router.post("/sets")
    def make(request: Request, choice: Annotated[Choice, Form()]) -> Response:
        try:
            made = drawn(bench, choice, visitor_of(request).name)
        except BadInput as error:
            return new_page(bench, choice, error)
        said = "" if choice.empty else f"?drawn={len(made.scenarios)}&of={choice.number.strip()}"
        return RedirectResponse(f"/train/sets/{made.id}{said}", 303)

    @router.get("/sets/{id}")
    def one(request: Request, id: str) -> HTMLResponse:
        prepared = scenario_sets.find(bench.state, id)
        return HTMLResponse(set_page(bench, prepared, told(request, prepared), request))

    @router.get("/sets/{id}/delete")
    def confirm(id: str) -> HTMLResponse:
        return HTMLResponse(render("train/delete.html", prepared=scenario_sets.find(bench.state, id)))

    return router


def home_page(bench: Workbench, deleted: bool = False) -> str:
    """Every set, by organisation; `deleted` says that one was deleted just now."""
    organisations = bench.asker.library.organisations()
    held = scenario_sets.sets(bench.state)
    shelves = [(each.name, [one for one in held if one.organisation == each.slug]) for each in organisations]
    known = {each.slug for each in organisations}
    orphans = [one for one in held if one.organisation not in known]
    return render("train/home.html", shelves=shelves, orphans=orphans, audiences=dict(AUDIENCES), deleted=deleted)


def new_page(bench: Workbench, choice: Choice, error: AssistantError | None = None) -> HTMLResponse:
    """The form for a new set, with what there is for the organisation and audience chosen."""
    organisations = bench.asker.library.organisations()
    slug = choice.organisation or (organisations[0].slug if organisations else "")
    page = render(
        "train/new.html",
        organisations=organisations,
        chosen=bench.organisation(slug),
        audiences=AUDIENCES,
        choice=choice,
        error=error,
        fewest=FEWEST,
        most=MOST,
        **_there(bench, slug, forms.audience(choice.audience)),
    )
    return HTMLResponse(page, status_code=UNPROCESSABLE if error else 200)


def drawn(bench: Workbench, choice: Choice, by: str) -> ScenarioSet:
    """Draw a new set and save it; raises BadInput where a choice can't be used or there is nothing to draw."""
    audience = forms.audience(choice.audience)
    organisation = bench.organisation(choice.organisation)
    title, number = forms.title(choice.title), forms.number(choice.number)
    wish = Wish(number, audience, frozenset(choice.topics))
    scenarios = () if choice.empty else _some(bench, organisation, wish)
    prepared = ScenarioSet(new_id(), organisation.slug, title, audience, scenarios, by)
    return scenario_sets.save(bench.state, prepared, by)


def set_page(bench: Workbench, prepared: ScenarioSet, message: Message, request: Request) -> str:
    """A set with each scenario as it stands at this moment."""
    organisation = bench.organisation(prepared.organisation)
    rows = shown(bench.standings(prepared), bench.asker.library.policies(prepared.organisation), bench.today())
    return render(
        "train/set.html",
        prepared=prepared,
        organisation=organisation,
        audience=dict(AUDIENCES)[prepared.audience],
        rows=rows,
        flagged=[row for row in rows if not row.standing.sound],
        mix=_mix(rows),
        dropped=scenario_sets.dropped(bench.state, prepared.id),
        topics=[document.policy for document in bench.ruling(prepared.organisation, prepared.audience)],
        room=MOST - len(rows),
        moved=moved(request),
        message=message,
        listed=prepared.id in {each.id for each in scenario_sets.offered(bench.state)},
        learn=f"{request.base_url}learn/{prepared.id}",
        here_alone=is_loopback(request.url.hostname or ""),
    )


def _there(bench: Workbench, organisation: str, audience: Role) -> dict[str, Any]:
    """The topics to choose from with the number of questions on each, and how many fit no policy of theirs alone."""
    documents = bench.ruling(organisation, audience)
    counted = count(bench.candidates(organisation, audience), documents)
    topics = [(each.policy, counted.get(each.policy.slug, 0)) for each in documents]
    return {"topics": topics, "elsewhere": counted.get("", 0), "there": sum(counted.values())}


def _some(bench: Workbench, organisation: Organisation, wish: Wish) -> tuple[Scenario, ...]:
    """At least one scenario; raises BadInput that says what there is instead."""
    if not wish.topics:
        raise BadInput("No topic is chosen.", "Choose at least one of the policies, or start with an empty set.")
    scenarios = bench.draw(organisation.slug, wish)
    if not scenarios:
        there = _there(bench, organisation.slug, wish.audience)
        listed = ", ".join(f"{policy.title} ({number})" for policy, number in there["topics"] if number)
        who = dict(AUDIENCES)[wish.audience].lower()
        raise BadInput(
            f"There is no question for {who} about what is chosen.",
            f"{f'There are some about: {listed}. Choose one of these, or start' if listed else 'Start'} with an empty "
            "set and write scenarios.",
        )
    return scenarios


def _mix(rows: tuple[ShownScenario, ...]) -> list[tuple[str, int]]:
    """How many scenarios there are of each verdict, in words."""
    words = [row.verdict for row in rows]
    return [(word, words.count(word)) for word in dict.fromkeys(words)]
