"""After a live session: its results on a page, as CSV and for printing, the signature sheet, and their deletion."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.state import live, live_room
from assistant.state.join_codes import spaced
from assistant.state.live_values import LiveSession, Naming
from assistant.web.templating import render
from assistant.web.train.live.csv_text import csv_of
from assistant.web.train.live.desk import Desk
from assistant.web.train.live.figures import HEADER, lines, rows
from assistant.web.train.live.lead import join_address

CSV = "text/csv; charset=utf-8"


def results_router(desk: Desk) -> APIRouter:
    """Routes `/train/sessions…`."""
    router = APIRouter(prefix="/train/sessions", default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("")
    def every_session(organisation: str = "") -> HTMLResponse:
        held = live.sessions(desk.state, organisation)
        names = {each.slug: each.name for each in desk.library.organisations()}
        page = render(
            "live/sessions.html", sessions=held, over={each.id: each.over(desk.now()) for each in held}, names=names,
            people={each.id: len(live_room.people(desk.state, each.id)) for each in held},
        )  # fmt: skip
        return HTMLResponse(page)

    @router.get("/{id}")
    def results(request: Request, id: str) -> HTMLResponse:
        return HTMLResponse(results_page(desk, request, desk.session(id)))

    @router.get("/{id}/results.csv")
    def as_csv(id: str) -> Response:
        session = desk.session(id)
        return _file(csv_of(HEADER, rows(lines(desk, session))), f"results-{session.started[:10]}.csv")

    @router.get("/{id}/attendance.csv")
    def attendance(id: str) -> Response:
        session = desk.session(id)
        present = live_room.people(desk.state, id)
        listed = [
            (each.name, each.joined[:16].replace("T", " "), len(each.answers), len(session.scenarios))
            for each in present
        ]
        header = ("name", "joined (UTC)", "scenarios answered", "scenarios in the session")
        return _file(csv_of(header, listed), f"attendance-{session.started[:10]}.csv")

    @router.get("/{id}/sheet")
    def sheet(id: str) -> HTMLResponse:
        return HTMLResponse(sheet_page(desk, desk.session(id)))

    @router.get("/{id}/delete")
    def ask(id: str) -> HTMLResponse:
        return HTMLResponse(render("live/delete.html", session=desk.session(id)))

    @router.post("/{id}/delete")
    def delete(id: str) -> Response:
        live.remove(desk.state, id)
        desk.hub.ring(id)
        return RedirectResponse("/train/sessions", status_code=303)

    return router


def results_page(desk: Desk, request: Request, session: LiveSession) -> str:
    """The page of one session, running or over."""
    outcome = lines(desk, session)
    return render(
        "live/results.html",
        session=session,
        organisation=desk.organisation(session.organisation),
        running=not session.over(desk.now()),
        lines=outcome,
        again=sorted((line for line in outcome if line.again), key=lambda line: line.percent),
        people=live_room.people(desk.state, session.id),
        code=spaced(session.code),
        address=join_address(desk, request),
    )


def sheet_page(desk: Desk, session: LiveSession) -> str:
    """A sheet to sign for each policy used: the names that were given, or empty lines."""
    named = session.naming is Naming.NAME
    names = [each.name for each in live_room.people(desk.state, session.id)] if named else []
    return render(
        "live/sheet.html",
        session=session,
        organisation=desk.organisation(session.organisation),
        policies=[
            (desk.title(cited), version.partition("@")[2]) for version, cited in desk.policies_used(session).items()
        ],
        names=[*sorted(names, key=str.casefold), *[""] * (4 if names else 20)],
    )


def _file(content: bytes, name: str) -> Response:
    return Response(content, media_type=CSV, headers={"Content-Disposition": f'attachment; filename="{name}"'})
