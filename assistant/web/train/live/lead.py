"""Leading a live session from the projector: start, move, take over, end, and what changes under the screen."""

from __future__ import annotations

import io
from typing import Annotated

import segno
from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from assistant.errors import BadInput
from assistant.reach import is_loopback
from assistant.state import live, live_room, scenario_sets
from assistant.state.join_codes import spaced
from assistant.state.live_values import LiveSession, Move, Naming, Place
from assistant.web.templating import render
from assistant.web.train.live import seats, sse, words
from assistant.web.train.live.desk import Desk
from assistant.web.train.live.shown import Course
from assistant.web.train.live.steps import closed_by
from assistant.web.visitors import visitor_of


def lead_router(desk: Desk) -> APIRouter:
    """Routes `/train/sets/{id}/live` and `/train/sessions/{id}/…` of the screen in the room."""
    router = APIRouter(prefix="/train", default_response_class=HTMLResponse, include_in_schema=False)
    _add_beginning(router, desk)
    _add_screen(router, desk)
    _add_steering(router, desk)
    _add_end(router, desk)
    _add_following(router, desk)
    return router


def _add_beginning(router: APIRouter, desk: Desk) -> None:
    @router.get("/sets/{id}/live")
    def prepare(id: str) -> HTMLResponse:
        prepared = scenario_sets.find(desk.state, id)
        organisation = desk.organisation(prepared.organisation)
        return HTMLResponse(render("live/begin.html", set=prepared, organisation=organisation, namings=Naming))

    @router.post("/sets/{id}/live")
    def start(request: Request, id: str, naming: Annotated[str, Form()] = Naming.NOTHING) -> Response:
        prepared = scenario_sets.find(desk.state, id)
        session = live.start(desk.state, prepared, _naming(naming), _who(request), desk.now())
        return _led_from_here(desk, request, session.id)


def _add_screen(router: APIRouter, desk: Desk) -> None:
    @router.get("/sessions/{id}/screen")
    def screen(request: Request, id: str, look: str = "", follow: bool = False) -> Response:
        session = desk.session(id)
        if session.over(desk.now()):
            return RedirectResponse(f"/train/sessions/{id}", status_code=303)
        leads = _leads(request, session)
        if not leads and not follow:
            return HTMLResponse(choice_page(session, look, mine=_had(request)))
        return HTMLResponse(screen_page(desk, request, session, look, leads))


def _add_steering(router: APIRouter, desk: Desk) -> None:
    @router.post("/sessions/{id}/take")
    def take(request: Request, id: str, look: Annotated[str, Form()] = "") -> Response:
        desk.session(id)
        return _led_from_here(desk, request, id, look)

    @router.post("/sessions/{id}/move")
    def move(
        request: Request,
        id: str,
        scenario: Annotated[int, Form()],
        stage: Annotated[str, Form()],
        to: Annotated[str, Form()] = "next",
        look: Annotated[str, Form()] = "",
    ) -> Response:
        _move(desk, request, desk.session(id), Place(scenario, stage), to)
        return RedirectResponse(_screen(id, look), status_code=303)


def _add_end(router: APIRouter, desk: Desk) -> None:
    @router.post("/sessions/{id}/end")
    def end(id: str) -> Response:
        desk.session(id)
        live.end(desk.state, id, desk.now())
        desk.hub.ring(id)
        return RedirectResponse(f"/train/sessions/{id}", status_code=303)


def _add_following(router: APIRouter, desk: Desk) -> None:
    @router.get("/sessions/{id}/events")
    def follow(request: Request, id: str, since: int = 0) -> Response:
        desk.session(id)
        return sse.events(request, desk.hub, id, sse.for_screens, since)

    @router.get("/sessions/{id}/pulse")
    def pulse(id: str) -> Response:
        return JSONResponse(sse.for_screens(live_room.pulse(desk.state, id)))

    @router.get("/sessions/{id}/code.svg")
    def code(request: Request, id: str) -> Response:
        return Response(qr(join_address(desk, request, desk.session(id).code)), media_type="image/svg+xml")


