"""C6, C1: every route of the app, Gradio's included, stands behind its role; one that nobody classed fails here."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from starlette.routing import Mount

from assistant.state.admission import Admission
from assistant.values import Access
from assistant.web import create_app
from assistant.web.access import Gate
from tests.sign_in_fakes import PAGE, admission, browser, signed_in
from tests.web_fakes import FakeAssistant

EVERYBODY = None
ROUTES: tuple[tuple[str, Access | None], ...] = (
    (r"/accessibility|/health", EVERYBODY),
    (r"/pages(/.*)?", EVERYBODY),
    (r"/policies(/.*)?", EVERYBODY),
    (r"/sign-in(/.*)?", EVERYBODY),
    (r"/sign-out", EVERYBODY),
    (r"/widget(/.*)?", EVERYBODY),
    (r"/widget\.js", EVERYBODY),
    (r"/join(/.*)?", EVERYBODY),
    (r"/live(/.*)?", EVERYBODY),
    (r"/train(/.*)?", Access.TRAINER),
    (r"/metrics", Access.ADMIN),
    (
        r"/|/account(/.*)?|/api/(ask|policies|feedback|docs|openapi\.json)|/(staff|learn)(/.*)?|/widget-demo",
        Access.STAFF,
    ),
)
"""What each of our own routes needs; Gradio's all need a member of staff."""
GRADIO = Access.STAFF
LET_IN: dict[Access | None, tuple[Access | None, ...]] = {
    EVERYBODY: (None, Access.STAFF, Access.TRAINER, Access.ADMIN),
    Access.STAFF: (Access.STAFF, Access.TRAINER, Access.ADMIN),
    Access.TRAINER: (Access.TRAINER, Access.ADMIN),
    Access.ADMIN: (Access.ADMIN,),
}
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
CROSS_SITE = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}


@pytest.fixture(scope="module")
def entry() -> Admission:
    return admission()


@pytest.fixture(scope="module")
def app(entry: Admission) -> FastAPI:
    return create_app(FakeAssistant(), hosts=("school.example",), admission=entry)


@pytest.fixture(scope="module")
def cookies(app: FastAPI, entry: Admission) -> dict[Access | None, str]:
    clients = {access: signed_in(app, entry, access) for access in LET_IN[EVERYBODY]}
    return {who: "; ".join(f"{k}={v}" for k, v in client.cookies.items()) for who, client in clients.items()}


def routes_of(app: Any, prefix: str = "", gradio: bool = False) -> Iterator[tuple[str, frozenset[str], bool]]:
    """Path template, methods ("WEBSOCKET" for a socket) and whether it is Gradio's, of every route there is."""
    for context in iter_route_contexts(app.routes):
        route, path = context.route, prefix + (context.path or "")
        if isinstance(route, Mount):
            yield path or "/", frozenset({"GET"}), gradio or not path
            if hasattr(route.app, "routes"):
                yield from routes_of(route.app, path, gradio or not path)
            continue
        yield path, frozenset(context.methods or {"WEBSOCKET"}), gradio


def needed_by(path: str, gradio: bool) -> Access | str | None:
    found = [access for pattern, access in ROUTES if re.fullmatch(pattern, path)]
    return found[0] if found else GRADIO if gradio else "not classed"


def filled(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "x", path)


def handed_on(entry: Admission | None, asked: set[tuple[str, str]], headers: dict[str, str]) -> set[tuple[str, str]]:
    """Those of the (path template, method) asked for that the gate hands on to the routes."""
    seen: set[tuple[str, str]] = set()

    async def route(scope: Any, receive: Any, send: Any) -> None:
        seen.add((scope["template"], scope["method"]))

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        assert message.get("status", 401) >= 300

    async def every() -> None:
        gate = Gate(route, entry)
        for template, method in asked:
            await gate(request_for(template, method, headers), receive, send)

    asyncio.run(every())
    return seen


def request_for(template: str, method: str, headers: dict[str, str]) -> dict[str, Any]:
    kind = {"type": "websocket", "scheme": "wss"} if method == "WEBSOCKET" else {"type": "http", "scheme": "https"}
    encoded = [(key.lower().encode(), value.encode()) for key, value in {"host": "school.example", **headers}.items()]
    return {**kind, "method": method, "path": filled(template), "template": template, "query_string": b"",
            "headers": encoded, "server": None}  # fmt: skip


