"""The trainer's workbench: what there is to draw from, drawing, checking, looking for clauses; no HTTP here."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.errors import BadInput
from assistant.scenarios.check import Standing, check
from assistant.scenarios.draw import MOST, Wish, draw, lures
from assistant.scenarios.ruling import ruling
from assistant.scenarios.sources import Candidate, Pool, candidates
from assistant.scenarios.values import Scenario, ScenarioSet
from assistant.state import State, scenario_sets
from assistant.values import Clause, Document, Organisation, Role, Verdict
from assistant.web.clock import Today
from assistant.web.conversation import named
from assistant.web.ports import Asker

QuestionsOf = Callable[[str], Pool]
"""The questions there are for an organisation (slug)."""
FOUND = 8
"""Clauses offered to a trainer who looks for one."""


def no_questions(organisation: str) -> Pool:
    """Nothing to draw from: every scenario is written by hand."""
    return Pool()


@dataclass(frozen=True, slots=True)
class Workbench:
    """What the pages over a set work with."""

    asker: Asker
    state: State
    questions: QuestionsOf
    today: Today

    def organisation(self, slug: str) -> Organisation:
        """The organisation; raises BadInput for none, UnknownName for one that is not there."""
        return named(self.asker.library, slug)

    def ruling(self, organisation: str, audience: Role) -> tuple[Document, ...]:
        """The documents in force that the audience may see; raises UnknownName."""
        return ruling(self.asker.library, organisation, audience, self.today())

    def candidates(self, organisation: str, audience: Role) -> tuple[Candidate, ...]:
        """The questions that fit the audience, over the policies in force."""

        def judge(question: str) -> Verdict:
            return self.asker.ask(question, organisation=organisation, role=audience.value).verdict

        pool, documents = self.questions(organisation), self.ruling(organisation, audience)
        return candidates(pool, self.asker.library, documents, organisation, audience, judge)

    def draw(self, organisation: str, wish: Wish) -> tuple[Scenario, ...]:
        """New scenarios, fewer than wished where there are no more."""
        there = self.candidates(organisation, wish.audience)
        documents = self.ruling(organisation, wish.audience)
        return draw(there, documents, wish, lambda text, of: self.near(text, of, organisation, wish.audience))

    def near(self, text: str, documents: frozenset[str], organisation: str, audience: Role) -> Sequence[Clause]:
        """The clauses of these documents nearest to some words, best first."""
        return self.asker.nearest(text, organisation=organisation, documents=documents, role=audience.value)

    def lures(self, scenario: Scenario, organisation: str, documents: Sequence[Document]) -> tuple[Clause, ...]:
        """The clauses of all these documents that tempt in a scenario as it stands now, best first."""
        own = scenario.deciding
        deciding = clause_at(f"{own.document}#{own.clause}", documents) if own else None
        drawn = (each for each in self.candidates(organisation, scenario.role) if each.id == scenario.id)
        settles = next((each.settles for each in drawn), frozenset())

        def near(text: str, of: frozenset[str]) -> Sequence[Clause]:
            return self.near(text, of, organisation, scenario.role)

        return lures(scenario.question, deciding, settles, documents, near, topic="")

    def search(self, text: str, organisation: str, audience: Role) -> tuple[Clause, ...]:
        """The clauses in force that the audience may see, nearest to some words."""
        documents = frozenset(each.policy.document for each in self.ruling(organisation, audience))
        return tuple(self.near(text, documents, organisation, audience))[:FOUND]

    def standing(self, scenario: Scenario) -> Standing:
        """How a scenario stands at this moment."""
        return check(scenario, self.asker.library, self.today())

    def standings(self, prepared: ScenarioSet) -> tuple[Standing, ...]:
        """How each scenario of a set stands at this moment, in order."""
        return tuple(self.standing(scenario) for scenario in prepared.scenarios)

    def change(self, prepared: ScenarioSet, scenarios: Sequence[Scenario], by: str) -> ScenarioSet:
        """Save a set with these scenarios. Raises BadInput (too many, saved by somebody else), UnknownName."""
        if len(scenarios) > max(MOST, len(prepared.scenarios)):
            raise BadInput(f"A set holds at most {MOST} scenarios.", "Drop some first, or make a second set.")
        return scenario_sets.save(self.state, replace(prepared, scenarios=tuple(scenarios)), by)


def clause_at(key: str, documents: Sequence[Document]) -> Clause | None:
    """The clause with this key ("file.txt#3.b2") in the documents; None where there is none."""
    return next((clause for each in documents for clause in each.clauses if clause.key == key), None)


def new_id() -> str:
    """An id that nobody guesses, for a set or for a scenario written by hand."""
    return secrets.token_hex(6)
