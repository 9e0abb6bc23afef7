"""A scenario as a page shows it: with its policy's title, its clauses' places and links, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.scenarios import values as scenarios
from assistant.scenarios.check import Standing
from assistant.scenarios.values import Cited, Scenario
from assistant.values import Policy, Role, Status, Verdict
from assistant.versions import status_of
from assistant.web import links
from assistant.web.cards import VERDICTS


@dataclass(frozen=True, slots=True)
class ShownClause:
    """A clause with the version it stands in; `policy` is None and `link` "" where that is no longer held."""

    cited: Cited
    policy: Policy | None
    status: Status | None
    link: str


@dataclass(frozen=True, slots=True)
class ShownScenario:
    """A scenario at its place (from 1) in a set; `topic` is the title of its policy, "" where it has none."""

    place: int
    standing: Standing
    topic: str
    deciding: ShownClause | None
    tempting: ShownClause | None
    nearest: ShownClause | None

    @property
    def scenario(self) -> Scenario:
        """The scenario with its clauses as they stand now."""
        return self.standing.scenario

    @property
    def verdict(self) -> str:
        """The verdict in words."""
        return VERDICTS[self.scenario.verdict]


CHOICES: tuple[tuple[Verdict, str], ...] = tuple((verdict, VERDICTS[verdict]) for verdict in scenarios.CHOICES)
"""What a room can answer, with its words."""


def shown(standings: Iterable[Standing], policies: tuple[Policy, ...], day: date) -> tuple[ShownScenario, ...]:
    """Each scenario for a page; `policies` are all those of its organisation."""
    return tuple(_shown(place, standing, policies, day) for place, standing in enumerate(standings, 1))


def shown_clause(
    cited: Cited | None, policies: tuple[Policy, ...], day: date, role: Role = Role.STAFF
) -> ShownClause | None:
    """A clause for a page."""
    if cited is None:
        return None
    policy = next((policy for policy in policies if policy.id == cited.version), None)
    if policy is None:
        return ShownClause(cited, None, None, "")
    link = links.to_address(policy, cited.clause, role.value)
    return ShownClause(cited, policy, status_of(policy, policies, day), link)


def _shown(place: int, standing: Standing, policies: tuple[Policy, ...], day: date) -> ShownScenario:
    scenario = standing.scenario
    topics = [policy.title for policy in policies if policy.slug == scenario.topic]
    return ShownScenario(
        place=place,
        standing=standing,
        topic=topics[-1] if topics else "",
        deciding=shown_clause(scenario.deciding, policies, day, scenario.role),
        tempting=shown_clause(scenario.tempting, policies, day, scenario.role),
        nearest=shown_clause(standing.nearest, policies, day, scenario.role),
    )


def versions_of(rows: Iterable[ShownScenario], policies: Iterable[Policy]) -> list[Policy]:
    """The versions that the answers quote, or that were found silent, by title."""
    used = {row.scenario.deciding.version for row in rows if row.scenario.deciding}
    used |= {row.scenario.tempting.version for row in rows if row.scenario.tempting}
    used |= {row.scenario.against.partition("#")[0] for row in rows}
    return sorted((policy for policy in policies if policy.id in used), key=lambda policy: policy.title.casefold())
