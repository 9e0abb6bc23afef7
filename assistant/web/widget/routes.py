"""The widget's routes: loader, frame, colours, asking, plain page; every one open to the public."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from importlib.resources import files

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from assistant.errors import AssistantError, BadInput
from assistant.values import Organisation
from assistant.web.clock import Today
from assistant.web.limiting import address_of
from assistant.web.ports import Asker, Library
from assistant.web.templating import render
from assistant.web.widget import framing, loader, pages
from assistant.web.widget.asking import (
    Counter,
    NotHere,
    ParentQuestion,
    TooLarge,
    body_of,
    from_form,
    from_json,
    open_to_parents,
)
from assistant.web.widget.examples import Examples
from assistant.web.widget.pages import Exchange, Look
from assistant.web.widget.turnstile import TooMany, Turnstile

Draw = Callable[[Organisation], str]
STATUS: tuple[tuple[type[AssistantError], int], ...] = (
    (NotHere, 404),
    (TooMany, 429),
    (TooLarge, 413),
    (BadInput, 422),
    (AssistantError, 503),
)
LOADER_AGE = 300
"""Seconds for which a browser uses the loader, and the colours in it, without asking again."""


def widget_router(
    asker: Asker, today: Today, turnstile: Turnstile | None = None, examples: Examples | None = None
) -> APIRouter:
    """Routes `/widget.js` and `/widget/{organisation}…`; `examples` may ask an assistant that does not count them."""
    router = APIRouter(include_in_schema=False)
    _add_loader(router, asker.library)
    _add_pages(router, asker, today, examples or Examples(asker))
    _add_asking(router, Counter(asker, turnstile or Turnstile()), today)
    return router


def _add_loader(router: APIRouter, library: Library) -> None:
    plain = (files("assistant.web") / "static" / "widget" / "widget.js").read_bytes()

    @router.api_route("/widget.js", methods=["GET", "HEAD"])
    def script(request: Request) -> Response:
        served = loader.written(plain, library.organisations())
        headers = {
            "ETag": f'"{sha256(served).hexdigest()[:16]}"',
            "Cache-Control": f"public, max-age={LOADER_AGE}",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(served, media_type="text/javascript", headers=headers)


def _add_pages(router: APIRouter, asker: Asker, today: Today, examples: Examples) -> None:
    library = asker.library

    @router.get("/widget/{organisation}")
    def frame(request: Request, organisation: str, name: str = "", colour: str = "") -> Response:
        look = Look(name, colour)
        return _page(request, asker, organisation, lambda school: pages.frame(library, school, look, today(), examples))

    @router.get("/widget/{organisation}/page")
    def plain(request: Request, organisation: str, name: str = "", colour: str = "") -> Response:
        look = Look(name, colour)
        return _page(
            request, asker, organisation, lambda school: pages.plain(library, school, look, today(), Exchange())
        )

    @router.get("/widget/{organisation}/colours.css")
    def colours(organisation: str, colour: str = "") -> Response:
        school = open_to_parents(library, organisation)
        sheet = render("widget/colours.css", scheme=pages.colours(school, Look(colour=colour)))
        return Response(sheet, media_type="text/css", headers={"Cache-Control": "no-cache"})


def _add_asking(router: APIRouter, counter: Counter, today: Today) -> None:
    library = counter.asker.library

    @router.post("/widget/{organisation}/ask")
    async def ask(request: Request, organisation: str) -> Response:
        try:
            asked = from_json(await body_of(request))
            reply = await run_in_threadpool(counter.reply, asked, organisation, address_of(request))
        except AssistantError as error:
            return _problem(error)
        return JSONResponse(
            {"html": reply.html, "spoken": reply.spoken, "keep": reply.keep, "remember": reply.remember}
        )

    @router.post("/widget/{organisation}/page")
    async def answered(request: Request, organisation: str, name: str = "", colour: str = "") -> Response:
        exchange, look = await _exchanged(request, counter, organisation), Look(name, colour)
        return await run_in_threadpool(
            _page,
            request,
            counter.asker,
            organisation,
            lambda school: pages.plain(library, school, look, today(), exchange),
            exchange.problem,
        )


async def _exchanged(request: Request, counter: Counter, organisation: str) -> Exchange:
    """What becomes of a form: a problem keeps what was written."""
    asked = ParentQuestion(question="")
    try:
        asked = from_form(await body_of(request))
        return Exchange(asked, await run_in_threadpool(counter.reply, asked, organisation, address_of(request)))
    except AssistantError as error:
        return Exchange(asked, problem=error)


def _page(request: Request, asker: Asker, slug: str, draw: Draw, problem: AssistantError | None = None) -> HTMLResponse:
    """A page of the organisation under its own frame rule; the same refusal for one unknown and one paused."""
    try:
        school = open_to_parents(asker.library, slug)
    except NotHere as error:
        return HTMLResponse(pages.not_here(error), 404, framing.headers(request, framing.NOWHERE))
    headers = framing.headers(request, school.widget.sites)
    if problem is None:
        return HTMLResponse(draw(school), headers=headers)
    return HTMLResponse(draw(school), _status(problem), headers | _waits(problem))


def _problem(error: AssistantError) -> JSONResponse:
    soon = isinstance(error, TooMany) and error.soon
    body = {"problem": error.problem, "remedy": error.remedy, "soon": soon}
    return JSONResponse(body, _status(error), _waits(error))


def _status(error: AssistantError) -> int:
    return next(status for kind, status in STATUS if isinstance(error, kind))


def _waits(error: AssistantError) -> dict[str, str]:
    return {"Retry-After": str(error.seconds)} if isinstance(error, TooMany) else {}
