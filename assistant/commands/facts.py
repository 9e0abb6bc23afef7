"""A policy and a clause as facts to print: the JSON of `policies`, `clauses` and `add`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assistant.dates import say
from assistant.values import Clause, Policy


def policy_facts(policy: Policy) -> dict[str, Any]:
    """A policy as a JSON object, its id included."""
    return {"id": policy.id, **asdict(policy)}


def policy_lines(policy: Policy) -> tuple[str, ...]:
    """What was understood of a policy, a line a fact; what wasn't found is said."""
    dates = (("approved", policy.approved), ("in force from", policy.effective), ("review due", policy.review))
    return (
        f"title: {policy.title}",
        f"id: {policy.id}",
        *(f"{name}: {say(iso) if iso else 'not found'}" for name, iso in dates),
        f"may be seen by: {', '.join(policy.audiences)}",
        *((f"binds: {', '.join(policy.binds)}",) if policy.binds else ()),
    )


def clause_facts(clause: Clause) -> dict[str, Any]:
    """A clause as the JSON object that `clauses --json` lists."""
    return {
        "clause": clause.clause,
        "label": clause.label,
        "headings": list(clause.headings),
        "stem": clause.stem,
        "text": clause.text,
        "start": clause.start,
        "end": clause.end,
        "page": clause.page,
        "modality": clause.modality.value,
        "binds": list(clause.binds),
    }
