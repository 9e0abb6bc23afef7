"""Errors as responses: JSON {error, remedy} from the interface, a page from the pages."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response

from assistant.errors import AssistantError, DataFolderError, UnknownName
from assistant.web.pages import problem_page

STATUS: tuple[tuple[type[AssistantError], int], ...] = ((UnknownName, 404), (DataFolderError, 503))
UNPROCESSABLE = 422
NOWHERE = ("There is no page at this address.", "Check the address, or begin at the list of policies.")
PAGES = ("/policies", "/sign-in", "/account", "/train", "/join", "/live", "/learn", "/widget-demo")
"""Where a person looks: a fault is told on a page."""


def answer_problems(app: FastAPI) -> None:
    """Install the handlers."""

    @app.exception_handler(AssistantError)
    def of_the_assistant(request: Request, error: AssistantError) -> Response:
        status = next((code for kind, code in STATUS if isinstance(error, kind)), UNPROCESSABLE)
        return _respond(request, status, error.problem, error.remedy)

    @app.exception_handler(RequestValidationError)
    def of_the_request(request: Request, error: RequestValidationError) -> Response:
        wrong = "; ".join(f"{_place(each['loc'])}: {each['msg']}" for each in error.errors())
        return _respond(request, UNPROCESSABLE, f"The request can't be used: {wrong}.", "See /api/docs.")


def nowhere(request: Request, error: Exception) -> Response:
    """What is said where nothing lies: a page to a browser, JSON to a program."""
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(problem_page(*NOWHERE), status_code=404)
    return JSONResponse({"error": NOWHERE[0], "remedy": NOWHERE[1]}, status_code=404)


def _respond(request: Request, status: int, problem: str, remedy: str) -> Response:
    if request.url.path.startswith(PAGES):
        return HTMLResponse(problem_page(problem, remedy), status_code=status)
    return JSONResponse({"error": problem, "remedy": remedy}, status_code=status)


def _place(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location[1:]) or "body"
