"""Server-sent events of a session: each with an id to go on from, a heartbeat where nothing happens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractContextManager
from functools import partial

from fastapi.sse import EventSourceResponse, format_sse_event
from starlette.requests import Request

from assistant.state.live_room import Pulse
from assistant.web.train.live.hub import Feed, Hub
from assistant.web.visitors import may_stay

BEAT = 15.0
"""Seconds of silence after which a beat is sent: a connection without one is dead, and both ends find out."""
RETRY_MS = 2_000
LONGEST_ID = 18
"""Digits of an event's id, as a browser sends it back; Python refuses to read thousands of them."""
Told = Callable[[Pulse], dict[str, int]]
"""What is told of a pulse; its "id" grows with each change that is news to this kind of follower."""
Allowed = Callable[[], Awaitable[bool]]
"""Whether whoever follows may still."""


def for_phones(pulse: Pulse) -> dict[str, int]:
    """A phone needs to know the step alone: forty of them are not told of each other's answers."""
    return {"id": pulse.step}


def for_screens(pulse: Pulse) -> dict[str, int]:
    """The trainer's screen shows how many are in and have answered."""
    return {"id": pulse.version, "step": pulse.step, "people": pulse.people, "answered": pulse.answered}


def events(request: Request, hub: Hub, id: str, told: Told, since: int, participant: int = 0) -> EventSourceResponse:
    """The session's changes after `since`, or after the event that a browser comes back with.

    It ends when its visitor may no longer be here; a phone's `participant` counts as present meanwhile.
    """
    last = request.headers.get("last-event-id", "")
    seen = int(last) if last.isdecimal() and len(last) <= LONGEST_ID else since
    following = partial(hub.following, id, participant)
    return EventSourceResponse(
        stream(following, told, seen, partial(may_stay, request)), headers={"X-Accel-Buffering": "no"}
    )


async def stream(
    following: Callable[[], AbstractContextManager[Feed]], told: Told, seen: int, allowed: Allowed, beat: float = BEAT
) -> AsyncIterator[bytes]:
    """What is told of a feed, as bytes; nothing once it is not `allowed`, asked before each event and each beat."""
    yield format_sse_event(retry=RETRY_MS, comment="following")
    with following() as feed:
        while True:
            try:
                pulse = await asyncio.wait_for(feed.newer(partial(_is_news, told, seen)), beat)
                facts = told(pulse) if pulse else None
            except TimeoutError:
                facts = {}
            if facts is None or not await allowed():
                return
            seen = facts.get("id", seen)
            yield _event(facts)


def _event(facts: dict[str, int]) -> bytes:
    """A change, or a beat where nothing changed."""
    if not facts:
        return format_sse_event(event="beat", data_str="{}")
    return format_sse_event(event="change", data_str=json.dumps(facts), id=str(facts["id"]))


def _is_news(told: Told, seen: int, pulse: Pulse) -> bool:
    return told(pulse)["id"] != seen
