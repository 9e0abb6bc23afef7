"""Following a session: one look for all followers, every answer of a full room counted, going on after a lost connection."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from assistant.errors import UnknownName
from assistant.state import State, live, live_room
from assistant.state.admission import Admission
from assistant.state.live_room import Pulse
from assistant.state.live_values import LiveSession, Naming
from assistant.state.sign_ins import IDLE_S
from assistant.values import Access, Verdict
from assistant.web.access import stand_guard
from assistant.web.clock import right_now
from assistant.web.security import HEADERS, protect
from assistant.web.train.live import hub_over, live_router
from assistant.web.train.live.hub import Hub
from assistant.web.train.live.sse import for_phones, stream
from tests.browsing import PATIENCE_S, serving
from tests.live_fakes import SET, TODAY, ShrinkingLibrary
from tests.sign_in_fakes import GOOD, HOST, admission
from tests.sign_in_fakes import Clock as SignInClock

ROOM = 40


class Source:
    """A session's counters as a test sets them, and how often they were looked at."""

    def __init__(self) -> None:
        self.pulse = Pulse(1, 1, 0, 0)
        self.looks = 0

    def __call__(self, id: str) -> Pulse:
        self.looks += 1
        if self.pulse.version < 0:
            raise UnknownName("There is no such session.", "Choose one from the list.")
        return self.pulse


def test_forty_followers_cost_one_look_a_change() -> None:
    source = Source()
    hub = Hub(source)

    async def follower(seen: list[int]) -> None:
        with hub.following("s") as feed:
            while len(seen) < 4:
                pulse = await feed.newer(lambda pulse: pulse.version not in seen)
                assert pulse is not None
                seen.append(pulse.version)

    async def room() -> list[list[int]]:
        seen: list[list[int]] = [[] for _ in range(ROOM)]
        followers = [asyncio.create_task(follower(each)) for each in seen]
        for version in (1, 2, 3, 4):
            source.pulse = Pulse(version, 1, 0, 0)
            hub.ring("s")
            while any(version not in each for each in seen):
                await asyncio.sleep(0.01)
        await asyncio.gather(*followers)
        return seen

    assert asyncio.run(room()) == [[1, 2, 3, 4]] * ROOM
    assert source.looks < ROOM


def test_what_nobody_rang_for_is_seen_all_the_same() -> None:
    """Another worker process writes to the same database."""
    source = Source()

    async def wait() -> Pulse | None:
        with Hub(source).following("s") as feed:
            await feed.newer(lambda pulse: pulse.version == 1)
            source.pulse = Pulse(2, 2, 0, 0)
            return await asyncio.wait_for(feed.newer(lambda pulse: pulse.version == 2), PATIENCE_S)

    assert asyncio.run(wait()) == Pulse(2, 2, 0, 0)


def test_followers_of_a_deleted_session_are_let_go() -> None:
    source = Source()
    source.pulse = Pulse(-1, 0, 0, 0)

    async def wait() -> Pulse | None:
        with Hub(source).following("s") as feed:
            return await asyncio.wait_for(feed.newer(lambda pulse: True), PATIENCE_S)

    assert asyncio.run(wait()) is None


def test_followers_are_let_go_when_the_server_is_about_to_stop() -> None:
    async def stop() -> Pulse | None:
        hub = Hub(Source())
        with hub.following("s") as feed:
            waiting = asyncio.create_task(feed.newer(lambda pulse: pulse.version > 1))
            await feed.newer(lambda pulse: True)
            await hub.close()
            return await asyncio.wait_for(waiting, PATIENCE_S)

    assert asyncio.run(stop()) is None


def test_nobody_looks_when_nobody_follows() -> None:
    source = Source()

    async def come_and_go() -> int:
        hub = Hub(source)
        with hub.following("s") as feed:
            await feed.newer(lambda pulse: True)
        hub.ring("s")
        looks = source.looks
        await asyncio.sleep(0.3)
        return source.looks - looks

    assert asyncio.run(come_and_go()) == 0


