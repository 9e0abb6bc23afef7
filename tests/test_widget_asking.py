"""Asking as a parent over HTTP: who answers, what is refused and how, and where the widget may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from assistant.values import Widget
from assistant.web.widget.turnstile import Turnstile
from tests.web_fakes import SECRET, answer_to
from tests.widget_stage import EXAMPLE, QUESTION, SLUG, StagedAssistant, widget_app

ASK, FRAME, PAGE = f"/widget/{SLUG}/ask", f"/widget/{SLUG}", f"/widget/{SLUG}/page"
SCHOOL_SITE = "https://www.gull-rock.example"


@pytest.fixture
def assistant() -> StagedAssistant:
    return StagedAssistant()


@pytest.fixture
def client(assistant: StagedAssistant) -> Iterator[TestClient]:
    yield TestClient(widget_app(assistant), base_url="http://localhost")


def ancestors(client: TestClient, path: str, **headers: str) -> str:
    policy = client.get(path, headers=headers).headers["content-security-policy"]
    return policy.split("frame-ancestors ")[1].split(";")[0]


def test_a_question_is_put_as_a_parent_to_this_organisation_alone(
    client: TestClient, assistant: StagedAssistant
) -> None:
    reply = client.post(ASK, json={"question": QUESTION, "history": ["first", "second"]})
    assert reply.status_code == 200
    assert "Staff must not lend a phone" in reply.json()["html"]
    assert assistant.asked == [(SLUG, "parent")]
    assert assistant.histories == [("first", "second")]
    assert "role=parent" in reply.json()["html"]
    assert client.post(ASK, json={"question": QUESTION, "role": "staff"}).status_code == 422


def test_the_spoken_text_is_the_whole_answer(client: TestClient) -> None:
    said = client.post(ASK, json={"question": QUESTION}).json()["spoken"]
    for part in ("No.", "Staff must not lend a phone to a pupil", "bullet 1", "review was due"):
        assert part in said


def test_a_refusal_says_whom_to_ring(client: TestClient) -> None:
    html = client.post(ASK, json={"question": "What about trees?"}).json()["html"]
    assert "Not covered" in html
    assert 'href="tel:01632960147"' in html
    assert 'href="mailto:office@gull-rock.example.org"' in html
    assert "which do not settle the question" in html


def test_the_safeguarding_card_comes_first_and_its_question_is_not_handed_on(client: TestClient) -> None:
    reply = client.post(ASK, json={"question": "A teacher hit my son"}).json()
    assert reply["html"].index("Act on this first") < reply["html"].index("policies as they stood")
    assert 'href="tel:999"' in reply["html"]
    assert reply["remember"] is False


@pytest.mark.parametrize("question", ["", "   ", "\n"])
def test_an_empty_question_is_told(client: TestClient, question: str) -> None:
    refused = client.post(ASK, json={"question": question})
    assert refused.status_code == 422
    assert refused.json()["problem"] == "There is no question yet."


def test_c7_three_hundred_characters_are_answered_and_one_more_is_told(client: TestClient) -> None:
    assert client.post(ASK, json={"question": "é" * 300}).status_code == 200
    refused = client.post(ASK, json={"question": "é" * 301})
    assert refused.status_code == 422
    assert "1 character too long" in refused.json()["problem"]


def test_only_the_last_five_questions_are_handed_on(client: TestClient, assistant: StagedAssistant) -> None:
    client.post(ASK, json={"question": QUESTION, "history": [*"abcdefg", "", "x" * 999]})
    assert assistant.histories == [("e", "f", "g", "x" * 300)]


@pytest.mark.parametrize("body", ["", "[]", "{", '{"question": 3}', '{"question": "a", "history": "b"}'])
def test_what_is_no_question_is_told(client: TestClient, body: str) -> None:
    refused = client.post(ASK, content=body)
    assert refused.status_code == 422
    assert refused.json()["remedy"]


def test_a_huge_request_is_read_no_further_than_a_question_reaches(client: TestClient) -> None:
    assert client.post(ASK, content=b"x" * 10_000_000).status_code == 413


def test_c7_the_limit_is_told_in_words_and_a_forged_address_does_not_lift_it(assistant: StagedAssistant) -> None:
    client = TestClient(widget_app(assistant, Turnstile(each=2)), base_url="http://localhost")
    for address in ("203.0.113.1", "203.0.113.2"):
        asked = client.post(ASK, json={"question": QUESTION}, headers={"X-Forwarded-For": address})
        assert asked.status_code == 200
    refused = client.post(ASK, json={"question": QUESTION}, headers={"X-Forwarded-For": "203.0.113.3"})
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 60
    assert "Please wait" in refused.json()["remedy"]


def test_w2_an_unknown_and_a_paused_organisation_are_the_same_to_the_outside(
    client: TestClient, assistant: StagedAssistant
) -> None:
    assistant.library.widget = Widget(sites=(SCHOOL_SITE,), paused=True)
    for path in ("", "/page", "/colours.css"):
        paused, unknown = client.get(FRAME + path), client.get(f"/widget/nobody{path}")
        assert (paused.status_code, paused.content, dict(paused.headers)) == (
            unknown.status_code,
            unknown.content,
            dict(unknown.headers),
        )
        assert paused.status_code == 404
        assert "contact the school office" in paused.text
    for path, sent in (("/ask", {"json": {"question": QUESTION}}), ("/page", {"data": {"question": QUESTION}})):
        paused, unknown = client.post(FRAME + path, **sent), client.post(f"/widget/nobody{path}", **sent)
        assert (paused.status_code, paused.content) == (unknown.status_code, unknown.content) != (200, b"")
    assert assistant.asked == []


def test_w2_no_site_is_nowhere_and_a_change_of_settings_holds_at_once(
    client: TestClient, assistant: StagedAssistant
) -> None:
    assert ancestors(client, FRAME) == ancestors(client, PAGE) == "'none'"
    assistant.library.widget = Widget(sites=(SCHOOL_SITE, "https://gull-rock.example"))
    assert ancestors(client, FRAME) == f"'self' {SCHOOL_SITE} https://gull-rock.example"
    assistant.library.widget = replace(assistant.library.widget, sites=())
    assert ancestors(client, FRAME) == "'none'"


def test_only_our_own_demonstration_frames_a_widget_without_sites(client: TestClient) -> None:
    assert ancestors(client, FRAME, **{"Sec-Fetch-Site": "same-origin"}) == "'self'"
    assert ancestors(client, FRAME, **{"Sec-Fetch-Site": "same-site"}) == "'none'"
    assert ancestors(client, FRAME, **{"Sec-Fetch-Site": "cross-site"}) == "'none'"


@pytest.mark.parametrize("path", [FRAME, PAGE])
def test_the_pages_hold_no_inline_script_or_style_and_store_nothing(client: TestClient, path: str) -> None:
    page = client.get(path)
    headers = page.headers
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["referrer-policy"] == "strict-origin"
    assert headers["cache-control"] == "no-store"
    assert "x-frame-options" not in headers
    assert "set-cookie" not in headers
    assert "<style" not in page.text
    assert " style=" not in page.text
    assert "<script>" not in page.text
    assert "http" not in page.text


def test_a_policy_of_staff_is_not_named_to_parents(client: TestClient) -> None:
    page = client.get(FRAME).text
    assert "Phones &amp; cameras" in page
    assert SECRET not in page
    assert "Staff rota" not in page


def test_an_example_is_shown_only_where_the_policies_answer_it(client: TestClient, assistant: StagedAssistant) -> None:
    assert re.findall('class="example">([^<]*)', client.get(FRAME).text) == [EXAMPLE]
    before = len(assistant.asked)
    assert EXAMPLE in client.get(FRAME).text
    assert len(assistant.asked) == before
    other = StagedAssistant(answers={EXAMPLE: answer_to("trees")})
    assert 'class="example"' not in TestClient(widget_app(other), base_url="http://localhost").get(FRAME).text


def test_the_loader_is_small_cacheable_and_can_be_used_from_anywhere(client: TestClient) -> None:
    loader = client.get("/widget.js")
    assert loader.headers["content-type"].startswith("text/javascript")
    assert loader.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "max-age" in loader.headers["cache-control"]
    again = client.get("/widget.js", headers={"If-None-Match": loader.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", loader.headers["etag"])
    assert "cross-origin-resource-policy" not in client.get(FRAME).headers


def test_x6_the_plain_page_answers_a_form_and_keeps_the_conversation_in_the_page(
    client: TestClient, assistant: StagedAssistant
) -> None:
    answered = client.post(PAGE, data={"question": QUESTION, "earlier": ["first"]})
    assert answered.status_code == 200
    assert "Staff must not lend a phone" in answered.text
    assert assistant.histories == [("first",)]
    assert f'<input type="hidden" name="earlier" value="{QUESTION}">' in answered.text
    assert "></textarea>" in answered.text


@pytest.mark.parametrize(("question", "status"), [("x" * 301, 422), ("broken?", 503), ("", 422)])
def test_x6_a_problem_on_the_plain_page_loses_nothing(client: TestClient, question: str, status: int) -> None:
    told = client.post(PAGE, data={"question": question, "earlier": ["first"]})
    assert told.status_code == status
    assert 'role="alert"' in told.text
    assert f">{question}</textarea>" in told.text
    assert 'name="earlier" value="first"' in told.text


def test_a_question_never_stands_in_an_address(client: TestClient) -> None:
    for path in (FRAME, PAGE):
        page = client.get(path).text
        assert page.count("<form") == page.count('method="post"')
    assert "secret words" not in client.get(PAGE, params={"question": "secret words", "q": "secret words"}).text


def test_a_broken_index_is_told_without_advice_for_whoever_runs_it(client: TestClient) -> None:
    told = client.post(ASK, json={"question": "broken?"})
    assert told.status_code == 503
    assert "rebuild" not in told.text
    assert "01632 960147" in told.json()["remedy"]
    assert "still in the box" in told.json()["remedy"]


def test_the_demonstration_gives_the_line_to_paste_and_says_where_it_may_stand(
    client: TestClient, assistant: StagedAssistant
) -> None:
    page = client.get("/widget-demo", params={"organisation": SLUG, "host-css": "hostile"}).text
    assert "No site is allowed yet" in page
    assert "&lt;script async src=&#34;http://localhost/widget.js&#34; data-organisation=&#34;gull-rock&#34;" in page
    assistant.library.widget = Widget(sites=(SCHOOL_SITE,), colour="#aa0000")
    page = client.get("/widget-demo").text
    assert SCHOOL_SITE in page
    assert "data-colour" not in page
    assert client.get("/widget-demo", params={"organisation": "nobody"}).status_code == 404
