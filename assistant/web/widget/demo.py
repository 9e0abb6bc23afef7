"""The demonstration: the real tag on a page that imitates a school's site, kind or hostile, with the line to paste."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from assistant.errors import UnknownName
from assistant.values import Organisation
from assistant.web.conversation import named
from assistant.web.ports import Library
from assistant.web.templating import render
from assistant.web.widget import framing
from assistant.web.widget.loader import colour_for_tag


class HostStyle(StrEnum):
    """How the imitated site is styled."""

    PLAIN = "plain"
    DARK = "dark"
    HOSTILE = "hostile"


def demo_router(library: Library) -> APIRouter:
    """The route `/widget-demo`, for staff."""
    router = APIRouter(include_in_schema=False)

    @router.get("/widget-demo")
    def demonstration(
        request: Request,
        organisation: str = "",
        style: Annotated[HostStyle, Query(alias="host-css")] = HostStyle.PLAIN,
    ) -> Response:
        page = demo_page(library, organisation, style, str(request.base_url))
        return HTMLResponse(page, headers=framing.demonstration())

    return router


def demo_page(library: Library, slug: str, style: HostStyle, site: str) -> str:
    """The page; "" shows the first organisation. Raises UnknownName."""
    organisations = library.organisations()
    if not organisations:
        raise UnknownName("There is no organisation yet.", "Add a policy first.")
    school = named(library, slug or organisations[0].slug)
    colour = colour_for_tag(school, organisations)
    return render(
        "widget/demo.html",
        school=school,
        organisations=organisations,
        style=style.value,
        styles=[each.value for each in HostStyle],
        colour=colour,
        line=line_to_paste(school, site, colour),
    )


def line_to_paste(school: Organisation, site: str, colour: str = "") -> str:
    """The tag for the school's own pages, with a link for browsers without JavaScript; `site` ends with a slash."""
    stated = f' data-colour="{colour}"' if colour else ""
    return (
        f'<script async src="{site}widget.js" data-organisation="{school.slug}"{stated}></script>\n'
        f'<noscript><a href="{site}widget/{school.slug}/page">Ask about our policies</a></noscript>'
    )
