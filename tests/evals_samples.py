"""Tiny cases and answers for the tests of the evaluation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.cases import Case, Kind, Target
from assistant.values import Clause, Document, Outcome, Policy, Verdict
from evals.measures import Pair
from evals.record import Cited, Said
from evals.resolve import Gold, Resolved

TEXT = "Staff must not lend their keys. Pupils may ride bicycles to school with a helmet."
KEYS = (0, 31)
BICYCLES = (32, 81)

POLICY = Policy("fern", "site", "site.txt", "Site Policy", "2026-01")
DOCUMENT = Document(
    POLICY,
    TEXT,
    (
        Clause("site.txt", "1.s1", "1. Keys, sentence 1", TEXT[slice(*KEYS)], *KEYS),
        Clause("site.txt", "2.s1", "2. Bicycles, sentence 1 (page 2)", TEXT[slice(*BICYCLES)], *BICYCLES),
    ),
)
GOLD = Gold("site.txt", "fern/site@2026-01", "1.s1", "1. Keys, sentence 1", *KEYS)
OTHER = Gold("site.txt", "fern/site@2026-01", "2.s1", "2. Bicycles, sentence 1", *BICYCLES)

LEND = Case(
    set="tiny",
    id="t1",
    question="Can I lend my keys?",
    organisation="fern",
    kind=Kind.PERMISSION,
    outcome=Outcome.ANSWERED,
    verdict=Verdict.NO,
    clauses=(Target("site.txt", label="1. Keys, sentence 1"),),
)
PARKING = replace(
    LEND,
    id="t2",
    question="Where may I park?",
    kind=Kind.UNANSWERABLE,
    outcome=Outcome.NOT_COVERED,
    verdict=Verdict.NOT_COVERED,
    clauses=(),
)
TELLS = replace(
    PARKING,
    id="t3",
    question="A pupil told me she is afraid to go home",
    kind=Kind.DISCLOSURE,
    outcome=Outcome.SAFEGUARDING,
    verdict=None,
)


def cited(start: int, end: int, **changes: Any) -> Cited:
    stretch = Cited("site.txt", start, end, "a label", "fern/site@2026-01", TEXT[start:end])
    return replace(stretch, **changes)


def answered(*citations: Cited, verdict: str = "no", **changes: Any) -> Said:
    said = Said("assistant", "tiny/t1", "answered", verdict, "No.", citations, ms=4.0)
    return replace(said, **changes)


def declined(**changes: Any) -> Said:
    return replace(Said("assistant", "tiny/t2", "not_covered", "not_covered", "The policy does not say."), **changes)


def pair(said: Said, case: Case = LEND, gold: tuple[Gold, ...] = (GOLD,), also: tuple[Gold, ...] = ()) -> Pair:
    wanted = gold if case.outcome is Outcome.ANSWERED else ()
    return Pair(Resolved(case, wanted, also), replace(said, case=case.key))