def test_the_phones_that_follow_are_known_and_forgotten_when_they_leave() -> None:
    async def come_and_go() -> list[frozenset[int]]:
        hub = Hub(Source())
        seen = []
        with hub.following("s", 7), hub.following("t", 8):
            with hub.following("s", 7):
                seen.append(hub.present())
            seen.append(hub.present())
        return [*seen, hub.present()]

    assert asyncio.run(come_and_go()) == [frozenset({7, 8}), frozenset({7, 8}), frozenset()]


@pytest.mark.parametrize("stays", [1, 3])
def test_a_stream_in_which_nothing_happens_ends_with_the_first_beat_at_which_its_visitor_may_not_stay(
    stays: int,
) -> None:
    async def follow() -> list[bytes]:
        asked = iter([True] * (stays - 1) + [False])

        async def allowed() -> bool:
            return next(asked)

        hub = Hub(Source())
        events = stream(lambda: hub.following("s"), for_phones, 1, allowed, beat=0.01)
        return [event async for event in events]

    told = asyncio.run(follow())
    assert [b"event: beat" in event for event in told] == [False, *[True] * (stays - 1)]


def ended(what: str, entry: Admission, clock: SignInClock, token: str) -> None:
    account = entry.sessions.account(token, used=False)
    assert account is not None
    match what:
        case "signed out":
            entry.sessions.end(token)
        case "disabled":
            entry.disable(account.name)
        case "no trainer any more":
            entry.accounts.set_access(account.name, Access.STAFF)
        case _:
            clock.pass_by(IDLE_S)


@pytest.mark.parametrize("what", ["signed out", "disabled", "no trainer any more", "unused for too long"])
def test_an_open_screen_is_told_nothing_more_once_its_sign_in_is_over(what: str) -> None:
    state, clock = State.in_memory(), SignInClock()
    entry = admission(state, clock)
    token = entry.sessions.start(entry.accounts.add("j.tern", GOOD, Access.TRAINER))
    session = live.start(state, SET, Naming.NOTHING, "", right_now())
    hub = hub_over(state)
    app = FastAPI()
    stand_guard(app, entry, ())
    app.include_router(live_router(state, ShrinkingLibrary(), lambda: TODAY, hub=hub))

    async def follow() -> str:
        inside = httpx.ASGITransport(app=app)  # gives the body when the stream has ended, and not before
        cookies = {"__Host-policy-session": token}
        async with httpx.AsyncClient(transport=inside, base_url=HOST, cookies=cookies) as screen:
            path = f"/train/sessions/{session.id}/events?since=1"
            waiting = asyncio.create_task(screen.get(path))
            while not hub.present():
                await asyncio.sleep(0.01)
            ended(what, entry, clock, token)
            live_room.join(state, session.id, "a phone", "", right_now())
            hub.ring(session.id)
            body = (await asyncio.wait_for(waiting, PATIENCE_S)).text
            assert (await screen.get(path)).status_code == (403 if what == "no trainer any more" else 401)
            return body

    body = asyncio.run(follow())
    assert "following" in body
    assert "event: change" not in body


class Stream:
    """A browser's event stream, read line by line."""

    def __init__(self, client: httpx.AsyncClient, address: str, last: str = "") -> None:
        self.client, self.address = client, address
        self.headers = {"Last-Event-ID": last} if last else {}
        self.facts: dict[str, int] = {}

    async def until(self, key: str, value: int) -> dict[str, int]:
        async with self.client.stream("GET", self.address, headers=self.headers) as response:
            assert response.headers["content-type"].startswith("text/event-stream")
            assert HEADERS.items() <= {k: response.headers.get(k, "") for k in HEADERS}.items()
            async for line in response.aiter_lines():
                if line.startswith("data: "):
                    self.facts = json.loads(line[6:])
                if self.facts.get(key, -1) >= value:
                    return self.facts
        raise AssertionError("the stream ended")


@contextmanager
def _served(folder: Path) -> Iterator[tuple[str, State, LiveSession]]:
    state = State.open(folder)
    session = live.start(state, SET, Naming.NOTHING, "", right_now())
    live.take(state, session.id, "lead", "", right_now())
    app = FastAPI()
    stand_guard(app, None, ())
    protect(app)
    app.include_router(live_router(state, ShrinkingLibrary(), lambda: TODAY))
    with serving(app) as address:
        yield address, state, session
    state.close()


