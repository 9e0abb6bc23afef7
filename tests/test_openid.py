"""Signing in with a provider: a real one on loopback, and everything that it or a browser may get wrong."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import RSAKey

from assistant.errors import BadMetadata
from assistant.providers import Provider, Rule
from assistant.state.admission import Admission
from assistant.values import Access
from assistant.web import create_app
from tests.browsing import PATIENCE_S, serving
from tests.oidc_provider import CLIENT, SECRET, OpenIdProvider
from tests.sign_in_fakes import PAGE, Clock, admission, browser
from tests.web_fakes import FakeAssistant

pytestmark = pytest.mark.server
ENV = "POLICY_ASSISTANT_TEST_SECRET"
RULES = (
    Rule(Access.STAFF, domains=("school.example",)),
    Rule(Access.TRAINER, emails=("kit@school.example",)),
    Rule(Access.ADMIN, claims=(("groups", ("office",)),)),
)


class School:
    """An app with one provider, and a browser that follows the links between the two."""

    def __init__(self, site: OpenIdProvider) -> None:
        self.site = site
        self.clock = Clock()
        self.entry: Admission = admission(clock=self.clock)
        hd = (("hd", ("school.example",)),)
        self.provider = Provider("school-id", "School ID", site.issuer, CLIENT, ENV, RULES, hd)
        hosts = ("school.example",)
        self.app = create_app(FakeAssistant(), hosts=hosts, admission=self.entry, providers=(self.provider,))

    def away(self, client: TestClient, wanted: str = "/account") -> str:
        """From the sign-in page to the provider; gives the address that it sends the browser back to."""
        led = client.get(f"/sign-in/with/school-id?next={wanted}")
        assert led.status_code == 303, led.text
        return httpx2.get(led.headers["location"], timeout=PATIENCE_S).headers["location"]


@pytest.fixture(scope="module")
def running() -> Iterator[School]:
    site = OpenIdProvider()
    with pytest.MonkeyPatch.context() as patch, serving(site.app()) as address:
        patch.setenv(ENV, SECRET)
        site.issuer = address
        yield School(site)


@pytest.fixture
def school(running: School) -> Iterator[School]:
    yield running
    running.site.claims.clear()
    running.site.signing = None
    for account in running.entry.accounts.all():
        running.entry.accounts.remove(str(account.number))


def test_who_the_provider_vouches_for_is_signed_in_with_the_strongest_access_of_the_rules(school: School) -> None:
    client = browser(school.app)
    page = client.get("/sign-in?next=/account").text
    assert 'href="/sign-in/with/school-id?next=/account"' in page
    assert "Sign in with School ID" in page
    entered = client.get(school.away(client))
    assert (entered.status_code, entered.headers["location"]) == (303, "/account")
    account = client.get("/account").text
    assert "kit@school.example" in account
    assert "trainer" in account
    assert school.site.issuer in account
    assert "Change the password" not in account
    asked = school.site.asked[-1]
    assert set(asked["scope"].split()) == {"openid", "email", "profile"}
    assert len(asked["nonce"]) >= 43
    assert len(asked["state"]) >= 43


@pytest.mark.parametrize(
    ("claims", "access"),
    [
        ({"email": "wren@school.example"}, Access.STAFF),
        ({"email": "KIT@School.Example"}, Access.TRAINER),
        ({"groups": ["kitchen", "office"], "email_verified": False}, Access.ADMIN),
    ],
)
def test_the_rules_decide_the_access(school: School, claims: dict[str, object], access: Access) -> None:
    school.site.claims.update(claims)
    client = browser(school.app)
    client.get(school.away(client))
    assert [each.access for each in school.entry.accounts.all()] == [access]


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ({"nonce": "another"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"aud": "another-client"}, "aud"),
        ({"aud": [CLIENT, "another-client"]}, "azp"),
        ({"iss": "https://id.example"}, "iss"),
        ({"exp": int(time.time()) - 3600, "iat": int(time.time()) - 7200}, "expired"),
        ({"exp": None}, "exp"),
        ({"sub": None}, "sub"),
    ],
)
def test_a_token_that_is_not_for_this_visit_is_not_believed(
    school: School, claims: dict[str, object], told: str
) -> None:
    school.site.claims.update(claims)
    _refused(school, 502, told)


def test_a_token_signed_by_another_key_is_not_believed(school: School) -> None:
    school.site.signing = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"})
    _refused(school, 502, "be trusted")


def test_keys_that_the_provider_changed_are_read_again(school: School) -> None:
    client = browser(school.app)
    client.get(school.away(client))
    before, school.site.key = school.site.key, RSAKey.generate_key(2048, {"kid": "k2", "use": "sig"})
    assert client.get(school.away(browser(school.app))).status_code == 502, "another browser's visit"
    again = browser(school.app)
    assert again.get(school.away(again)).status_code == 303
    school.site.key = before


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "true"},
        {"email": "kit@elsewhere.example"},
        {"email": "kit@school.example.evil.example"},
        {"email": None},
    ],
)
def test_a_person_whom_no_rule_fits_is_told_so_and_gets_no_account(school: School, claims: dict[str, object]) -> None:
    school.site.claims.update(claims)
    _refused(school, 403, "no access here")
    assert school.entry.accounts.all() == ()


@pytest.mark.parametrize("claims", [{"hd": "elsewhere.example"}, {"hd": None}])
def test_an_account_of_another_organisation_is_refused_whatever_its_address(
    school: School, claims: dict[str, object]
) -> None:
    school.site.claims.update(claims)
    _refused(school, 403, "does not belong to the school")


def test_a_code_and_a_state_are_good_once(school: School) -> None:
    client = browser(school.app)
    back = school.away(client)
    cookie = client.cookies["__Host-policy-provider-visit"]
    assert client.get(back).status_code == 303
    client.cookies.set("__Host-policy-provider-visit", cookie)
    assert client.get(back).status_code == 502
    other = browser(school.app)
    fresh = parse_qs(urlsplit(school.away(other)).query)["state"][0]
    used = parse_qs(urlsplit(back).query)["code"][0]
    replayed = other.get(f"/sign-in/with/school-id/back?code={used}&state={fresh}")
    assert replayed.status_code == 502
    assert "did not take the code" in replayed.text


def test_a_visit_begun_in_one_browser_does_not_end_in_another(school: School) -> None:
    """Login CSRF: somebody else's way back signs nobody in as them."""
    attacker, victim = browser(school.app), browser(school.app)
    back = school.away(attacker)
    assert victim.get(back).status_code == 502
    assert attacker.get(back).status_code == 502, "and it is used up"


