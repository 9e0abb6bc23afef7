"""Server-sent events of a session: each with an id to go on from, a heartbeat where nothing happens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from functools import partial

from fastapi.sse import EventSourceResponse, format_sse_event
from starlette.requests import Request

from assistant.state.live_room import Pulse
from assistant.web.train.live.hub import Hub

BEAT = 15.0
"""Seconds of silence after which a beat is sent: a connection without one is dead, and both ends find out."""
RETRY_MS = 2_000
Told = Callable[[Pulse], dict[str, int]]
"""What is told of a pulse; its "id" grows with each change that is news to this kind of follower."""


def for_phones(pulse: Pulse) -> dict[str, int]:
    """A phone needs to know the step alone: forty of them are not told of each other's answers."""
    return {"id": pulse.step}


def for_screens(pulse: Pulse) -> dict[str, int]:
    """The trainer's screen shows how many are in and have answered."""
    return {"id": pulse.version, "step": pulse.step, "people": pulse.people, "answered": pulse.answered}


def events(request: Request, hub: Hub, id: str, told: Told, since: int) -> EventSourceResponse:
    """The session's changes after `since`, or after the event that a browser comes back with."""
    last = request.headers.get("last-event-id", "")
    return EventSourceResponse(
        _stream(hub, id, told, int(last) if last.isdecimal() else since), headers={"X-Accel-Buffering": "no"}
    )


async def _stream(hub: Hub, id: str, told: Told, seen: int) -> AsyncIterator[bytes]:
    yield format_sse_event(retry=RETRY_MS, comment="following")
    with hub.following(id) as feed:
        while True:
            news = partial(_is_news, told, seen)
            try:
                pulse = await asyncio.wait_for(feed.newer(news), BEAT)
            except TimeoutError:
                yield format_sse_event(event="beat", data_str="{}")
                continue
            if pulse is None:
                return
            facts = told(pulse)
            seen = facts["id"]
            yield format_sse_event(event="change", data_str=json.dumps(facts), id=str(seen))


def _is_news(told: Told, seen: int, pulse: Pulse) -> bool:
    return told(pulse)["id"] != seen
