"""Read-and-understood records: listed, as CSV, deletable one by one, by person and by policy."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Path
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.state import read_records
from assistant.web.templating import render
from assistant.web.train.live.csv_text import csv_of
from assistant.web.train.live.desk import Desk

LARGEST_ID = 2**63 - 1
"""SQLite's largest row number; a larger one is no record's."""
HEADER = ("name", "policy", "version", "policy version's id", "confirmed (UTC)", "organisation")


def records_router(desk: Desk) -> APIRouter:
    """Routes `/train/records…`."""
    router = APIRouter(prefix="/train", default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("/records")
    def listed(organisation: str = "", name: str = "", policy: str = "", gone: int = 0) -> HTMLResponse:
        return HTMLResponse(records_page(desk, organisation, name, policy, gone))

    @router.get("/records.csv")
    def as_csv(organisation: str = "", name: str = "", policy: str = "") -> Response:
        kept = read_records.records(desk.state, organisation, name, policy)
        rows = [(r.name, r.title, r.version.partition("@")[2], r.version, r.at, r.organisation) for r in kept]
        disposition = {"Content-Disposition": 'attachment; filename="read-records.csv"'}
        return Response(csv_of(HEADER, rows), media_type="text/csv; charset=utf-8", headers=disposition)

    @router.post("/records/{id}/delete")
    def delete(id: Annotated[int, Path(ge=1, le=LARGEST_ID)]) -> Response:
        read_records.remove(desk.state, id)
        return RedirectResponse("/train/records?gone=1", status_code=303)

    @router.post("/records/delete")
    def delete_all(
        organisation: Annotated[str, Form()] = "",
        name: Annotated[str, Form()] = "",
        policy: Annotated[str, Form()] = "",
    ) -> Response:
        gone = read_records.remove_all(desk.state, organisation, name, policy)
        return RedirectResponse(f"/train/records?gone={gone}", status_code=303)

    return router


def records_page(desk: Desk, organisation: str, name: str, policy: str, gone: int) -> str:
    """The list, filtered by what is not ""."""
    every = read_records.records(desk.state)
    wanted = {"organisation": organisation, "name": name, "policy": policy}
    return render(
        "live/records.html",
        records=read_records.records(desk.state, organisation, name, policy),
        organisations=desk.library.organisations(),
        titles=sorted({(each.policy, each.title) for each in every}, key=lambda pair: pair[1].casefold()),
        wanted=wanted,
        query=urlencode({key: value for key, value in wanted.items() if value}),
        gone=gone,
    )
