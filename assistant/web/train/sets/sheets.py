"""The form of one scenario: what is typed and offered, its page, and the scenario that it makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from assistant.errors import BadInput
from assistant.scenarios.check import Standing
from assistant.scenarios.draw import lures
from assistant.scenarios.ruling import silent
from assistant.scenarios.sources import of
from assistant.scenarios.values import Cited, Scenario, ScenarioSet
from assistant.values import Clause, Document, Verdict
from assistant.web.templating import render
from assistant.web.train.sets import forms
from assistant.web.train.sets.shown import CHOICES, shown_clause
from assistant.web.train.sets.telling import NOTHING, Message
from assistant.web.train.sets.workbench import Workbench, clause_at, new_id


class Typed(BaseModel):
    """What the form sends. `clause` is a clause's key, `listed` the keys that it offered; `action` the button."""

    question: str = ""
    verdict: str = ""
    clause: str = ""
    note: str = ""
    looked: str = ""
    listed: list[str] = []
    edition: str = ""
    action: str = "save"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form: of which set, of which scenario (None is a new one), what is typed, what is offered, what is told."""

    prepared: ScenarioSet
    typed: Typed
    old: Standing | None = None
    offered: tuple[Clause, ...] = ()
    message: Message = NOTHING
    status: int = 200


def page(bench: Workbench, sheet: Sheet) -> HTMLResponse:
    """The form as it stands: the clause chosen first, then the others offered."""
    prepared, today = sheet.prepared, bench.today()
    documents = bench.ruling(prepared.organisation, prepared.audience)
    policies = bench.asker.library.policies(prepared.organisation)
    chosen = clause_at(sheet.typed.clause, documents)
    offered = dict.fromkeys([*([chosen] if chosen else []), *sheet.offered, *_listed(sheet.typed, documents)])
    html = render(
        "train/write.html",
        prepared=prepared,
        typed=sheet.typed,
        old=sheet.old,
        was=shown_clause(sheet.old.scenario.deciding, policies, today) if sheet.old and not sheet.old.sound else None,
        offered=[(clause.key, shown_clause(of(clause, documents), policies, today)) for clause in offered],
        choices=CHOICES,
        longest=forms.LONGEST_QUESTION,
        message=sheet.message,
    )
    return HTMLResponse(html, status_code=sheet.status)


def scenario_from(bench: Workbench, sheet: Sheet) -> Scenario:
    """The scenario typed. Raises BadInput where something is missing or the clause is no longer in force."""
    prepared, typed = sheet.prepared, sheet.typed
    question, verdict, note = forms.question(typed.question), forms.verdict(typed.verdict), forms.note(typed.note)
    documents = bench.ruling(prepared.organisation, prepared.audience)
    chosen = clause_at(typed.clause, documents)
    if typed.clause and chosen is None:
        raise BadInput("The clause chosen is not in force any more.", "Look for the one that decides now.")
    if chosen is None and verdict is not Verdict.NOT_COVERED:
        raise BadInput("No clause is chosen.", "Find the clause that decides, or choose “not covered”.")
    old = sheet.old.scenario if sheet.old and sheet.old.sound else None
    fresh = _made(bench, prepared, question, verdict, chosen, documents)
    if old and (old.verdict, old.deciding) == (verdict, fresh.deciding) and verdict is not Verdict.NOT_COVERED:
        fresh = replace(fresh, tempting=old.tempting)  # another one, or none, may have been chosen for it
    if old and (old.question, old.verdict, old.deciding) == (question, verdict, fresh.deciding):
        return replace(old, note=note, tempting=fresh.tempting)
    return replace(fresh, id=sheet.old.scenario.id if sheet.old else new_id(), note=note)


def _made(
    bench: Workbench,
    prepared: ScenarioSet,
    question: str,
    verdict: Verdict,
    chosen: Clause | None,
    documents: Sequence[Document],
) -> Scenario:
    """A scenario with its tempting clause: where nothing decides the one chosen, if any, else the best that tempts."""

    def near(text: str, of: frozenset[str]) -> Sequence[Clause]:
        return bench.near(text, of, prepared.organisation, prepared.audience)

    deciding = None if verdict is Verdict.NOT_COVERED else chosen
    nearest = chosen or next(iter(bench.search(question, prepared.organisation, prepared.audience)), None)
    home = next((each.policy for each in documents if nearest and each.policy.document == nearest.document), None)
    topic = home.slug if home else ""
    tempting = next(iter(lures(question, deciding, (), documents, near, topic)), None) if deciding else chosen
    return Scenario(
        id="",
        question=question,
        verdict=verdict,
        role=prepared.audience,
        topic=topic if chosen else "",
        deciding=of(deciding, documents),
        tempting=of(tempting, documents),
        against=silent(home) if home and deciding is None else "",
    )


def _listed(typed: Typed, documents: Sequence[Document]) -> tuple[Clause, ...]:
    return tuple(clause for key in typed.listed if (clause := clause_at(key, documents)))


def key_of(cited: Cited) -> str:
    """The key of a clause as a scenario keeps it."""
    return f"{cited.document}#{cited.clause}"