def test_every_route_is_classed(app: FastAPI) -> None:
    left_out = {path for path, _, gradio in routes_of(app) if needed_by(path, gradio) == "not classed"}
    assert left_out == set(), "class them in this table, and in web/access.py where they are not for staff"


def test_gradio_is_in_the_sweep(app: FastAPI) -> None:
    swept = {path for path, _, gradio in routes_of(app) if gradio}
    assert {"/config", "/gradio_api/queue/join", "/gradio_api/upload", "/gradio_api/info"} <= swept
    assert any(path.startswith("/gradio_api/file") for path in swept)


@pytest.mark.parametrize("who", LET_IN[EVERYBODY])
def test_each_route_lets_in_those_it_is_for_and_nobody_else(
    app: FastAPI, entry: Admission, cookies: dict[Access | None, str], who: Access | None
) -> None:
    needed = {path: needed_by(path, gradio) for path, _, gradio in routes_of(app)}
    asked = {(path, each) for path, methods, _ in routes_of(app) for each in methods | {"OPTIONS", "WEBSOCKET"}}
    expected = {(path, method) for path, method in asked if who in LET_IN.get(needed[path], ())}  # type: ignore[call-overload]
    found = handed_on(entry, asked, {"cookie": cookies[who], "sec-fetch-site": "same-origin"})
    assert found - expected == set(), "let in, and should not be"
    assert expected - found == set(), "kept out, and should not be"


def test_nobody_gets_an_answer_from_a_closed_route_of_the_whole_app(app: FastAPI) -> None:
    client = browser(app)
    answered = []
    for path, methods, gradio in routes_of(app):
        if needed_by(path, gradio) is EVERYBODY:
            continue
        for method in methods - {"WEBSOCKET", "OPTIONS"}:
            response = client.request(method, filled(path))
            if response.status_code != 401 or "frame-ancestors" not in response.headers["content-security-policy"]:
                answered.append((path, method, response.status_code))
    assert answered == []


def test_no_route_takes_a_change_from_another_sites_page(
    app: FastAPI, entry: Admission, cookies: dict[Access | None, str]
) -> None:
    changes = {(path, each) for path, methods, _ in routes_of(app) for each in methods & (UNSAFE | {"WEBSOCKET"})}
    forged = {"cookie": cookies[Access.ADMIN], **CROSS_SITE}
    assert len(changes) > 10
    assert handed_on(entry, changes, forged) == set()
    assert handed_on(None, changes, forged) == set(), "at this machine, where no sign-in stands in the way"


def test_no_route_may_be_read_by_another_site(app: FastAPI, cookies: dict[Access | None, str]) -> None:
    """C1, with a real host name and a signed-in administrator; streams are left out, which never end."""
    client = browser(app)
    for path, methods, _ in routes_of(app):
        for method in (methods & UNSAFE) | {"OPTIONS"}:
            asked = {**CROSS_SITE, "cookie": cookies[Access.ADMIN], "Access-Control-Request-Method": "POST"}
            headers = client.request(method, filled(path), headers=asked).headers
            assert "access-control-allow-origin" not in headers, (path, method)


@pytest.mark.parametrize(
    "path",
    ["//config", "/pages/../config", "/pages/..%2fconfig", "/policies/../config", "/sign-in/%2e%2e/config", "/CONFIG",
     "/health/../gradio_api/info", "/live/..%2F..%2Fconfig", "/%63onfig", "/config;/health", "/widget.js/../config"],
)  # fmt: skip
def test_a_bent_path_leads_round_no_gate(app: FastAPI, path: str) -> None:
    answer = TestClient(app, base_url="https://school.example", follow_redirects=False).get(path)
    assert answer.status_code != 200
    assert "components" not in answer.text


@pytest.mark.parametrize("host", ["school.example:443/health?", "school.example/health?x=", "school.example:1/pages/"])
def test_a_bent_host_leads_round_no_gate(app: FastAPI, host: str) -> None:
    answer = browser(app).get("/config", headers={"Host": host})
    assert answer.status_code in (400, 401)


def test_a_person_is_led_to_sign_in_and_back(app: FastAPI) -> None:
    led = browser(app).get("/train/?topic=phones", headers=PAGE)
    assert led.status_code == 303
    assert led.headers["location"] == "/sign-in?next=%2Ftrain%2F%3Ftopic%3Dphones"
