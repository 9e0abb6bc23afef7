"""Puts the live part of the trainers' room together: present, lead, phones, results, records."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.state import State, live_room
from assistant.web.clock import Now, Today, right_now
from assistant.web.ports import Library
from assistant.web.train.live.desk import Desk
from assistant.web.train.live.hub import Hub
from assistant.web.train.live.lead import lead_router
from assistant.web.train.live.phone import phone_router
from assistant.web.train.live.present import present_router
from assistant.web.train.live.records import records_router
from assistant.web.train.live.results import results_router


def hub_over(state: State) -> Hub:
    """Who follows which session of a database; its `close` lets them go before the server stops."""
    return Hub(lambda id: live_room.pulse(state, id))


def live_router(
    state: State, library: Library, today: Today, now: Now = right_now, hub: Hub | None = None, address: str = ""
) -> APIRouter:
    """Every route of presenting and of live sessions; `address` is where phones reach an app opened as localhost."""
    desk = Desk(state, library, today, now, hub or hub_over(state), address)
    router = APIRouter()
    for part in (present_router, lead_router, phone_router, results_router, records_router):
        router.include_router(part(desk))
    return router
