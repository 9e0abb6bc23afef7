"""Headers on every response, no cross-origin answers, known hosts and loopback only."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from assistant.values import Access
from assistant.web import create_app
from assistant.web.server import LARGEST_BODY
from tests.sign_in_fakes import admission, signed_in
from tests.web_fakes import FakeAssistant

PATHS = ("/", "/config", "/gradio_api/info", "/policies", "/policies/gull-rock/phones", "/policies/x/y",
         "/api/docs", "/api/policies", "/health", "/metrics", "/pages/pages.css", "/none")  # fmt: skip
EVIL = "https://evil.example"


@pytest.fixture(scope="module")
def client() -> TestClient:
    entry = admission()
    app = create_app(FakeAssistant(), hosts=("school.example", "localhost"), admission=entry)
    return signed_in(app, entry, Access.ADMIN)


@pytest.mark.parametrize("path", PATHS)
def test_every_response_carries_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy.split("script-src")[1].split(";")[0]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_another_site_is_never_allowed_to_read(client: TestClient, path: str, method: str) -> None:
    asked = {"Origin": EVIL, "Access-Control-Request-Method": "POST"}
    headers = client.request(method, path, headers=asked).headers
    assert "access-control-allow-origin" not in headers
    assert "access-control-allow-credentials" not in headers


def test_a_configured_origin_is_allowed_without_credentials() -> None:
    app = create_app(FakeAssistant(), origins=("https://school.example",))
    headers = (
        TestClient(app, base_url="http://localhost")
        .get("/health", headers={"Origin": "https://school.example"})
        .headers
    )
    assert headers["access-control-allow-origin"] == "https://school.example"
    assert "access-control-allow-credentials" not in headers


def test_an_unknown_host_name_is_refused(client: TestClient) -> None:
    refused = client.get("/health", headers={"Host": "rebound.example"})
    assert refused.status_code == 400
    assert refused.headers["x-content-type-options"] == "nosniff"


def test_answers_are_not_stored_by_the_browser(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": "lend", "organisation": "gull-rock"})
    assert response.headers["cache-control"] == "no-store"


def test_the_staff_page_holds_no_script_of_its_own_and_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/").text
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", page) == []
    assert "http" not in re.sub(r"http-equiv", "", page)


def test_no_route_reads_a_body_without_end(client: TestClient) -> None:
    """Gradio's routes and the interface's alike: FastAPI reads whatever comes unless it is told."""
    for path in ("/api/ask", "/api/feedback", "/staff/compare", "/gradio_api/queue/join"):
        answer = client.post(path, content=b"[" * (LARGEST_BODY + 1), headers={"content-type": "application/json"})
        assert answer.status_code == 413, path
