"""Checks a scenario against the version in force at that moment: what fails is flagged, never shown to a room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from assistant.dates import say
from assistant.errors import UnknownName
from assistant.scenarios.ruling import Library, cited, silent, words
from assistant.scenarios.values import Cited, Scenario
from assistant.values import Clause, Document, Policy
from assistant.versions import in_force

REWORDED = 0.5
"""From this share of equal words on, a clause counts as the old one in new words."""


class Fault(StrEnum):
    """Why a scenario can't be shown."""

    CHANGED = "changed"
    GONE = "gone"
    WITHDRAWN = "withdrawn"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a scenario stands at a moment.

    `scenario` carries its clauses as they stand now: a clause that only moved has its new address, a tempting one that
    is gone is left out. `problem` is a sentence for the trainer; `nearest` the clause most like one that changed.
    """

    scenario: Scenario
    fault: Fault | None = None
    problem: str = ""
    nearest: Cited | None = None

    @property
    def sound(self) -> bool:
        """Whether it may be shown."""
        return self.fault is None


def check(scenario: Scenario, library: Library, today: date) -> Standing:
    """How the scenario stands on a day with the policies as they are at this moment; never raises UnknownName."""
    if scenario.deciding is None:
        return _undecided(scenario, library, today)
    ruling = _in_force(scenario.deciding.version, library, today)
    if ruling is None or not ruling.open_to(scenario.role):
        return _barred(scenario, ruling, scenario.deciding.policy)
    document = library.find(ruling.document, ruling.organisation)
    found = same(scenario.deciding, document)
    if found is None:
        return _reworded(scenario, scenario.deciding, document)
    now = replace(scenario, deciding=cited(found, ruling), tempting=_standing(scenario, library, today))
    return Standing(now)


def same(quoted: Cited, document: Document) -> Clause | None:
    """The clause with the words quoted, spacing aside; None where there is none, or several and none at the address.

    The stem counts: "bring a phone" under "Pupils may" and under "Pupils must not" are different rules.
    """
    said = (words(quoted.quote), words(quoted.stem))
    alike = [clause for clause in document.clauses if (words(clause.text), words(clause.stem)) == said]
    there = [clause for clause in alike if clause.clause == quoted.clause]
    chosen = there or (alike if len(alike) == 1 else [])
    return chosen[0] if chosen else None


def nearest(quoted: Cited, clauses: Sequence[Clause]) -> Clause | None:
    """The clause most like the one quoted, if at least half of its words are equal."""
    scored = [(_alike(quoted, clause), -place, clause) for place, clause in enumerate(clauses)]
    best = max(scored, default=None, key=lambda each: each[:2])
    return best[2] if best and best[0] >= REWORDED else None


def _undecided(scenario: Scenario, library: Library, today: date) -> Standing:
    tempting = _standing(scenario, library, today)
    if not scenario.against:
        return Standing(replace(scenario, tempting=tempting))
    ruling = _in_force(scenario.against, library, today)
    if ruling is None or not ruling.open_to(scenario.role):
        return _barred(scenario, ruling, _slug(scenario.against))
    if silent(ruling) != scenario.against:
        problem = f"“{ruling.title}” was published anew. Look whether it still does not cover this, then save."
        return Standing(scenario, Fault.CHANGED, problem)
    return Standing(replace(scenario, tempting=tempting))


def _reworded(scenario: Scenario, quoted: Cited, document: Document) -> Standing:
    near = nearest(quoted, document.clauses)
    version = f"“{document.policy.title}” as in force now (version {_said(document.policy.version)})"
    if near is None:
        return Standing(scenario, Fault.GONE, f"{version} no longer has the clause that decides this.")
    problem = f"{version} no longer has the clause in these words; the set shows the nearest that it has."
    return Standing(scenario, Fault.CHANGED, problem, cited(near, document.policy))


def _standing(scenario: Scenario, library: Library, today: date) -> Cited | None:
    """The tempting clause as it stands now; None where it no longer does or may not be seen."""
    if scenario.tempting is None:
        return None
    ruling = _in_force(scenario.tempting.version, library, today)
    if ruling is None or not ruling.open_to(scenario.role):
        return None
    found = same(scenario.tempting, library.find(ruling.document, ruling.organisation))
    return cited(found, ruling) if found else None


def _in_force(version: str, library: Library, today: date) -> Policy | None:
    """The version in force of the policy that a version's id ("iwys/social-media@2026-02") names."""
    organisation, slug = version.partition("/")[0], _slug(version)
    try:
        policies = library.policies(organisation)
    except UnknownName:
        return None
    return next((policy for policy in in_force(policies, today) if policy.slug == slug), None)


def _said(version: str) -> str:
    """A version in words; one that is no date stays as it is."""
    try:
        return say(version)
    except ValueError:
        return version


def _slug(version: str) -> str:
    return version.partition("/")[2].partition("@")[0]


def _barred(scenario: Scenario, ruling: Policy | None, slug: str) -> Standing:
    if ruling is None:
        problem = f"No version of the policy “{slug}” is in force: it was withdrawn or is not valid yet."
        return Standing(scenario, Fault.WITHDRAWN, problem)
    problem = f"“{ruling.title}” as in force now is not for this audience ({scenario.role.value}s) to see."
    return Standing(scenario, Fault.HIDDEN, problem)


def _alike(quoted: Cited, clause: Clause) -> float:
    old, new = f"{quoted.stem} {quoted.quote}".split(), f"{clause.stem} {clause.text}".split()
    return SequenceMatcher(None, old, new, autojunk=False).ratio()
