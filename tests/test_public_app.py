"""C4: a process that serves the public alone has no other route, and reads nothing of what is for staff."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.values import Organisation
from assistant.web import create_app
from assistant.web.public import LARGEST_BODY, create_public_app
from assistant.web.security import headers_for
from assistant.web.widget.turnstile import Turnstile
from tests.cli_runs import run, written
from tests.public_part_fakes import SCHOOL, SECRETS, STAFF_FILE, hostile, public_process, school
from tests.sign_in_fakes import PAGE, admission, browser
from tests.test_route_sweep import CROSS_SITE, filled, routes_of
from tests.web_fakes import FakeAssistant, FakeLibrary

OPEN = re.compile(r"/health|/accessibility|/pages(/.*)?|/policies(/.*)?|/widget\.js|/widget/\{organisation\}(/.*)?")
ENDLESS = Turnstile(each=100_000, everybody=100_000)


def bared(data: Path) -> Assistant:
    """A process over a copy of which all is gone but what docs/sign-in.md says that it needs."""
    school(data)
    kept = {"manifest.yaml", "CURRENT"}
    for path in sorted(data.rglob("*"), reverse=True):
        if path.is_file() and path.name not in kept and "public" not in path.parts:
            path.unlink()
    for folder in data.glob("organisations/*/generations/*/*"):
        if folder.name != "public":
            shutil.rmtree(folder)
    return public_process(data)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return bared(tmp_path_factory.mktemp("public"))


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> TestClient:
    return browser(create_public_app(assistant, hosts=("school.example",), turnstile=ENDLESS))


@contextmanager
def files_opened(root: Path) -> Iterator[set[Path]]:
    """The files below a folder that this process opens during the block, by Python or by SQLite."""
    found: set[Path] = set()
    watching = True

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event in ("open", "sqlite3.connect") and str(root) in str(arguments[0]):
            found.add(Path(str(arguments[0]).removeprefix("file:").partition("?")[0]))

    sys.addaudithook(note)  # there is no taking it away again
    yield found
    watching = False


def test_it_has_the_open_routes_and_no_other() -> None:
    swept = {path for path, _, _ in routes_of(create_public_app(FakeAssistant()))}
    assert {path for path in swept if not OPEN.fullmatch(path)} == set()
    assert {"/health", "/policies", "/widget.js", "/widget/{organisation}/ask", "/accessibility"} <= swept


def test_no_route_of_staff_trainers_accounts_or_gradio_is_there_not_even_to_be_refused(client: TestClient) -> None:
    whole = create_app(FakeAssistant(), hosts=("school.example",), admission=admission())
    closed = [(path, methods) for path, methods, _ in routes_of(whole) if not OPEN.fullmatch(path)]
    assert {"/", "/train/sets", "/sign-in", "/join", "/metrics", "/api/ask", "/config"} <= {path for path, _ in closed}
    answered = [
        (path, method, status)
        for path, methods in closed
        for method in methods - {"WEBSOCKET"}
        if (status := client.request(method, filled(path)).status_code) not in (404, 405)
    ]
    assert answered == []
    assert client.get("/sign-in", headers=PAGE).status_code == 404


def test_it_works_where_the_staffs_part_of_the_index_is_not_there_at_all(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok", "organisations": 1}
    assert "Phones Policy" in client.get("/policies").text
    page = client.get(f"/policies/{SCHOOL}/phones")
    assert "until the bell" in page.text
    asked = client.post(f"/widget/{SCHOOL}/ask", json={"question": "Which policies mention lockers?"})
    assert "Phones Policy" in asked.json()["html"]
    assert client.get(f"/widget/{SCHOOL}/page").status_code == 200
    assert client.get("/accessibility").status_code == 200


def test_its_pages_lead_nowhere_that_is_not_there(client: TestClient) -> None:
    for start in ("/policies", f"/policies/{SCHOOL}/phones", "/accessibility", f"/widget/{SCHOOL}/page"):
        page = client.get(start, headers=PAGE).text
        for address in set(re.findall(r'(?:href|src|action)="(/[^"#]*)', page)):
            assert client.get(address.replace("&amp;", "&")).status_code == 200, (start, address)


@pytest.mark.parametrize("role", ["staff", "trainer"])
def test_who_claims_to_be_staff_finds_nothing(client: TestClient, role: str) -> None:
    assert client.get(f"/policies?role={role}", headers=PAGE).status_code == 404
    assert client.get(f"/policies/{SCHOOL}/gate-codes?role={role}").status_code == 404


def test_a_planted_canary_comes_out_of_no_route_however_it_is_asked_for(tmp_path: Path) -> None:
    """Beside the whole data here: what is not opened can't be told."""
    school(tmp_path)
    app = create_public_app(public_process(tmp_path), hosts=("school.example",), turnstile=ENDLESS)
    client = browser(app)
    said = [client.get(path).text for path in ("/policies", f"/policies/{SCHOOL}/gate-codes", f"/widget/{SCHOOL}")]
    said += [client.get(f"/policies/{SCHOOL}/phones?version={secret}").text for secret in ("2019-03", STAFF_FILE)]
    for question in hostile(300):
        body = {"question": question["text"][:300]}
        said.append(client.post(f"/widget/{SCHOOL}/ask", json=body).text.replace(question["text"], ""))
    leaked = [(secret, text) for text in said for secret in SECRETS[:4] if secret.lower() in text.lower()]
    assert leaked == []
    assert sum("Phones Policy" in text for text in said) > 10


