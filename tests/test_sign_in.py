"""The pages of sign-in: cookies, where one comes back to, what ends a session, what the public sees meanwhile."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from assistant.state import State
from assistant.state.admission import Admission
from assistant.state.failures import MOST, NETWORK_MOST
from assistant.values import Access
from assistant.web import create_app
from assistant.web.sign_in import throttle
from assistant.web.sign_in.returning import safe_next
from tests.sign_in_fakes import GOOD, HOST, PAGE, admission, browser, signed_in
from tests.web_fakes import SECRET, FakeAssistant

COOKIE = "__Host-policy-session"


@pytest.fixture
def entry() -> Admission:
    made = admission()
    made.accounts.add("j.tern", GOOD, Access.STAFF)
    return made


@pytest.fixture
def app(entry: Admission) -> FastAPI:
    return create_app(FakeAssistant(), hosts=("school.example", "localhost"), admission=entry)


@pytest.fixture(scope="module")
def shared() -> FastAPI:
    """For what leaves no trace in the accounts: an app takes a while to build."""
    made = admission()
    made.accounts.add("j.tern", GOOD, Access.STAFF)
    return create_app(FakeAssistant(), hosts=("school.example", "localhost"), admission=made)


def give(client: TestClient) -> None:
    client.post("/sign-in", data={"name": "j.tern", "password": GOOD})


def test_signing_in_leads_back_to_the_page_and_signing_out_shuts_it(app: FastAPI) -> None:
    client = browser(app)
    led = client.get("/api/docs?a=b", headers=PAGE)
    assert led.status_code == 401, "a program's path is told, not led"
    led = client.get("/account?a=b", headers=PAGE)
    page = client.get(led.headers["location"]).text
    assert 'value="/account?a=b"' in page
    entered = client.post("/sign-in", data={"name": "j.tern", "password": GOOD, "next": "/account?a=b"})
    assert (entered.status_code, entered.headers["location"]) == (303, "/account?a=b")
    shown = client.get("/account").text
    assert "j.tern" in shown
    assert 'action="/sign-out"' in shown
    token = client.cookies[COOKIE]
    left = client.post("/sign-out")
    assert (left.status_code, left.headers["location"]) == (303, "/sign-in?left=1")
    assert COOKIE not in client.cookies
    client.cookies.set(COOKIE, token)
    assert client.get("/config").status_code == 401


@pytest.mark.parametrize(
    ("base", "name", "secure"), [(HOST, COOKIE, True), ("http://localhost", "policy-session", False)]
)
def test_the_cookie_is_kept_from_scripts_and_other_sites_and_goes_with_the_browser(
    shared: FastAPI, base: str, name: str, secure: bool
) -> None:
    client = browser(shared, base)
    client.post("/sign-in", data={"name": "j.tern", "password": GOOD})
    response = client.post("/sign-in", data={"name": "j.tern", "password": GOOD})
    flags = response.headers["set-cookie"].lower()
    assert flags.startswith(f"{name.lower()}=")
    assert "httponly" in flags
    assert "samesite=lax" in flags
    assert "path=/" in flags
    assert ("secure" in flags) is secure
    assert not {"domain=", "max-age", "expires"} & set(flags.replace("=", "= ").split())


def test_over_https_a_cookie_that_was_not_set_over_https_opens_nothing(app: FastAPI, entry: Admission) -> None:
    client = browser(app)
    client.cookies.set("policy-session", entry.enter("j.tern", GOOD))
    assert client.get("/config").status_code == 401


def test_a_session_that_somebody_planted_is_not_the_one_signed_in_to(app: FastAPI, entry: Admission) -> None:
    planted = entry.enter("j.tern", GOOD)
    client = browser(app)
    client.cookies.set(COOKIE, planted, domain="school.example", path="/")
    client.post("/sign-in", data={"name": "j.tern", "password": GOOD})
    assert client.cookies[COOKIE] != planted
    assert entry.sessions.account(planted) is None


def test_a_wrong_password_is_told_in_the_page_with_the_name_kept(shared: FastAPI) -> None:
    response = browser(shared).post("/sign-in", data={"name": 'Jo"<b>', "password": "no", "next": "/train"})
    assert response.status_code == 401
    assert "Problem: Sign in" in response.text
    assert 'value="Jo&#34;&lt;b&gt;"' in response.text
    assert 'value="/train"' in response.text
    assert 'value="no"' not in response.text


def test_a_locked_name_is_told_how_long_to_wait(app: FastAPI) -> None:
    client = browser(app)
    for _ in range(MOST):
        client.post("/sign-in", data={"name": "nobody", "password": "no"})
    response = client.post("/sign-in", data={"name": "nobody", "password": "no"})
    assert response.status_code == 429
    assert int(response.headers["retry-after"]) > 800
    assert "15 minutes" in response.text


def test_an_address_that_fails_too_often_waits_whatever_it_claims_to_be(app: FastAPI) -> None:
    """C7: a made-up X-Forwarded-For resets nothing; a proxy that is trusted tells addresses apart."""
    behind = ProxyHeadersMiddleware(app, trusted_hosts=["10.0.0.1"])
    spoofer = TestClient(behind, base_url=HOST, client=("192.0.2.7", 1))  # type: ignore[arg-type]
    codes = [
        spoofer.post("/sign-in", data={"name": f"n{n}", "password": "no"}, headers={"X-Forwarded-For": f"192.0.2.{n}"})
        for n in range(NETWORK_MOST + 1)
    ]
    assert {code.status_code for code in codes[:-1]} == {401}
    assert codes[-1].status_code == 429
    assert "this network" in codes[-1].text
    proxied = TestClient(behind, base_url=HOST, client=("10.0.0.1", 1))  # type: ignore[arg-type]
    other = proxied.post("/sign-in", data={"name": "m", "password": "no"}, headers={"X-Forwarded-For": "192.0.2.8"})
    assert other.status_code == 401
    claimed = {"X-Forwarded-For": "192.0.2.99, 192.0.2.7"}
    same = proxied.post("/sign-in", data={"name": "m", "password": "no"}, headers=claimed)
    assert same.status_code == 429, "what a caller claims stands before the address that the proxy saw"


def test_a_stranger_who_locks_a_name_leaves_its_person_in_and_is_told_when_to_try_again(app: FastAPI) -> None:
    stranger, teacher = (TestClient(app, base_url=HOST, client=(host, 1)) for host in ("192.0.2.7", "192.0.2.8"))  # type: ignore[arg-type]
    wrong, right = ({"name": "j.tern", "password": password} for password in ("no", GOOD))
    for _ in range(MOST):
        assert stranger.post("/sign-in", data=wrong).status_code == 401
    locked = stranger.post("/sign-in", data=right)
    assert locked.status_code == 429
    assert "15 minutes" in locked.text
    assert teacher.post("/sign-in", data=right, follow_redirects=False).status_code == 303
    assert stranger.post("/sign-in", data=right).status_code == 429, "the teacher's own success lets no stranger in"


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "evil",
     "/\t/evil.example", "/\n", "", "http:/x", "/sign-out", "///evil.example", "/[", "https:evil.example", "//[x"],
)  # fmt: skip
def test_nobody_is_sent_to_another_site_after_signing_in(shared: FastAPI, wanted: str) -> None:
    answer = browser(shared).post("/sign-in", data={"name": "j.tern", "password": GOOD, "next": wanted})
    assert answer.status_code == 303
    assert answer.headers["location"] in ("/", wanted if wanted == "/[" else "/")
    assert safe_next("/policies/gull-rock/phones?role=staff") == "/policies/gull-rock/phones?role=staff"


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
     {"Origin": "null"}, {"Origin": "http://school.example"}, {"Origin": "https://school.example:444"}],
)  # fmt: skip
def test_another_sites_form_changes_nothing(shared: FastAPI, headers: dict[str, str]) -> None:
    client = browser(shared)
    refused = client.post("/sign-in", data={"name": "j.tern", "password": GOOD}, headers=headers)
    assert refused.status_code == 403
    assert COOKIE not in client.cookies


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://school.example"}, {"Origin": "null", "Sec-Fetch-Site": "same-origin"}, {}],
)
def test_ones_own_form_and_a_program_pass(shared: FastAPI, headers: dict[str, str]) -> None:
    sent = browser(shared).post("/sign-in", data={"name": "j.tern", "password": GOOD}, headers=headers)
    assert sent.status_code == 303


def test_a_configured_origin_may_ask_the_interface_and_nothing_else(entry: Admission) -> None:
    other = "https://intranet.example"
    client = browser(create_app(FakeAssistant(), origins=(other,)), "http://localhost")
    question = {"question": "May I lend it?", "organisation": "gull-rock"}
    asked = client.post("/api/ask", json=question, headers={"Origin": other, "Sec-Fetch-Site": "cross-site"})
    assert asked.status_code == 200
    changed = client.post("/staff/compare", json={}, headers={"Origin": other, "Sec-Fetch-Site": "cross-site"})
    assert changed.status_code == 403


def test_who_lacks_the_access_is_told_so_and_not_led_round_in_circles(app: FastAPI, entry: Admission) -> None:
    staff = signed_in(app, entry, Access.STAFF)
    page = staff.get("/train", headers=PAGE)
    assert page.status_code == 403
    assert "This is for trainers." in page.text
    assert "Sign out" in page.text, "so that one can sign in as another"
    assert staff.get("/metrics").json()["error"] == "This is for administrators."


def test_a_form_sent_after_the_session_ended_tells_how_to_lose_nothing(shared: FastAPI) -> None:
    page = browser(shared).post("/train/anything", headers=PAGE)
    assert page.status_code == 401
    assert "in another tab" in page.text


@pytest.mark.parametrize("path", ["/policies", "/policies/gull-rock/staff-rota", "/policies/gull-rock"])
def test_the_public_sees_what_parents_see_whatever_the_address_claims(shared: FastAPI, path: str) -> None:
    client = browser(shared)
    for claimed in ("staff", "trainer"):
        led = client.get(f"{path}?role={claimed}", headers=PAGE)
        assert (led.status_code, led.headers["location"][:9]) == (303, "/sign-in?")
        assert client.get(f"{path}?role={claimed}").status_code == 401
    for shown in (client.get(path), client.get(f"{path}?role=parent"), client.get(f"{path}?role=pupil")):
        assert f"/policies/gull-rock/{SECRET}?" not in shown.text
        assert "Staff rota" not in shown.text


def test_staff_see_staffs_policies_without_asking(app: FastAPI, entry: Admission) -> None:
    staff = signed_in(app, entry, Access.STAFF)
    assert "Staff rota" in staff.get("/policies").text
    assert "Staff rota" not in staff.get("/policies?role=parent").text


def test_changing_the_password_needs_the_old_one_and_keeps_this_browser(app: FastAPI, entry: Admission) -> None:
    here, elsewhere = browser(app), browser(app)
    for client in (here, elsewhere):
        give(client)
    new = "an altogether new walrus"
    for form, told in (
        ({"old": "wrong", "new": new, "again": new}, "belong together"),
        ({"old": GOOD, "new": new, "again": "another"}, "not typed the same twice"),
        ({"old": GOOD, "new": "short", "again": "short"}, "5 characters"),
        ({"old": GOOD, "new": GOOD, "again": GOOD}, "is the old one"),
    ):
        refused = here.post("/account/password", data=form)
        assert refused.status_code in (401, 422)
        assert told in refused.text
    changed = here.post("/account/password", data={"old": GOOD, "new": new, "again": new})
    assert "changed=1" in changed.headers["location"]
    assert here.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 401
    assert entry.enter("j.tern", new)


def test_signing_out_everywhere_ends_every_session(app: FastAPI) -> None:
    here, elsewhere = browser(app), browser(app)
    for client in (here, elsewhere):
        give(client)
    here.post("/account/sign-out-everywhere")
    assert elsewhere.get("/account").status_code == 401


def test_signing_out_twice_is_no_fault(shared: FastAPI) -> None:
    assert browser(shared).post("/sign-out").status_code == 303


def test_over_plain_http_from_elsewhere_no_password_is_asked_for(shared: FastAPI) -> None:
    client = browser(shared, "http://school.example")
    for path in ("/sign-in", "/account", "/", "/config"):
        refused = client.get(path, headers=PAGE)
        assert refused.status_code == 403
        assert "https://" in refused.text
    assert client.get("/policies").status_code == 200


def test_on_loopback_everybody_is_at_the_machine_unless_a_proxy_handed_the_request_on() -> None:
    client = browser(create_app(FakeAssistant()), "http://localhost")
    assert client.get("/config").status_code == 200
    assert client.get("/sign-in").headers["location"] == "/"
    assert "Sign out" not in client.get("/policies").text
    for header in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Host"):
        assert client.get("/config", headers={header: "192.0.2.1"}).status_code == 403


def test_a_host_name_that_others_can_use_brings_the_gate_with_it() -> None:
    client = browser(create_app(FakeAssistant(), hosts=("school.example",)))
    assert client.get("/config").status_code == 401


def test_a_session_outlives_a_restart_of_the_app(tmp_path: Path) -> None:
    first = admission(State.open(tmp_path))
    first.accounts.add("j.tern", GOOD, Access.STAFF)
    client = browser(create_app(FakeAssistant(), hosts=("school.example",), admission=first))
    give(client)
    again = admission(State.open(tmp_path))
    after = browser(create_app(FakeAssistant(), hosts=("school.example",), admission=again))
    after.cookies = client.cookies
    assert after.get("/account").status_code == 200


def test_an_unusable_state_database_shuts_the_doors_and_says_so(tmp_path: Path) -> None:
    state = State.open(tmp_path)
    entry = admission(state)
    app = create_app(FakeAssistant(), hosts=("school.example",), admission=entry)
    client = signed_in(app, entry, Access.ADMIN)
    with state.session() as session:
        session.connection().exec_driver_sql("DROP TABLE sign_ins")
    refused = client.get("/config")
    assert refused.status_code == 503
    assert refused.json()["remedy"]


def test_a_form_of_megabytes_is_not_read(shared: FastAPI) -> None:
    assert browser(shared).post("/sign-in", data={"name": "x" * 100_000, "password": "no"}).status_code == 413


def test_only_so_many_attempts_hold_a_thread_at_once() -> None:
    """Each waits for a hash; a flood of them would leave no thread for any other page."""
    gate = throttle.Throttle()
    with ExitStack() as under_way:
        for _ in range(throttle.AT_ONCE):
            under_way.enter_context(gate.attempt())
        with pytest.raises(throttle.Crowded), gate.attempt():
            raise AssertionError("let through")
    with gate.attempt():
        pass


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://school.example", "Sec-Fetch-Site": "same-origin"}, {"Origin": "http://[x"}]
)
def test_a_proxy_that_names_itself_nowhere_is_known_by_the_origin_of_its_pages(headers: dict[str, str]) -> None:
    client = browser(create_app(FakeAssistant()), "http://localhost")
    assert client.post("/gradio_api/queue/join", headers=headers).status_code == 403
    assert client.get("/policies", headers=headers).status_code == 403
    assert client.get("/policies", headers={"Origin": "http://localhost:8080"}).status_code == 200


def test_a_proxy_that_names_itself_nowhere_is_known_by_its_old_protocol() -> None:
    """Browsers speak HTTP/1.1 or later; nginx, unless told otherwise, speaks HTTP/1.0 to what stands behind it."""
    app = create_app(FakeAssistant())

    async def old(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "http_version": "1.0"} if scope["type"] == "http" else scope, receive, send)

    assert TestClient(old, base_url="http://localhost").get("/policies").status_code == 403