def choice_page(session: LiveSession, look: str, mine: bool) -> str:
    """That another screen leads, and what can be done about it; `mine` where this one led before."""
    leave = f"/train/sessions/{session.id}"
    return render("live/choose.html", session=session, title=session.title, look=look, leave=leave, mine=mine)


def screen_page(desk: Desk, request: Request, session: LiveSession, look: str, leads: bool) -> str:
    """The screen in the room as the session stands."""
    course = desk.course(session)
    counts = live_room.tally(desk.state, session.id).get(session.at.scenario, {})
    shown = course.shown(session.at)
    return render(
        "live/screen.html",
        session=session,
        title=session.title,
        organisation=desk.organisation(session.organisation),
        shown=shown,
        pulse=live_room.pulse(desk.state, session.id),
        room=words.room(counts, shown.scenario.verdict) if shown.scenario else None,
        look=look,
        leads=leads,
        back=course.before(session.at),
        onward=course.after(session.at),
        code=spaced(session.code),
        address=join_address(desk, request),
        unreachable=is_loopback(request.url.hostname or "") and not desk.address,
        leave=f"/train/sessions/{session.id}",
    )


def join_address(desk: Desk, request: Request, code: str = "") -> str:
    """Where a phone joins: under the host by which this page was reached, or else the one that means others too."""
    here = is_loopback(request.url.hostname or "")
    origin = desk.address if here and desk.address else f"{request.url.scheme}://{request.url.netloc}"
    return f"{origin}/join" + (f"/{code}" if code else "")


def qr(address: str) -> bytes:
    """An address as a QR code, SVG with its quiet zone and a white ground."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=4, dark="#000", light="#fff", scale=8)
    return drawn.getvalue()


def _move(desk: Desk, request: Request, session: LiveSession, was: Place, to: str) -> None:
    """Go on from the place that the screen showed; nothing happens where the session is elsewhere by now."""
    course = desk.course(session)
    goal = course.before(was) if to == "back" else course.after(was)
    if was != session.at or goal is None:
        return
    wanted = Move(was, goal, closed_by(goal), {**session.skipped, **_skipped(course, was, goal)})
    if live.move(desk.state, session.id, seats.read(request, seats.LEAD), wanted, desk.now()):
        desk.hub.ring(session.id)


def _skipped(course: Course, was: Place, goal: Place) -> dict[int, str]:
    passed = range(max(was.scenario, 0), min(goal.scenario, len(course.scenarios)))
    return {index: course.standing(index).problem for index in passed if course.left_out(index)}


def _led_from_here(desk: Desk, request: Request, id: str, look: str = "") -> Response:
    token = seats.fresh_token()
    live.take(desk.state, id, token, _who(request), desk.now())
    desk.hub.ring(id)
    response = RedirectResponse(_screen(id, look), status_code=303)
    seats.write(request, response, seats.LEAD, token, f"/train/sessions/{id}")
    return response


def _leads(request: Request, session: LiveSession) -> bool:
    return bool(session.holder) and live.hashed(seats.read(request, seats.LEAD)) == session.holder


def _had(request: Request) -> bool:
    """Whether this browser led the session before."""
    return bool(seats.read(request, seats.LEAD))


def _screen(id: str, look: str) -> str:
    return f"/train/sessions/{id}/screen" + ("?look=dark" if look == "dark" else "")


def _naming(text: str) -> Naming:
    try:
        return Naming(text)
    except ValueError:
        raise BadInput(f"“{text}” is no way to ask for names.", "Choose one of those on the page.") from None


def _who(request: Request) -> str:
    """The account's name, "" on this machine without sign-in."""
    visitor = visitor_of(request)
    return visitor.name if visitor.signed_in else ""
