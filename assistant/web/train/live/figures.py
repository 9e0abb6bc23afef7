"""What came of a live session: each scenario with the room's answers, and the clauses to go over again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.scenarios.values import CHOICES, Cited, Scenario
from assistant.state import live_room
from assistant.state.live_values import LiveSession
from assistant.web.train.live import words
from assistant.web.train.live.desk import Desk
from assistant.web.train.live.words import Room

ENOUGH = 80
"""Per cent of the room that answers as the policy does; below it the clause is worth going over again."""
HEADER = (
    "scenario", "question", "policy says", *(f"answered {words.SAID[choice].lower()}" for choice in CHOICES),
    "answered", "answered as the policy says", "per cent", "most common answer", "room split", "policy", "version",
    "clause", "exact words", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A scenario's outcome. `skipped` says why it was left out; `policy` is the deciding policy's title."""

    number: int
    scenario: Scenario
    room: Room
    asked: bool
    skipped: str
    policy: str

    @property
    def percent(self) -> int:
        """The share that answered as the policy says, in per cent."""
        return words.percent(self.room.right, self.room.answered)

    @property
    def said(self) -> str:
        """The verdict in words."""
        return words.SAID[self.scenario.verdict]

    @property
    def again(self) -> bool:
        """Whether the clause is worth going over again."""
        return bool(self.asked and not self.skipped and self.room.answered and self.percent < ENOUGH)

    @property
    def version(self) -> str:
        """The version of the deciding policy, "" for none."""
        return self.scenario.deciding.version.partition("@")[2] if self.scenario.deciding else ""


def lines(desk: Desk, session: LiveSession) -> tuple[Line, ...]:
    """Every scenario of the session, in order."""
    counts = live_room.tally(desk.state, session.id)
    return tuple(
        Line(
            number=index + 1,
            scenario=scenario,
            room=words.room(counts.get(index, {}), scenario.verdict),
            asked=index < session.closed or bool(counts.get(index)),
            skipped=session.skipped.get(index, ""),
            policy=desk.title(scenario.deciding) if scenario.deciding else "",
        )
        for index, scenario in enumerate(session.scenarios)
    )


def rows(results: tuple[Line, ...]) -> Iterator[tuple[object, ...]]:
    """The lines as rows under HEADER."""
    for line in results:
        deciding, room = line.scenario.deciding, line.room
        most = next((bar.said for bar in room.bars if room.answered and bar.count == room.largest), "")
        yield (
            line.number, line.scenario.question, line.said, *(bar.count for bar in room.bars), room.answered,
            room.right, line.percent if room.answered else "", most, "yes" if room.split else "no", line.policy,
            line.version, deciding.label if deciding else "", _exact(deciding), _note(line),
        )  # fmt: skip


def _exact(deciding: Cited | None) -> str:
    """The clause's words with those that open its list, in one line, a bar between the cells of a table's row."""
    return " ".join(f"{deciding.stem} {deciding.quote}".replace("\t", " | ").split()) if deciding else ""


def _note(line: Line) -> str:
    if line.skipped:
        return f"left out: {line.skipped}"
    return "" if line.asked else "not reached"
