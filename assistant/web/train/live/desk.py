"""What every page of a live session needs: the database, the policies, the clock, and the bell."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.errors import UnknownName
from assistant.scenarios.values import Cited, Scenario
from assistant.state import State, live
from assistant.state.live_values import LiveSession
from assistant.values import Organisation
from assistant.web.clock import Now, Today
from assistant.web.ports import Library
from assistant.web.train.live.hub import Hub
from assistant.web.train.live.shown import Course


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts, handed to each router; `address` is the origin for phones where the trainer sits at localhost."""

    state: State
    library: Library
    today: Today
    now: Now
    hub: Hub
    address: str = ""

    def session(self, id: str) -> LiveSession:
        """A session. Raises UnknownName."""
        return live.find(self.state, id)

    def course(self, session: LiveSession) -> Course:
        """The session's scenarios as the policies stand at this moment."""
        return Course(session.scenarios, self.library, self.today(), votes=True)

    def organisation(self, slug: str) -> Organisation:
        """An organisation's settings; its slug alone where it is no longer known."""
        return next((each for each in self.library.organisations() if each.slug == slug), Organisation(slug, slug))

    def title(self, cited: Cited) -> str:
        """The title of the policy that a clause is from; its slug where that version is gone."""
        organisation = cited.version.partition("/")[0]
        try:
            policies = self.library.policies(organisation)
        except UnknownName:
            return cited.policy
        return next((each.title for each in policies if each.id == cited.version), cited.policy)

    def policies_used(self, session: LiveSession) -> dict[str, Cited]:
        """A deciding clause of each policy version that the session rests on, by the version's id, in order."""
        used: dict[str, Cited] = {}
        for scenario in _kept(session):
            if scenario.deciding:
                used.setdefault(scenario.deciding.version, scenario.deciding)
        return used


def _kept(session: LiveSession) -> list[Scenario]:
    return [each for index, each in enumerate(session.scenarios) if index not in session.skipped]
