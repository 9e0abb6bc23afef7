"""The order of a training session: of each scenario the question, votes, verdict, clause and tempting clause."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

from assistant.scenarios.values import Scenario
from assistant.state.live_values import END, START, Place

LeftOut = Callable[[int], bool]
"""Whether the scenario at this index may not be shown."""


class Stage(StrEnum):
    """What of a scenario is on the screen."""

    START = START
    QUESTION = "question"
    VOTES = "votes"
    VERDICT = "verdict"
    CLAUSE = "clause"
    TEMPTING = "tempting"
    END = END


def plan(scenarios: Sequence[Scenario], votes: bool) -> tuple[Place, ...]:
    """Every place in order; without `votes` those that need phones are left out."""
    between = (Place(index, stage) for index, each in enumerate(scenarios) for stage in _stages(each, votes))
    return (Place(-1, Stage.START), *between, Place(len(scenarios), Stage.END))


def found(places: Sequence[Place], scenario: int, stage: str) -> Place:
    """The place asked for, or the first one where there is no such place."""
    wanted = Place(scenario, stage)
    return wanted if wanted in places else places[0]


def after(places: Sequence[Place], at: Place, left_out: LeftOut) -> Place | None:
    """The next place whose scenario may be shown; None at the end."""
    return next(_shown(places[_index(places, at) + 1 :], left_out), None)


def before(places: Sequence[Place], at: Place, left_out: LeftOut) -> Place | None:
    """The place before whose scenario may be shown; None at the start."""
    return next(_shown(places[: _index(places, at)][::-1], left_out), None)


def left_out_on_the_way(at: Place, left_out: LeftOut) -> tuple[int, ...]:
    """The scenarios straight before this place that were passed over."""
    passed = []
    index = at.scenario - 1
    while index >= 0 and left_out(index):
        passed.append(index)
        index -= 1
    return tuple(reversed(passed))


def closed_by(place: Place) -> int:
    """How many scenarios, from the first, take no more answers once this place was shown."""
    still_open = place.stage in (Stage.START, Stage.QUESTION, Stage.VOTES)
    return max(place.scenario + (0 if still_open else 1), 0)


def _stages(scenario: Scenario, votes: bool) -> Iterator[Stage]:
    yield Stage.QUESTION
    if votes:
        yield Stage.VOTES
    yield Stage.VERDICT
    if scenario.deciding:
        yield Stage.CLAUSE
    if scenario.tempting:
        yield Stage.TEMPTING


def _shown(places: Sequence[Place], left_out: LeftOut) -> Iterator[Place]:
    ends = (Stage.START, Stage.END)
    return (place for place in places if place.stage in ends or not left_out(place.scenario))


def _index(places: Sequence[Place], at: Place) -> int:
    """Where a place stands; one that is not there counts as the last before it."""
    if at in places:
        return places.index(at)
    return max(index for index, place in enumerate(places) if place.scenario <= at.scenario)
