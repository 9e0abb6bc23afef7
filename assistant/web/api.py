"""The HTTP interface: ask, list policies, health, counters, and a page that describes them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.answering import to_json
from assistant.values import Role
from assistant.web import links, viewing
from assistant.web.clock import Today
from assistant.web.health import health_router
from assistant.web.metrics import Questions
from assistant.web.ports import Asker, Library
from assistant.web.templating import render


class Earlier(BaseModel):
    """A question asked before in the same conversation."""

    model_config = ConfigDict(extra="ignore")
    question: str = Field(max_length=20_000)


class AskRequest(BaseModel):
    """A question about an organisation's policies."""

    model_config = ConfigDict(extra="forbid")
    question: str = Field(
        max_length=20_000, description="In plain words, without personal data; up to 2,000 characters."
    )
    organisation: str = Field(description="The organisation's slug.")
    document: str = Field("", description="Ask this document only: a file name or an id.")
    role: Role = Field(Role.STAFF, description="Who asks; decides which policies are seen.")
    as_of: str = Field("", description="The day asked about, as 2026-11-20; today when left out.")
    history: list[Earlier] = Field(default_factory=list, max_length=50, description="Oldest first.")


class Problem(BaseModel):
    """What went wrong and what to do about it."""

    error: str
    remedy: str


def api_router(asker: Asker, questions: Questions, today: Today) -> APIRouter:
    """Routes under `/api`, with `/health` and `/metrics`."""
    router = APIRouter(responses={404: {"model": Problem}, 422: {"model": Problem}})
    router.include_router(health_router(asker.library))

    @router.post("/api/ask", summary="Ask a question")
    def ask(body: AskRequest) -> dict[str, Any]:
        """Answer with a verdict, one sentence and the exact clauses; a refusal is an outcome, not an error."""
        return to_json(
            asker.ask(
                body.question,
                organisation=body.organisation,
                role=body.role.value,
                as_of=body.as_of,
                document=body.document,
                history=[earlier.question for earlier in body.history],
            )
        )

    @router.get("/api/policies", summary="List policies")
    def policies(organisation: str = "", role: Role = Role.STAFF) -> list[dict[str, Any]]:
        """Every version of every policy that the role may see, with its status today and its page."""
        return listed(asker.library, organisation, role, today())

    @router.get("/metrics", summary="Counters", response_class=PlainTextResponse)
    def metrics() -> PlainTextResponse:
        """Questions by outcome in Prometheus' text format, without their text."""
        return PlainTextResponse(questions.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    @router.get("/api/openapi.json", include_in_schema=False)
    def schema(request: Request) -> dict[str, Any]:
        description: dict[str, Any] = request.app.openapi()
        return description

    @router.get("/api/docs", include_in_schema=False)
    def docs(request: Request) -> HTMLResponse:
        return HTMLResponse(render("api_docs.html", api=request.app.openapi()))

    return router


def listed(library: Library, organisation: str, role: Role, day: date) -> list[dict[str, Any]]:
    """Policies as JSON objects; "" is every organisation. Raises UnknownName."""
    slugs = [organisation] if organisation else [each.slug for each in library.organisations()]
    return [
        {
            **asdict(each.policy),
            "id": each.policy.id,
            "status": each.status.value,
            "review_overdue": each.overdue,
            "url": links.to_policy(each.policy, role.value),
        }
        for slug in slugs
        for each in viewing.versions_on(library.versions(slug, role.public), role, day)
    ]
