"""Tells everybody who follows a session that it changed: one look at the database for all of them together."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starlette.concurrency import run_in_threadpool

from assistant.errors import AssistantError
from assistant.state.live_room import Pulse

LOOK_EVERY = 1.0
"""Seconds between looks when nobody rings: what another worker process changed is seen this late."""
REST = 0.1
"""Seconds between looks at the least: a burst of answers is told once."""
Look = Callable[[str], Pulse]
log = logging.getLogger(__name__)


class Feed:
    """One session as its followers see it; lives in the event loop that made it."""

    def __init__(self, look: Callable[[], Pulse]) -> None:
        self._look = look
        self._loop = asyncio.get_running_loop()
        self._rung = asyncio.Event()
        self._changed = asyncio.Condition()
        self._pulse: Pulse | None = None
        self._over = False
        self.followers = 0
        self._task = self._loop.create_task(self._watch())

    async def newer(self, than: Callable[[Pulse], bool]) -> Pulse | None:
        """The latest pulse, once `than` says that it is news; None when there is nothing more to follow."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._over or (self._pulse is not None and than(self._pulse)))
            return None if self._over else self._pulse

    def ring(self) -> None:
        """Look again at once; from any thread."""
        self._loop.call_soon_threadsafe(self._rung.set)

    def stop(self) -> None:
        """Nobody follows any more."""
        self._task.cancel()

    async def _watch(self) -> None:
        try:
            while True:
                pulse = await run_in_threadpool(self._look)
                async with self._changed:
                    self._pulse = pulse
                    self._changed.notify_all()
                await asyncio.sleep(REST)
                await self._wait()
        except AssistantError as error:  # deleted, or the database is out of reach: followers come back by themselves
            log.warning("A live session can't be followed: %s", error)
            await self.finish()

    async def _wait(self) -> None:
        try:
            await asyncio.wait_for(self._rung.wait(), LOOK_EVERY)
        except TimeoutError:
            return
        self._rung.clear()

    async def finish(self) -> None:
        """There is nothing more to follow."""
        async with self._changed:
            self._over = True
            self._changed.notify_all()


class Hub:
    """The feeds of the sessions that somebody follows."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._feeds: dict[str, Feed] = {}
        self._present: Counter[int] = Counter()

    def present(self) -> frozenset[int]:
        """The participants, of any session, whose phone follows it at this moment, 0 for a screen; from any thread."""
        return frozenset(self._present)

    def ring(self, id: str) -> None:
        """Say that a session changed; from any thread."""
        feed = self._feeds.get(id)
        if feed:
            feed.ring()

    async def close(self) -> None:
        """Let every follower go: the server is about to stop, and a stream never ends by itself."""
        for feed in list(self._feeds.values()):
            await feed.finish()

    @contextmanager
    def following(self, id: str, participant: int = 0) -> Iterator[Feed]:
        """The session's feed while the block runs, followed by a participant's phone (0: by a screen).

        It is made for the first follower, gone with the last.
        """
        feed = self._feeds.get(id) or Feed(lambda: self._look(id))
        self._feeds[id] = feed
        feed.followers += 1
        self._present[participant] += 1
        try:
            yield feed
        finally:
            self._leave(participant)
            feed.followers -= 1
            if not feed.followers:
                feed.stop()
                if self._feeds.get(id) is feed:
                    del self._feeds[id]

    def _leave(self, participant: int) -> None:
        self._present[participant] -= 1
        if not self._present[participant]:
            del self._present[participant]
