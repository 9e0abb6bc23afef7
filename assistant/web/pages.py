"""The policy pages, server-rendered: the list, and a document with an anchor for each clause."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, RedirectResponse

from assistant.values import Document, Policy, Role
from assistant.web import links, marking, viewing
from assistant.web.access import SeenRole
from assistant.web.changes import before
from assistant.web.changes_page import changes_page
from assistant.web.clock import Today
from assistant.web.ports import Library
from assistant.web.templating import render


def pages_router(library: Library, today: Today) -> APIRouter:
    """Routes `/policies`, `/policies/{organisation}`, `/policies/{organisation}/{policy}` and its `/changes`."""
    router = APIRouter(prefix="/policies", default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("")
    def every_policy(role: SeenRole) -> HTMLResponse:
        return HTMLResponse(policy_list(library, role, today()))

    @router.get("/{organisation}")
    def of_organisation(organisation: str, role: SeenRole) -> RedirectResponse:
        library.policies(organisation)
        return RedirectResponse(f"/policies?role={role.value}#{organisation}")

    @router.get("/{organisation}/{policy}")
    def one_policy(
        organisation: str,
        policy: str,
        role: SeenRole,
        version: str = "",
        clause: str = "",
        marks: str = "",
    ) -> HTMLResponse:
        versions = _versions(library, organisation, policy, role, today())
        shown = viewing.chosen(versions, version)
        document = library.find(shown.policy.document, organisation, role.public)
        return HTMLResponse(policy_page(document, shown, versions, clause, role, marking.parse(marks)))

    @router.get("/{organisation}/{policy}/changes")
    def what_changed(
        organisation: str,
        policy: str,
        role: SeenRole,
        start: Annotated[str, Query(alias="from")] = "",
        end: Annotated[str, Query(alias="to")] = "",
    ) -> HTMLResponse:
        versions = _versions(library, organisation, policy, role, today())
        find = partial(_document, library, role)
        return HTMLResponse(changes_page(versions, start, end, role, find))

    return router


def policy_list(library: Library, role: Role, day: date) -> str:
    """Every organisation with the versions of its policies that the role may see."""
    shelves = [
        (organisation, viewing.versions_on(library.versions(organisation.slug, role.public), role, day))
        for organisation in library.organisations()
    ]
    return render("policies.html", shelves=shelves, role=role.value, link=_link(role))


def policy_page(
    document: Document,
    shown: viewing.Version,
    versions: tuple[viewing.Version, ...],
    clause: str,
    role: Role,
    marks: tuple[marking.Span, ...] = (),
) -> str:
    """One version in full; `clause` is the address of the clause to highlight, `marks` offsets of words in it."""
    cited = next((each for each in document.clauses if each.clause == clause), None)
    return render(
        "policy.html",
        shown=shown,
        versions=versions,
        pieces=viewing.pieces(document),
        cited=cited,
        marks=marking.within(cited.text, marks, cited.start) if cited else (),
        missing=clause if clause and not cited else "",
        role=role.value,
        link=_link(role),
        anchor=links.anchor,
        address=lambda clause: links.to_address(shown.policy, clause.clause, role.value),
        since=lambda policy: _since(policy, versions, role),
    )


def problem_page(problem: str, remedy: str) -> str:
    """A page that says what went wrong and what to do."""
    return render("problem.html", problem=problem, remedy=remedy, onward=True)


def _versions(library: Library, organisation: str, policy: str, role: Role, day: date) -> tuple[viewing.Version, ...]:
    """A policy's versions that the role may see; raises UnknownName saying whom to ask, since it may be withdrawn."""
    policies = library.versions(organisation, role.public)
    office = next(each.office for each in library.organisations() if each.slug == organisation)
    return viewing.versions_of(
        policies, policy, role, day, ", ".join(filter(None, (office.name, office.phone, office.email)))
    )


def _document(library: Library, role: Role, policy: Policy) -> Document:
    return library.find(policy.document, policy.organisation, role.public)


def _since(policy: Policy, versions: tuple[viewing.Version, ...], role: Role) -> tuple[str, str]:
    """The version before one and the address of what changed since; nothing for the oldest."""
    old = before(policy, versions)
    return (old.version, links.to_changes(old, policy, role.value)) if old else ("", "")


def _link(role: Role) -> Callable[[Policy], str]:
    return lambda policy: links.to_policy(policy, role.value)