def test_nothing_but_the_public_part_is_opened(tmp_path: Path) -> None:
    """By the files that the process opens, as Python's own audit tells them."""
    school(tmp_path)
    assistant = public_process(tmp_path)
    with files_opened(tmp_path) as opened:
        client = browser(create_public_app(assistant, hosts=("school.example",)))
        assistant.warm_up()
        client.get(f"/policies/{SCHOOL}/phones")
        client.post(f"/widget/{SCHOOL}/ask", json={"question": "Which policies mention lockers?"})
    allowed = {"manifest.yaml", "CURRENT"}
    assert opened
    assert {path for path in opened if path.name not in allowed and "public" not in path.parts} == set()
    assert not (tmp_path / "state.sqlite").exists()


def test_another_sites_page_can_ask_nothing(client: TestClient) -> None:
    body = {"question": "Which policies mention lockers?"}
    assert client.post(f"/widget/{SCHOOL}/ask", json=body, headers=CROSS_SITE).status_code == 403


def test_a_host_name_that_was_not_named_is_refused(client: TestClient) -> None:
    assert client.get("/policies", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--sign-in"], "no sign-in"),
        (["--index"], "changes no index"),
        (["--host", "0.0.0.0"], "--host-name"),
        (["--host", "0.0.0.0", "--host-name", "policies.school.example"], "Other people may not be served yet"),
    ],
)
def test_what_does_not_go_with_it_is_refused_before_anything_is_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], told: str
) -> None:
    """The last one needs no account, and asks all the same for a safeguarding lead who can be reached (S1)."""
    assert run(tmp_path, "add", written(tmp_path), "--organisation", "gull-rock") == 0
    assert run(tmp_path, "serve", "--public", "--port", "0", *options) == 2
    assert told in capsys.readouterr().err


class Failing(FakeLibrary):
    """A library with a fault that nobody foresaw."""

    def organisations(self) -> tuple[Organisation, ...]:
        raise RuntimeError("a fault with a path in it: /srv/data")


def test_a_body_too_large_and_a_fault_inside_carry_the_headers_and_tell_nothing() -> None:
    """C2."""
    app = create_public_app(FakeAssistant(library=Failing()))
    client = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
    large = client.post("/widget/gull-rock/ask", content=b"x" * (LARGEST_BODY + 1))
    fault = client.get("/health")
    assert (large.status_code, fault.status_code) == (413, 500)
    for answer in (large, fault):
        assert [name for name in headers_for("/health") if name not in answer.headers] == []
        assert "/srv" not in answer.text
