"""Deletes what has been kept long enough: when the server starts, and once a day while it runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

from fastapi import FastAPI

from assistant.errors import AssistantError
from assistant.state import State
from assistant.state.retention import tidy
from assistant.web.clock import Now, right_now
from assistant.web.ports import Library

log = logging.getLogger(__name__)

EVERY_S = 24 * 60 * 60
Pause = Callable[[float], Awaitable[None]]


def tidying(
    state: State, library: Library, now: Now = right_now, pause: Pause = asyncio.sleep
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """An app's lifespan that tidies `state` by the organisations' settings as they then stand."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(_tidy, state, library, now)
        task = asyncio.create_task(_every_day(state, library, now, pause))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    return lifespan


async def _every_day(state: State, library: Library, now: Now, pause: Pause) -> None:
    while True:
        await pause(EVERY_S)
        await asyncio.to_thread(_tidy, state, library, now)


def _tidy(state: State, library: Library, now: Now) -> None:
    """One round; what is wrong with the settings or the disk is logged and must not stop the server."""
    try:
        for each in tidy(state, library.organisations(), now()):
            log.info("%s: deleted %d of %s, kept for %d days", each.organisation, each.count, each.what, each.days)
    except AssistantError as error:
        log.error("What is due was not deleted: %s %s", error.problem, error.remedy)
