"""What the staff page asks of the server beside questions: a comparison, and whether it may still ask at all."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.comparing import Comparison, compare
from assistant.errors import BadInput
from assistant.values import Organisation, Policy, Role
from assistant.versions import in_force
from assistant.web import cards, links, viewing
from assistant.web.conversation import LONGEST, REMEMBERED, named, roles_for
from assistant.web.ports import Asker, Library
from assistant.web.templating import render
from assistant.web.visitors import visitor_of


class CompareRequest(BaseModel):
    """A question that was answered, to be asked of the other policies."""

    model_config = ConfigDict(extra="ignore")
    question: str = Field(max_length=LONGEST)
    organisation: str
    role: Role
    as_of: str
    history: list[str] = Field(default_factory=list, max_length=REMEMBERED)


class Shown(BaseModel):
    """A piece of the page, and what is said about it to a screen reader."""

    html: str
    said: str


def staff_router(asker: Asker) -> APIRouter:
    """Routes `GET /staff/here` and `POST /staff/compare`."""
    router = APIRouter(prefix="/staff", include_in_schema=False)

    @router.get("/here", status_code=204)
    def here() -> Response:
        """Nothing, to those who may ask: the gate answers in its stead once the sign-in has ended."""
        return Response(status_code=204)

    @router.post("/compare")
    def compared(body: CompareRequest, request: Request) -> Shown:
        """The other policies beside the answer, as HTML of our own making."""
        if body.role not in roles_for(visitor_of(request)):
            raise BadInput("Only a trainer may ask as a trainer.", "Choose “Staff”, which sees the same policies.")
        school = named(asker.library, body.organisation)
        comparison = _comparison(asker, school, body)
        trust = trust_of(asker.library, school)
        return Shown(html=comparison_card(comparison, school, trust), said=summary(comparison))

    return router


def trust_of(library: Library, school: Organisation) -> Organisation | None:
    """The trust that the school names, where its policies are here too."""
    found = (each for each in library.organisations() if each.slug == school.trust and each.slug != school.slug)
    return next(found, None)


def comparison_card(comparison: Comparison, school: Organisation, trust: Organisation | None) -> str:
    """The comparison as HTML: a row for each policy, those of the trust under a heading of their own."""
    return render(
        "compared.html",
        comparison=comparison,
        school=school,
        trust=trust,
        summary=summary(comparison),
        chip=cards.chip,
        link=lambda citation: links.to_clause(citation, str(comparison.answer.role)),
    )


def summary(comparison: Comparison) -> str:
    """What the comparison found, in one or two sentences."""
    asked = (*comparison.own, *comparison.trust)
    if not asked:
        return "There is no other policy to compare with on this day."
    said = sum(not each.silent for each in asked)
    policies = "other policy was" if len(asked) == 1 else "other policies were"
    found = f"{len(asked)} {policies} asked the same question; {said or 'none'} of them {_says(said)} something on it."
    warning = " Two of the policies disagree: check with the office which one rules." if comparison.disagree else ""
    return found + warning


def _says(count: int) -> str:
    return "say" if count > 1 else "says"


def _comparison(asker: Asker, school: Organisation, body: CompareRequest) -> Comparison:
    answer = asker.ask(
        body.question, organisation=school.slug, role=body.role.value, as_of=body.as_of, history=body.history
    )
    trust = trust_of(asker.library, school)
    day = date.fromisoformat(answer.as_of)
    above = _ruling(asker.library, trust.slug, body.role, day) if trust else ()
    return compare(asker.ask, answer, _ruling(asker.library, school.slug, body.role, day), above, body.history)


def _ruling(library: Library, slug: str, role: Role, day: date) -> tuple[Policy, ...]:
    return viewing.visible(in_force(library.versions(slug, role.public), day), role)
