"""The pages of sign-in as HTML, and the responses that carry a new session or an error."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import AssistantError, BadInput
from assistant.providers import NotEntitled, Provider
from assistant.state.accounts import Account
from assistant.state.admission import Admission, LockedOut
from assistant.web import cookies
from assistant.web.sign_in.openid import ProviderFault
from assistant.web.sign_in.throttle import Crowded
from assistant.web.templating import render

STATUS: tuple[tuple[type[AssistantError], int], ...] = (
    (LockedOut, 429),
    (Crowded, 429),
    (BadInput, 422),
    (NotEntitled, 403),
    (ProviderFault, 502),
)
WRONG = 401


def sign_in_page(
    providers: Sequence[Provider],
    wanted: str,
    name: str = "",
    error: AssistantError | None = None,
    left: bool = False,
) -> str:
    """The form, with what was typed but the password, and what went wrong."""
    return render("sign_in/sign_in.html", providers=providers, wanted=wanted, name=name, error=error, left=left)


def account_page(account: Account, error: AssistantError | None = None, changed: bool = False) -> str:
    """What is known of the account, and what its person may change."""
    return render("sign_in/account.html", account=account, error=error, changed=changed)


def shown_again(page: str, error: AssistantError) -> Response:
    """The page with what went wrong on it, under the status that says so to a program."""
    status = next((code for kind, code in STATUS if isinstance(error, kind)), WRONG)
    wait = {"Retry-After": str(error.wait_s)} if isinstance(error, LockedOut | Crowded) else None
    return HTMLResponse(page, status, headers=wait)


def welcomed(request: Request, admission: Admission, token: str, wanted: str) -> Response:
    """Off to the page wanted with a new session; one that was open in this browser before ends."""
    admission.sessions.end(cookies.session_token(request))
    response = RedirectResponse(wanted, 303)
    cookies.write(request, response, cookies.SESSION, token)
    return response
