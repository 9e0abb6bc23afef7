"""A set of scenarios over the fake school, a clock that can be turned, and a library whose policy can be withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from assistant.scenarios.values import Cited, Scenario, ScenarioSet
from assistant.state import State, scenario_sets
from assistant.values import Clause, Policy, Role, Verdict
from tests.web_fakes import CHARGE, LEAVE, LEND, NEW, FakeAssistant, FakeLibrary

TODAY = date(2026, 11, 21)


def cited(clause: Clause) -> Cited:
    return Cited(NEW.slug, NEW.id, clause.document, clause.clause, clause.label, clause.text, clause.stem)


SCENARIOS = (
    Scenario(
        "one", "A pupil's phone is flat. May I lend mine?", Verdict.NO, Role.STAFF, "phones", cited(LEND), cited(LEAVE)
    ),
    Scenario("two", "Does the policy say who pays for a lost phone?", Verdict.NOT_COVERED, Role.STAFF, "phones"),
    Scenario(
        "three",
        "The office gave leave. May the pupil ring home?",
        Verdict.YES,
        Role.STAFF,
        "phones",
        cited(LEAVE),
        cited(CHARGE),
    ),
)
SET = ScenarioSet("s1", "gull-rock", "Induction & phones", Role.STAFF, SCENARIOS, by="Ms Tern")


def prepared(state: State, scenarios: tuple[Scenario, ...] = SCENARIOS) -> ScenarioSet:
    return scenario_sets.save(state, replace(SET, scenarios=scenarios))


@dataclass
class Clock:
    now: datetime = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


class ShrinkingLibrary(FakeLibrary):
    """The fake school; `withdrawn` takes the phones policy away while everything runs."""

    withdrawn = False

    def policies(self, organisation: str | None = None, public: bool = False) -> tuple[Policy, ...]:
        found = super().policies(organisation, public)
        return tuple(policy for policy in found if policy.slug != NEW.slug) if self.withdrawn else found


def assistant() -> FakeAssistant:
    return FakeAssistant(library=ShrinkingLibrary())
