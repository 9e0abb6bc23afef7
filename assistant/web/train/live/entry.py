"""Getting into a live session: the code, wrong ones counted, and the form that lets somebody in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import AssistantError, UnknownName
from assistant.state import live, live_room
from assistant.state.join_codes import as_typed
from assistant.state.live_room import Participant
from assistant.state.live_values import LiveSession
from assistant.web.limiting import address_of
from assistant.web.templating import render
from assistant.web.train.live import seats
from assistant.web.train.live.arrivals import Arrivals
from assistant.web.train.live.desk import Desk
from assistant.web.train.live.guesses import Guesses


class TooManyGuesses(AssistantError):
    """Wrong codes came too fast."""


class Ended(AssistantError):
    """The session is over."""


STATUS: tuple[tuple[type[AssistantError], int], ...] = ((TooManyGuesses, 429), (Ended, 410), (UnknownName, 404))


@dataclass(frozen=True, slots=True)
class Seat:
    """A session as a browser came to it; `participant` is None until it has joined."""

    session: LiveSession
    participant: Participant | None

    @property
    def path(self) -> str:
        """The address of the session's page."""
        return f"/live/{self.session.code}"


class Entry:
    """Finds the session to a code, and gives seats in it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._guesses = Guesses()
        self._arrivals = Arrivals()

    def seated(self, request: Request, code: str, then: Callable[[Seat], Response]) -> Response:
        """What `then` makes of the seat, or the form for the code with what is wrong."""
        try:
            canonical = as_typed(code)
            if request.method == "GET" and code != canonical:
                return RedirectResponse(request.url.path.replace(code, canonical), status_code=303)
            return then(self.seat(request, canonical))
        except AssistantError as error:
            status = next((number for kind, number in STATUS if isinstance(error, kind)), 422)
            return HTMLResponse(code_page(code, error), status_code=status)

    def seat(self, request: Request, code: str) -> Seat:
        """The seat. Raises TooManyGuesses, Ended (for whoever is not in), UnknownName."""
        address = address_of(request)
        try:
            session = live.by_code(self._desk.state, code)
        except UnknownName:
            self._stop(address)
            self._guesses.wrong(address)
            raise UnknownName(
                "No session has this code.", "Look at the screen in the room, then type the six letters and digits."
            ) from None
        token = seats.read(request, seats.SEAT)
        participant = live_room.participant(self._desk.state, session.id, token) if token else None
        if participant is None:
            self._stop(address)
            if session.over(self._desk.now()):
                raise Ended("The session with this code has ended.", "Ask the trainer for the code of today's session.")
        return Seat(session, participant)

    def let_in(self, request: Request, seat: Seat, token: str, name: str) -> None:
        """Give the browser that holds the token a seat; its own, where it has one. Raises BadInput, UnknownName."""
        address, session = address_of(request), seat.session.id
        crowded = self._arrivals.crowded(session, address)
        present = self._desk.hub.present()
        live_room.join(self._desk.state, session, token, name, self._desk.now(), present, crowded)
        if seat.participant is None:
            self._arrivals.came(session, address)
        self._desk.hub.ring(session)

    def _stop(self, address: str) -> None:
        if self._guesses.too_many(address):
            raise TooManyGuesses("Too many wrong codes were typed from here.", "Wait a minute, then try again.")


def code_page(code: str = "", error: AssistantError | None = None) -> str:
    """The form for the code."""
    return render("live/code.html", code=code[:20], error=error)


def join_page(
    desk: Desk, request: Request, seat: Seat, name: str = "", error: AssistantError | None = None
) -> Response:
    """The form that lets somebody in, with the cookie by which their answers will be known."""
    session = seat.session
    organisation = desk.organisation(session.organisation)
    page = render("live/join.html", session=session, organisation=organisation, name=name, error=error)
    response = HTMLResponse(page, status_code=422 if error else 200)
    if not seats.read(request, seats.SEAT):
        seats.write(request, response, seats.SEAT, seats.fresh_token(), seat.path)
    return response
