"""What a live session is, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from assistant.scenarios.values import Scenario

IDLE = timedelta(hours=12)
"""A session that nobody touched for this long is over, and its code with it."""
START, END = "start", "end"
"""The first and the last stage; those between are the caller's."""


class Naming(StrEnum):
    """What participants are asked for."""

    NOTHING = "nothing"
    NICKNAME = "nickname"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session stands: a scenario's index (-1 before the first) and a stage."""

    scenario: int
    stage: str


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A session as it stands. Times are ISO in UTC; `holder` is the hash of the leading screen's token.

    `closed` counts the scenarios, from the first, that take no more answers; `skipped` maps a scenario's index to why
    it was left out.
    """

    id: str
    code: str
    organisation: str
    set_id: str
    title: str
    naming: Naming
    by: str
    started: str
    touched: str
    ended: str
    holder: str
    leader: str
    at: Place
    closed: int
    step: int
    version: int
    scenarios: tuple[Scenario, ...]
    skipped: Mapping[int, str] = field(default_factory=dict)

    def is_open(self, scenario: int) -> bool:
        """Whether the scenario takes answers."""
        return not self.ended and self.at.scenario == scenario and scenario >= 0 and self.closed <= scenario

    def over(self, now: datetime) -> bool:
        """Whether it was ended or nobody has touched it for IDLE."""
        return bool(self.ended) or self.touched < moment(now - IDLE)


@dataclass(frozen=True, slots=True)
class Move:
    """From a place to another; `closed` scenarios take no more answers, `skipped` is what is left out by now."""

    was: Place
    to: Place
    closed: int
    skipped: Mapping[int, str] = field(default_factory=dict)


def moment(when: datetime) -> str:
    """An aware time as it is stored: ISO in UTC, sorted as text."""
    return when.astimezone(UTC).isoformat(timespec="seconds")