async def _joined(address: str, session: LiveSession) -> httpx.AsyncClient:
    client = httpx.AsyncClient(base_url=address, follow_redirects=True, timeout=PATIENCE_S, verify=False)
    await client.get(f"/join/{session.code}")
    joined = await client.post(f"/live/{session.code}/join", data={"name": ""})
    assert 'data-step="' in joined.text
    return client


async def _move(client: httpx.AsyncClient, state: State, session: LiveSession) -> None:
    at = live.find(state, session.id).at
    await client.post(f"/train/sessions/{session.id}/move", data={"scenario": at.scenario, "stage": at.stage})


@pytest.mark.server
def test_a_room_of_forty_is_told_every_step_and_none_of_its_answers_is_lost_or_doubled(tmp_path: Path) -> None:
    async def run(address: str, state: State, session: LiveSession) -> None:
        cookies = {"policy-lead": "lead"}
        async with httpx.AsyncClient(base_url=address, cookies=cookies, timeout=PATIENCE_S, verify=False) as trainer:
            phones = await asyncio.gather(*[_joined(address, session) for _ in range(ROOM)])
            step = live_room.pulse(state, session.id).step
            path = f"/live/{session.code}"
            told = [Stream(phone, f"{path}/events?since={step}").until("id", step + 1) for phone in phones]
            screen = Stream(trainer, f"/train/sessions/{session.id}/events").until("answered", ROOM)
            waiting = [asyncio.create_task(each) for each in [*told, screen]]
            await _move(trainer, state, session)
            await asyncio.wait_for(asyncio.gather(*waiting[:-1]), PATIENCE_S)
            choices = [choice for choice in ("yes", "no") for _ in phones]
            fields = [{"scenario": 0, "choice": choice} for choice in choices]
            for half in (fields[:ROOM], fields[ROOM:]):
                await asyncio.gather(*[p.post(f"{path}/answer", data=d) for p, d in zip(phones, half, strict=True)])
            seen = await asyncio.wait_for(waiting[-1], PATIENCE_S)
            assert (seen["people"], seen["answered"]) == (ROOM, ROOM)
            for phone in phones:
                await phone.aclose()

    with _served(tmp_path) as (address, state, session):
        asyncio.run(run(address, state, session))
        assert live_room.tally(state, session.id) == {0: {Verdict.NO: ROOM}}


@pytest.mark.server
def test_a_follower_who_comes_back_gets_what_was_missed_and_nothing_twice(tmp_path: Path) -> None:
    async def run(address: str, state: State, session: LiveSession) -> None:
        phone = await _joined(address, session)
        path = f"/live/{session.code}/events"
        before = live_room.pulse(state, session.id).step
        async with httpx.AsyncClient(
            base_url=address, cookies={"policy-lead": "lead"}, timeout=PATIENCE_S, verify=False
        ) as trainer:
            await _move(trainer, state, session)
            missed = await Stream(phone, path, last=str(before)).until("id", before + 1)
            assert missed == {"id": before + 1}
            made_up = Stream(phone, path, last="9" * 5_000)
            assert await made_up.until("id", before + 1) == missed
            coming = asyncio.create_task(Stream(phone, path, last=str(before + 1)).until("id", 0))
            await asyncio.sleep(0.5)
            assert not coming.done()
            await _move(trainer, state, session)
            assert await asyncio.wait_for(coming, PATIENCE_S) == {"id": before + 2}
        await phone.aclose()

    with _served(tmp_path) as (address, state, session):
        asyncio.run(run(address, state, session))


@pytest.mark.server
def test_who_has_not_joined_can_t_follow(tmp_path: Path) -> None:
    with _served(tmp_path) as (address, _, session):
        assert httpx.get(f"{address}/live/{session.code}/events", timeout=PATIENCE_S).status_code == 404
        assert httpx.get(f"{address}/live/000000/events", timeout=PATIENCE_S).status_code == 404
