"""What a session shows at one place: the scenario as it stands now, its clauses in their pages, what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.scenarios.check import Standing, check
from assistant.scenarios.values import Cited, Scenario
from assistant.state.live_values import Place
from assistant.values import Role
from assistant.web.ports import Library
from assistant.web.train.live import steps, words
from assistant.web.train.live.in_page import InPage, in_page
from assistant.web.train.live.steps import Stage


@dataclass(frozen=True, slots=True)
class Shown:
    """One screen. `scenario` is None at the start and the end; `barred` says why a scenario may not be shown (now)."""

    stage: Stage
    number: int
    total: int
    scenario: Scenario | None = None
    clause: InPage | None = None
    tempting: InPage | None = None
    size: str = words.LONGEST
    barred: str = ""
    passed: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """The verdict in words, "" where there is no scenario."""
        return words.SAID[self.scenario.verdict] if self.scenario else ""

    @property
    def means(self) -> str:
        """What the verdict means."""
        return words.MEANS[self.scenario.verdict] if self.scenario else ""


class Course:
    """The scenarios of a set or session as the policies stand today; each is checked once, when it is needed."""

    def __init__(self, scenarios: Sequence[Scenario], library: Library, day: date, votes: bool) -> None:
        self.scenarios = tuple(scenarios)
        self._library = library
        self._day = day
        self._standing: dict[int, Standing] = {}
        self.places = steps.plan(scenarios, votes)

    def standing(self, index: int) -> Standing:
        """How a scenario stands now."""
        if index not in self._standing:
            self._standing[index] = check(self.scenarios[index], self._library, self._day)
        return self._standing[index]

    def left_out(self, index: int) -> bool:
        """Whether a scenario may not be shown."""
        return not self.standing(index).sound

    def after(self, at: Place) -> Place | None:
        """The next place."""
        return steps.after(self.places, at, self.left_out)

    def before(self, at: Place) -> Place | None:
        """The place before."""
        return steps.before(self.places, at, self.left_out)

    def passed_over(self, at: Place) -> dict[int, str]:
        """The scenarios straight before a place that may not be shown, with why."""
        passed = steps.left_out_on_the_way(at, self.left_out)
        return {index: self.standing(index).problem for index in passed}

    def shown(self, at: Place, role: Role = Role.STAFF) -> Shown:
        """The screen at a place, with links that the role may follow. Raises UnknownName."""
        total = len(self.scenarios)
        if not 0 <= at.scenario < total:
            return Shown(Stage(at.stage), at.scenario + 1, total, passed=self._told(at))
        standing = self.standing(at.scenario)
        if not standing.sound:
            size = words.size(standing.scenario.question, standing.problem)
            return Shown(Stage.QUESTION, at.scenario + 1, total, standing.scenario, size=size, barred=standing.problem)
        return self._scenario(at, standing.scenario, role)

    def _scenario(self, at: Place, scenario: Scenario, role: Role) -> Shown:
        stage = Stage(at.stage)
        deciding = self._page(scenario.deciding, role) if stage in (Stage.CLAUSE, Stage.TEMPTING) else None
        tempting = self._page(scenario.tempting, role) if stage is Stage.TEMPTING else None
        whole = tempting if stage is Stage.TEMPTING else deciding
        quotes = [whole.text] if whole else []
        quotes += [deciding.clause.text] if deciding and tempting else []
        return Shown(
            stage,
            at.scenario + 1,
            len(self.scenarios),
            scenario,
            deciding,
            tempting,
            words.size(scenario.question, *quotes),
            passed=self._told(at) if stage is Stage.QUESTION else (),
        )

    def _page(self, cited: Cited | None, role: Role) -> InPage | None:
        return in_page(cited, self._library, self._day, role) if cited else None

    def _told(self, at: Place) -> tuple[str, ...]:
        return tuple(f"Scenario {index + 1} is left out. {why}" for index, why in self.passed_over(at).items())
