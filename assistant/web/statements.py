"""The accessibility statement, open to everybody: what is aimed at, what is known to fall short, how it was tested."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from assistant.web.ports import Library
from assistant.web.templating import render

FACTS = "statements.yaml"


@dataclass(frozen=True, slots=True)
class Known:
    """A fault that is known: in which part, axe's rule ("" where axe can't see it), the criterion, and what to do."""

    part: str
    rule: str
    criterion: str
    what: str
    instead: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What the page says: the standard, when, with what (name, version) and how it was tested, and the known faults."""

    standard: str
    tested_on: str
    tested_with: tuple[tuple[str, str], ...]
    tested_how: tuple[str, ...]
    not_tested: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    known: tuple[Known, ...]


def statements_router(library: Library) -> APIRouter:
    """Route `/accessibility`."""
    router = APIRouter(include_in_schema=False)

    @router.get("/accessibility")
    def accessibility() -> HTMLResponse:
        return HTMLResponse(accessibility_page(library))

    return router


def accessibility_page(library: Library) -> str:
    """The statement, with each organisation's office as the place to report a problem."""
    return render("accessibility.html", statement=statement(), organisations=library.organisations())


@cache
def statement() -> Statement:
    """The facts as the file gives them."""
    facts: dict[str, Any] = yaml.safe_load((files("assistant.web") / FACTS).read_text(encoding="utf-8"))
    tested = facts["tested"]
    return Statement(
        standard=facts["standard"],
        tested_on=tested["date"],
        tested_with=tuple(tested["with"].items()),
        tested_how=tuple(tested["how"]),
        not_tested=tuple(facts["not_tested"]),
        parts=tuple((part["name"], part["about"]) for part in facts["parts"]),
        known=tuple(Known(**entry) for entry in facts["known"]),
    )
