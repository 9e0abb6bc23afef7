"""The participants' pages: a code, a name if one is asked for, four answers, and the clause after the reveal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from assistant.errors import AssistantError, BadInput
from assistant.state import live_room, read_records
from assistant.state.join_codes import as_typed
from assistant.state.live_room import Participant
from assistant.state.live_values import Naming
from assistant.state.read_records import Record
from assistant.values import Verdict
from assistant.web.train.live import seats, sse, words
from assistant.web.train.live.desk import Desk
from assistant.web.train.live.entry import Entry, Seat, code_page, join_page
from assistant.web.train.live.handset import handset_page

LARGEST = 16_384
"""Bytes of a form: anybody may send one."""


def phone_router(desk: Desk) -> APIRouter:
    """Routes `/join…` and `/live/{code}…`, open to everybody."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False, max_body_size=LARGEST)
    entry = Entry(desk)
    _add_code(router, entry)
    _add_seat(router, desk, entry)
    _add_answers(router, desk, entry)
    _add_following(router, desk, entry)
    return router


def _add_code(router: APIRouter, entry: Entry) -> None:
    @router.get("/join")
    def ask_code() -> HTMLResponse:
        return HTMLResponse(code_page())

    @router.post("/join")
    def typed(request: Request, code: Annotated[str, Form()] = "") -> Response:
        return entry.seated(request, code, lambda seat: _to(seat))

    @router.get("/join/{code}")
    def scanned(request: Request, code: str) -> Response:
        return entry.seated(request, code, lambda seat: _to(seat))


def _add_seat(router: APIRouter, desk: Desk, entry: Entry) -> None:
    @router.get("/live/{code}")
    def now(request: Request, code: str, late: int = 0) -> Response:
        return entry.seated(request, code, lambda seat: _now(desk, request, seat, late))

    @router.post("/live/{code}/join")
    def join(request: Request, code: str, name: Annotated[str, Form()] = "") -> Response:
        return entry.seated(request, code, lambda seat: _join(desk, entry, request, seat, name))


def _add_answers(router: APIRouter, desk: Desk, entry: Entry) -> None:
    @router.post("/live/{code}/answer")
    def answer(
        request: Request, code: str, scenario: Annotated[int, Form()], choice: Annotated[str, Form()]
    ) -> Response:
        return entry.seated(request, code, lambda seat: _answer(desk, seat, scenario, choice))

    @router.post("/live/{code}/read")
    def read(request: Request, code: str, policy: Annotated[list[str] | None, Form()] = None) -> Response:
        return entry.seated(request, code, lambda seat: _read(desk, seat, policy or []))


def _add_following(router: APIRouter, desk: Desk, entry: Entry) -> None:
    @router.get("/live/{code}/events")
    def follow(request: Request, code: str, since: int = 0) -> Response:
        return _for_script(
            entry,
            request,
            code,
            lambda seat, who: sse.events(request, desk.hub, seat.session.id, sse.for_phones, since, who.id),
        )

    @router.get("/live/{code}/step")
    def step(request: Request, code: str) -> Response:
        return _for_script(entry, request, code, lambda seat, _: JSONResponse({"step": seat.session.step}))


def _for_script(entry: Entry, request: Request, code: str, then: Callable[[Seat, Participant], Response]) -> Response:
    """What a participant's script asks for; 404 makes it load the page, which says what is wrong."""
    try:
        seat = entry.seat(request, as_typed(code))
    except AssistantError as error:
        return JSONResponse({"error": error.problem, "remedy": error.remedy}, status_code=404)
    if seat.participant is None:
        return JSONResponse({"error": "Nobody has joined here."}, status_code=404)
    return then(seat, seat.participant)


def _to(seat: Seat, query: str = "") -> Response:
    return RedirectResponse(f"{seat.path}{query}", status_code=303)


def _now(desk: Desk, request: Request, seat: Seat, late: int) -> Response:
    if seat.participant is None:
        return join_page(desk, request, seat)
    return HTMLResponse(handset_page(desk, request, seat.session, seat.participant, late))


def _join(desk: Desk, entry: Entry, request: Request, seat: Seat, name: str) -> Response:
    token = seats.read(request, seats.SEAT)
    if not token:
        error = BadInput(
            "This browser did not keep the cookie by which answers are told apart.",
            "Allow cookies for this address, or use another browser, then join again.",
        )
        return join_page(desk, request, seat, name, error)
    try:
        entry.let_in(request, seat, token, name)
    except BadInput as error:
        return join_page(desk, request, seat, name, error)
    return _to(seat)


def _answer(desk: Desk, seat: Seat, scenario: int, choice: str) -> Response:
    if seat.participant is None:
        return _to(seat)
    verdict = _choice(choice)
    open_still = not seat.session.over(desk.now()) and 0 <= scenario < len(seat.session.scenarios)
    counted = open_still and live_room.answer(
        desk.state, seat.session.id, seat.participant.id, scenario, verdict, desk.now()
    )
    if not counted:
        return _to(seat, f"?late={scenario + 1}")
    desk.hub.ring(seat.session.id)
    return _to(seat)


def _read(desk: Desk, seat: Seat, versions: list[str]) -> Response:
    session, participant = seat.session, seat.participant
    if participant is None or session.naming is not Naming.NAME:
        return _to(seat)
    used = desk.policies_used(session)
    for version in versions:
        if version in used:
            cited = used[version]
            record = Record(
                session.organisation, participant.name, cited.policy, version, desk.title(cited), session.id,
                participant.id,
            )  # fmt: skip
            read_records.add(desk.state, record, desk.now())
    return _to(seat, "#read")


def _choice(text: str) -> Verdict:
    if text not in {choice.value for choice in words.SAID}:
        raise BadInput(f"“{text}” is none of the answers.", "Go back and choose one of the four.")
    return Verdict(text)
