"""The pages of sign-in: `/sign-in`, `/sign-out` and `/account`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import AssistantError, BadInput
from assistant.providers import Provider
from assistant.state.accounts import Account
from assistant.state.admission import Admission
from assistant.web import cookies
from assistant.web.limiting import address_of
from assistant.web.refusals import SignInNeeded
from assistant.web.sign_in.callback import add_providers
from assistant.web.sign_in.pages import account_page, shown_again, sign_in_page, welcomed
from assistant.web.sign_in.returning import HOME, safe_next
from assistant.web.sign_in.throttle import Throttle
from assistant.web.visitors import visitor_of

LARGEST = 16_384
"""Bytes of a form: anybody may send one."""
Text = Annotated[str, Form(max_length=1_000)]


def sign_in_router(admission: Admission | None, providers: Sequence[Provider] = ()) -> APIRouter:
    """The pages; without an `admission` there is nobody to sign in, and each leads to the start page."""
    router = APIRouter(include_in_schema=False, max_body_size=LARGEST)
    if admission is None:
        for path in ("/sign-in", "/account"):
            router.add_api_route(path, lambda: RedirectResponse(HOME, 303))
        return router
    throttle = Throttle()
    _add_form(router, admission, tuple(providers), throttle)
    _add_leaving(router, admission)
    _add_account(router, admission)
    _add_password(router, admission, throttle)
    if providers:
        add_providers(router, admission, tuple(providers))
    return router


def _add_form(router: APIRouter, admission: Admission, providers: tuple[Provider, ...], throttle: Throttle) -> None:
    @router.get("/sign-in")
    def form(request: Request, next: str = HOME, left: bool = False) -> Response:
        if visitor_of(request).signed_in:
            return RedirectResponse(safe_next(next), 303)
        return HTMLResponse(sign_in_page(providers, safe_next(next), left=left))

    @router.post("/sign-in")
    def enter(request: Request, name: Text = "", password: Text = "", next: Text = HOME) -> Response:
        wanted = safe_next(next)
        try:
            with throttle.attempt():
                token = admission.enter(name, password, address_of(request))
        except AssistantError as error:
            return shown_again(sign_in_page(providers, wanted, name, error), error)
        return welcomed(request, admission, token, wanted)


def _add_leaving(router: APIRouter, admission: Admission) -> None:
    @router.post("/sign-out")
    def leave(request: Request) -> Response:
        admission.sessions.end(cookies.session_token(request))
        return _shown_out(request)

    @router.post("/account/sign-out-everywhere")
    def leave_everywhere(request: Request) -> Response:
        admission.sessions.end_all(_own(request, admission))
        return _shown_out(request)


def _add_account(router: APIRouter, admission: Admission) -> None:
    @router.get("/account")
    def account(request: Request, changed: bool = False) -> Response:
        return HTMLResponse(account_page(_own(request, admission), changed=changed))


def _add_password(router: APIRouter, admission: Admission, throttle: Throttle) -> None:
    @router.post("/account/password")
    def change(request: Request, old: Text = "", new: Text = "", again: Text = "") -> Response:
        own = _own(request, admission)
        try:
            if new != again:
                raise BadInput("The new password was not typed the same twice.", "Type it again, both times.")
            with throttle.attempt():
                token = admission.change_password(own, old, new, address_of(request))
        except AssistantError as error:
            return shown_again(account_page(own, error), error)
        response = RedirectResponse("/account?changed=1", 303)
        cookies.write(request, response, cookies.SESSION, token)
        return response


def _own(request: Request, admission: Admission) -> Account:
    found = admission.sessions.account(cookies.session_token(request))
    if found is None:  # it ended between the gate and here
        raise SignInNeeded("The session has ended.", "Sign in again.")
    return found


def _shown_out(request: Request) -> Response:
    response = RedirectResponse("/sign-in?left=1", 303)
    cookies.erase(request, response, cookies.SESSION)
    return response