def test_a_visit_of_more_than_ten_minutes_is_over(school: School) -> None:
    client = browser(school.app)
    back = school.away(client)
    school.clock.pass_by(601)
    answer = client.get(back)
    assert answer.status_code == 502
    assert "ten minutes" in answer.text


@pytest.mark.parametrize("query", ["error=access_denied&state={state}", "state={state}", "code=x&state=made-up", ""])
def test_a_way_back_without_a_code_ends_on_the_sign_in_page(school: School, query: str) -> None:
    client = browser(school.app)
    state = parse_qs(urlsplit(school.away(client)).query)["state"][0]
    answer = client.get(f"/sign-in/with/school-id/back?{query.format(state=state)}")
    assert answer.status_code == 502
    assert "Try again from the beginning." in answer.text
    assert "Sign in with School ID" in answer.text


def test_a_disabled_person_stays_out_whatever_the_provider_says(school: School) -> None:
    client = browser(school.app)
    client.get(school.away(client))
    school.entry.disable("kit@school.example")
    assert client.get("/account").status_code == 401
    answer = client.get(school.away(client))
    assert answer.status_code == 401
    assert "disabled" in answer.text


def test_after_signing_in_nobody_is_sent_to_another_site(school: School) -> None:
    client = browser(school.app)
    assert client.get(school.away(client, "https://evil.example")).headers["location"] == "/"


def test_an_unknown_provider_is_told_on_a_page(school: School) -> None:
    answer = browser(school.app).get("/sign-in/with/nobody", headers=PAGE)
    assert answer.status_code == 404
    assert "Choose one on the sign-in page." in answer.text


@pytest.mark.parametrize("issuer", ["http://127.0.0.1:9", "{issuer}/other"])
def test_a_provider_that_does_not_answer_as_itself_is_told(school: School, issuer: str) -> None:
    elsewhere = replace(school.provider, issuer=issuer.format(issuer=school.site.issuer))
    app = create_app(FakeAssistant(), hosts=("school.example",), admission=school.entry, providers=(elsewhere,))
    answer = browser(app).get("/sign-in/with/school-id")
    assert answer.status_code == 502
    assert "did not work" in answer.text


def test_a_secret_that_is_missing_is_told_at_the_start(school: School) -> None:
    without = replace(school.provider, secret_env="POLICY_ASSISTANT_NO_SUCH")
    with pytest.raises(BadMetadata, match="POLICY_ASSISTANT_NO_SUCH"):
        create_app(FakeAssistant(), admission=school.entry, providers=(without,))


def _refused(school: School, status: int, told: str) -> None:
    client = browser(school.app)
    answer = client.get(school.away(client))
    assert answer.status_code == status
    assert told in answer.text
    assert client.get("/account").status_code == 401
