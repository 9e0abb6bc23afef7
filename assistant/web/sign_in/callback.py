"""To a provider and back: `/sign-in/with/PROVIDER` and `/sign-in/with/PROVIDER/back`."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from assistant.errors import AssistantError, UnknownName
from assistant.providers import Provider, verified_email
from assistant.state.admission import Admission
from assistant.state.provider_visits import Visit, Visits
from assistant.web import cookies
from assistant.web.origins import own_origin
from assistant.web.sign_in.openid import OpenId, ProviderFault
from assistant.web.sign_in.pages import shown_again, sign_in_page, welcomed
from assistant.web.sign_in.returning import HOME, safe_next

Word = Annotated[str, Query(max_length=4_000)]
NAMED_BY = ("preferred_username", "name", "sub")
LONGEST_NAME = 64
Providers = tuple[Provider, ...]
Clients = dict[str, OpenId]


def add_providers(router: APIRouter, admission: Admission, providers: Providers) -> None:
    """Add the routes. Raises BadMetadata where a provider's secret is missing."""
    clients = {provider.slug: OpenId(provider) for provider in providers}
    visits = Visits(admission.sessions.state, admission.sessions.now)
    _add_going(router, providers, clients, visits)
    _add_coming_back(router, admission, providers, clients, visits)


def _add_going(router: APIRouter, providers: Providers, clients: Clients, visits: Visits) -> None:
    @router.get("/sign-in/with/{provider}")
    def go(request: Request, provider: str, next: str = HOME) -> Response:
        client, wanted = _client(clients, provider), safe_next(next)
        visit, state, browser = visits.begin(provider, wanted)
        try:
            response = RedirectResponse(client.address(visit, state, _back(request, provider)), 303)
        except AssistantError as error:
            return shown_again(sign_in_page(providers, wanted, error=error), error)
        cookies.write(request, response, cookies.VISIT, browser)
        return response


def _add_coming_back(
    router: APIRouter, admission: Admission, providers: Providers, clients: Clients, visits: Visits
) -> None:
    @router.get("/sign-in/with/{provider}/back")
    def back(request: Request, provider: str, state: Word = "", code: Word = "", error: Word = "") -> Response:
        client = _client(clients, provider)
        visit = visits.end(state, cookies.read(request, cookies.VISIT))
        wanted = visit.wanted if visit else HOME
        try:
            token = _entered(request, admission, client, visit, "" if error else code)
        except AssistantError as problem:
            response = shown_again(sign_in_page(providers, wanted, error=problem), problem)
        else:
            response = welcomed(request, admission, token, wanted)
        cookies.erase(request, response, cookies.VISIT)
        return response


def _entered(request: Request, admission: Admission, client: OpenId, visit: Visit | None, code: str) -> str:
    """The token of a new session. Raises ProviderFault, NotEntitled or NotAdmitted."""
    provider = client.provider
    if visit is None or visit.provider != provider.slug:
        raise ProviderFault(provider, "it took longer than ten minutes, or was begun in another browser")
    if not code:
        raise ProviderFault(provider, "it was broken off there")
    claims = client.claims(visit, code, _back(request, provider.slug))
    access = provider.access_for(claims)
    return admission.enter_from(provider.issuer, claims["sub"], _name(claims), access, provider.grounds)


def _client(clients: Clients, provider: str) -> OpenId:
    if provider not in clients:
        raise UnknownName(f"There is no sign-in provider “{provider}”.", "Choose one on the sign-in page.")
    return clients[provider]


def _back(request: Request, provider: str) -> str:
    return f"{own_origin(request)}/sign-in/with/{provider}/back"


def _name(claims: dict[str, Any]) -> str:
    """How the person is shown: the verified address, else what the provider calls them."""
    found = verified_email(claims) or next(str(claims[key]) for key in NAMED_BY if claims.get(key))
    return found.casefold()[:LONGEST_NAME]
