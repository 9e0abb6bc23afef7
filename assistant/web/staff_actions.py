"""What the staff page asks of the server beside questions: a comparison, and whether it may still ask at all."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.comparing import Comparison, compare
from assistant.errors import BadInput
from assistant.values import Organisation, Policy, Role
from assistant.versions import in_force
from assistant.web import viewing
from assistant.web.comparison import comparison_card, summary
from assistant.web.conversation import LONGEST, REMEMBERED, named, roles_for
from assistant.web.ports import Asker, Library
from assistant.web.visitors import visitor_of


class CompareRequest(BaseModel):
    """A question that was answered, to be asked of the other policies."""

    model_config = ConfigDict(extra="ignore")
    question: str = Field(max_length=LONGEST)
    organisation: str
    role: Role
    as_of: str
    history: list[str] = Field(default_factory=list, max_length=REMEMBERED)


class CompareResponse(BaseModel):
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
    def compared(body: CompareRequest, request: Request) -> CompareResponse:
        """The other policies beside the answer, as HTML of our own making."""
        if body.role not in roles_for(visitor_of(request)):
            raise BadInput("Only a trainer may ask as a trainer.", "Choose “Staff”, which sees the same policies.")
        school = named(asker.library, body.organisation)
        comparison = _comparison(asker, school, body)
        trust = trust_of(asker.library, school)
        return CompareResponse(html=comparison_card(comparison, school, trust), said=summary(comparison, school, trust))

    return router


def trust_of(library: Library, school: Organisation) -> Organisation | None:
    """The trust that the school names, where its policies are here too."""
    found = (each for each in library.organisations() if each.slug == school.trust and each.slug != school.slug)
    return next(found, None)


def _comparison(asker: Asker, school: Organisation, body: CompareRequest) -> Comparison:
    answer = asker.ask(
        body.question, organisation=school.slug, role=body.role.value, as_of=body.as_of, history=body.history
    )
    trust = trust_of(asker.library, school)
    day = date.fromisoformat(answer.as_of)
    above = _ruling(asker.library, trust.slug, body.role, day) if trust else ()
    return compare(asker, answer, _ruling(asker.library, school.slug, body.role, day), above, body.history)


def _ruling(library: Library, slug: str, role: Role, day: date) -> tuple[Policy, ...]:
    return viewing.visible(in_force(library.versions(slug, role.public), day), role)
