"""Alone: a set as self-study, one scenario at a time, attempt first; plain pages that store nothing.

Only who asks for it is recorded, by name, as having read and understood a policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from assistant import personal
from assistant.errors import AssistantError, BadInput
from assistant.scenarios.values import ScenarioSet
from assistant.state import read_records, scenario_sets
from assistant.state.read_records import Record
from assistant.values import Policy, Verdict
from assistant.web.clock import right_now
from assistant.web.templating import render
from assistant.web.train.sets.attempts import Attempts, parse, written
from assistant.web.train.sets.shown import CHOICES, ShownScenario, shown, versions_of
from assistant.web.train.sets.workbench import Workbench
from assistant.web.visitors import Visitor, visitor_of

UNPROCESSABLE = 422
LONGEST_NAME = 120


class Confirmed(BaseModel):
    """What somebody sends to have it recorded that they have read policies: their name and the versions' ids."""

    name: str = ""
    versions: list[str] = []
    a: str = ""


@dataclass(frozen=True, slots=True)
class SelfStudy:
    """A set as somebody works through it: the scenarios that may be shown at this moment, and the attempts so far."""

    prepared: ScenarioSet
    rows: tuple[ShownScenario, ...]
    attempts: Attempts

    def link(self, place: int, extra: Mapping[str, str] | None = None) -> str:
        """The page of the scenario at a place (from 1), the start for 0, the end past the last."""
        where = "" if place < 1 else "/end" if place > len(self.rows) else f"/{self.rows[place - 1].scenario.id}"
        carried = {"a": written(self.attempts)} if self.attempts else {}
        query = urlencode({**carried, **(extra or {})})
        return f"/learn/{self.prepared.id}{where}{f'?{query}' if query else ''}"

    def right(self, row: ShownScenario) -> bool:
        """Whether the attempt at a scenario was the verdict."""
        return self.attempts.get(row.scenario.id) == row.scenario.verdict

    @property
    def next(self) -> int:
        """The place of the first scenario without an attempt; past the last where all have one."""
        left = (row.place for row in self.rows if row.scenario.id not in self.attempts)
        return next(left, len(self.rows) + 1)


def alone_router(bench: Workbench) -> APIRouter:
    """Routes `/learn/{id}`, `/learn/{id}/{scenario}` and `/learn/{id}/end`."""
    router = APIRouter(prefix="/learn/{id}", default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("")
    def start(id: str, a: str = "") -> HTMLResponse:
        return HTMLResponse(_page(bench, "train/learn_start.html", study_of(bench, id, a)))

    @router.get("/end")
    def end(request: Request, id: str, a: str = "", recorded: str = "") -> HTMLResponse:
        return HTMLResponse(end_page(bench, study_of(bench, id, a), visitor_of(request), recorded))

    @router.post("/record")
    def record(request: Request, id: str, form: Annotated[Confirmed, Form()]) -> Response:
        study = study_of(bench, id, form.a)
        try:
            confirm(bench, study, form, _account(visitor_of(request)))
        except BadInput as error:
            page = end_page(bench, study, visitor_of(request), form=form, error=error)
            return HTMLResponse(page, status_code=UNPROCESSABLE)
        return RedirectResponse(study.link(len(study.rows) + 1, extra={"recorded": "1"}), 303)

    @router.get("/{scenario}")
    def one(id: str, scenario: str, a: str = "", answer: str = "", tried: str = "") -> HTMLResponse:
        study = answered(study_of(bench, id, a), scenario, answer)
        row = next((row for row in study.rows if row.scenario.id == scenario), None)
        if row is None:
            return HTMLResponse(_page(bench, "train/learn_gone.html", study), status_code=404)
        return HTMLResponse(_page(bench, "train/learn_one.html", study, row=row, unanswered=bool(tried)))

    return router


def study_of(bench: Workbench, id: str, attempts: str) -> SelfStudy:
    """The set with what may be shown of it at this moment; raises UnknownName."""
    prepared = scenario_sets.find(bench.state, id)
    sound = [standing for standing in bench.standings(prepared) if standing.sound]
    rows = shown(sound, bench.asker.library.policies(prepared.organisation), bench.today())
    return SelfStudy(prepared, rows, parse(attempts))


def answered(study: SelfStudy, scenario: str, answer: str) -> SelfStudy:
    """The study with an attempt at one of its scenarios; the first one stands."""
    known = any(row.scenario.id == scenario for row in study.rows)
    if not known or scenario in study.attempts or answer not in [verdict for verdict, _ in CHOICES]:
        return study
    return SelfStudy(study.prepared, study.rows, {**study.attempts, scenario: Verdict(answer)})


def end_page(
    bench: Workbench,
    study: SelfStudy,
    visitor: Visitor,
    recorded: str = "",
    form: Confirmed | None = None,
    error: AssistantError | None = None,
) -> str:
    """How it went, the clauses to go over again, and a form to confirm having read the policies."""
    attempts = study.attempts
    return _page(
        bench,
        "train/learn_end.html",
        study,
        again=[row for row in study.rows if row.scenario.id in attempts and not study.right(row)],
        right=sum(study.right(row) for row in study.rows),
        left=sum(row.scenario.id not in attempts for row in study.rows),
        versions=_used(bench, study),
        form=form or Confirmed(name=_account(visitor)),
        recorded=bool(recorded),
        error=error,
    )


def confirm(bench: Workbench, study: SelfStudy, form: Confirmed, known: str = "") -> None:
    """Keep a record for each policy ticked. Raises BadInput where no name or no policy of this set is given.

    `known` is the name of an account, which may be an e-mail address; other personal data is refused.
    """
    name = " ".join(form.name.split())
    if not name or len(name) > LONGEST_NAME:
        raise BadInput("The record needs a name.", f"Write your name, in {LONGEST_NAME} characters at most.")
    if name != known:
        personal.refuse(name, "the name", "a name by itself is enough")
    ticked = [policy for policy in _used(bench, study) if policy.id in form.versions]
    if not ticked:
        raise BadInput("No policy is ticked.", "Tick those that you have read and understood.")
    for policy in ticked:
        about = (policy.organisation, name, policy.slug, policy.id, policy.title)
        # The key of a record is its session and participant: here it is the person, once a version.
        read_records.add(bench.state, Record(*about, session=f"alone: {name}"), right_now())


def _account(visitor: Visitor) -> str:
    return visitor.name if visitor.signed_in else ""


def _used(bench: Workbench, study: SelfStudy) -> list[Policy]:
    return versions_of(study.rows, bench.asker.library.policies(study.prepared.organisation))


def _page(bench: Workbench, template: str, study: SelfStudy, **values: object) -> str:
    return render(
        template,
        study=study,
        prepared=study.prepared,
        organisation=bench.organisation(study.prepared.organisation),
        choices=CHOICES,
        words=dict(CHOICES),
        carried=written(study.attempts),
        **values,
    )
