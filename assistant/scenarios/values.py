"""Scenarios for induction: a question, its verdict, the clause that decides, a clause that tempts; frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.values import Role, Verdict

CHOICES = (Verdict.YES, Verdict.NO, Verdict.CONDITIONAL, Verdict.NOT_COVERED)
"""What a room can answer."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause as it stood when the scenario was made: policy slug, version's id, file, address, label and words."""

    policy: str
    version: str
    document: str
    clause: str
    label: str
    quote: str
    stem: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One thing to judge. `verdict` is one of CHOICES; `deciding` is None where no policy settles it.

    `tempting` is a clause that looks as if it decided and does not. `topic` is the slug of the policy asked about;
    `source` tells where it is from: a case's key ("own/own-001"), "known" (the organisation's bank) or "written".
    `against` is, where nothing decides, the policy that was found silent: its version's id, "#" and its file's digest.
    """

    id: str
    question: str
    verdict: Verdict
    role: Role
    topic: str = ""
    deciding: Cited | None = None
    tempting: Cited | None = None
    note: str = ""
    source: str = "written"
    against: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioSet:
    """What a trainer prepared, in order. `created` is an ISO date and time in UTC; `by` the account's name.

    `edition` counts how often it was saved: 0 is not yet.
    """

    id: str
    organisation: str
    title: str
    audience: Role
    scenarios: tuple[Scenario, ...]
    by: str = ""
    created: str = ""
    edition: int = 0
