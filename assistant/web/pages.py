"""The policy pages, server-rendered: the list, and a document with an anchor for each clause."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse

from assistant.values import Document, Policy, Role
from assistant.web import links, marking, viewing
from assistant.web.ports import Library
from assistant.web.templating import render

Today = Callable[[], date]


def pages_router(library: Library, today: Today) -> APIRouter:
    """Routes `/policies`, `/policies/{organisation}` and `/policies/{organisation}/{policy}`."""
    router = APIRouter(prefix="/policies", default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("")
    def every_policy(role: Role = Role.STAFF) -> HTMLResponse:
        return HTMLResponse(policy_list(library, role, today()))

    @router.get("/{organisation}")
    def of_organisation(organisation: str, role: Role = Role.STAFF) -> RedirectResponse:
        library.policies(organisation)
        return RedirectResponse(f"/policies?role={role.value}#{organisation}")

    @router.get("/{organisation}/{policy}")
    def one_policy(
        organisation: str,
        policy: str,
        version: str = "",
        clause: str = "",
        marks: str = "",
        role: Role = Role.STAFF,
    ) -> HTMLResponse:
        policies = viewing.visible(library.policies(organisation), role)
        versions = viewing.versions_of(policies, policy, today())
        shown = viewing.chosen(versions, version)
        document = library.find(shown.policy.document, organisation)
        return HTMLResponse(policy_page(document, shown, versions, clause, role, marking.parse(marks)))

    return router


def policy_list(library: Library, role: Role, day: date) -> str:
    """Every organisation with the versions of its policies that the role may see."""
    shelves = [
        (organisation, viewing.standing(viewing.visible(library.policies(organisation.slug), role), day))
        for organisation in library.organisations()
    ]
    return render("policies.html", shelves=shelves, role=role.value, link=_link(role))


def policy_page(
    document: Document,
    shown: viewing.Standing,
    versions: tuple[viewing.Standing, ...],
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
        runs=lambda text: marking.runs(text, marks, cited.start if cited else 0),
        missing=clause if clause and not cited else "",
        role=role.value,
        link=_link(role),
        anchor=links.anchor,
    )


def problem_page(problem: str, remedy: str) -> str:
    """A page that says what went wrong and what to do."""
    return render("problem.html", problem=problem, remedy=remedy)


def _link(role: Role) -> Callable[[Policy], str]:
    return lambda policy: links.to_policy(policy, role.value)
