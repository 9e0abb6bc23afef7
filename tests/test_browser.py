"""The staff page in real Chromium: ask, read, follow up, judge, copy, compare; nothing is lost, least of all focus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.state import State
from assistant.state.feedback import kept
from tests.browsing import serving
from tests.staff_page import (
    BOX,
    Closing,
    StaffAssistant,
    ask,
    focused,
    heard,
    listen,
    opened,
    ready,
    staff_app,
)
from tests.web_fakes import LEND

pytestmark = pytest.mark.browser


@dataclass
class Served:
    """The app under test and what stands behind it."""

    address: str
    assistant: StaffAssistant
    state: State
    gate: Closing


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    assistant, state = StaffAssistant(), State.in_memory()
    gate = Closing(staff_app(assistant, state))
    with serving(gate) as address:
        yield Served(address, assistant, state, gate)


@pytest.fixture
def page(served: Served, chromium: Browser) -> Iterator[Page]:
    served.gate.closed = False
    page = opened(chromium, served.address)
    yield page
    page.context.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_x2_asking_with_the_keyboard_alone_leads_to_the_highlighted_clause(
    served: Served, chromium: Browser, width: int
) -> None:
    page = opened(chromium, served.address, width)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.context.on("request", lambda request: _note_outside(request.url, served.address, complaints))
    ask(page, "May I lend a phone to a pupil?")
    assert page.inner_text("#pa-latest .pa-verdict") == "No"
    assert page.inner_text("#pa-latest .pa-words >> nth=0") == LEND.text
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert focused(page) == "answer"
    page.keyboard.press("Tab")
    with page.expect_popup() as popup:
        page.keyboard.press("Enter")
    policy = popup.value
    policy.wait_for_load_state()
    assert policy.inner_text("mark") == LEND.text
    assert policy.url.endswith("#c-1.b1")
    assert complaints == []
    page.context.close()


def test_x3_searching_and_the_whole_answer_are_announced_once_each_and_nothing_else(page: Page) -> None:
    listen(page)
    for question in ("May I lend it?", "What about purple?"):
        page.evaluate("window.heard.length = 0")
        ask(page, question)
        assert len(heard(page)) == 2
        assert heard(page)[0] == "Searching the policies…"
    ask(page, "May I lend it?")
    told = heard(page)[-1]
    for words in ("No. Staff must not lend a phone", LEND.text, "1. Staff rules, bullet 1", "February 2026"):
        assert words in told


def test_a_conversation_stays_on_the_page_the_newest_in_full_and_the_earlier_ones_folded(
    served: Served, page: Page
) -> None:
    for question in ("May I lend it?", "And purple?", "May I lend two?"):
        ask(page, question)
        assert focused(page) == "answer"
    assert page.locator("#pa-earlier li > details > summary").all_inner_texts() == [
        "No May I lend it?",
        "Not covered And purple?",
    ]
    assert page.locator("#pa-latest .pa-card").count() == 1
    assert served.assistant.histories[-1] == ("May I lend it?", "And purple?")
    assert 0 <= page.evaluate("document.querySelector('#pa-latest').getBoundingClientRect().top") < 400
    assert not page.is_visible("#pa-earlier .pa-card >> nth=0")
    page.focus("#pa-earlier summary >> nth=0")
    page.keyboard.press("Enter")
    assert page.is_visible("#pa-earlier .pa-card >> nth=0")


def test_a_long_conversation_keeps_the_last_twenty_answers_and_hands_on_ten_questions(
    served: Served, page: Page
) -> None:
    for number in range(23):
        ask(page, f"May I lend {number}?")
    assert page.locator("#pa-earlier li").count() == 20
    assert len(served.assistant.histories[-1]) == 10


@pytest.mark.parametrize("step", ["#pa-again", "#pa-role label:has-text('Parent')"])
def test_a_new_conversation_or_another_asker_starts_again_and_says_so(served: Served, page: Page, step: str) -> None:
    ask(page, "May I lend it?")
    page.focus(BOX)
    page.keyboard.type("half a quest")
    page.click(step)
    page.wait_for_selector("#pa-latest", state="hidden")
    assert page.inner_text("#pa-status").startswith("A new conversation begins")
    assert focused(page) in ("box", "pa-role")
    assert page.input_value(BOX) == "half a quest"
    page.fill(BOX, "")
    ask(page, "May I lend it now?")
    assert served.assistant.histories[-1] == ()


def test_the_page_opens_in_the_box_and_an_answer_keeps_the_focus_however_long_the_question_was(page: Page) -> None:
    expect(page.locator(BOX)).to_be_focused()
    for question in ("May I lend it? " * 60, "And two?", "May I lend three? " * 60):
        ask(page, question)
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300)))")
        assert focused(page) == "answer"


def test_while_it_waits_the_box_keeps_focus_and_takes_no_second_question(served: Served, page: Page) -> None:
    served.assistant.go.clear()
    page.fill(BOX, "wait, may I lend it?")
    page.keyboard.press("Enter")
    page.wait_for_selector(".pa-waiting")
    assert focused(page) == "box"
    page.keyboard.type("more")
    assert page.input_value(BOX) == "wait, may I lend it?"
    assert page.get_attribute("#pa-send", "aria-disabled") == "true"
    served.assistant.go.set()
    page.wait_for_selector("#pa-latest .pa-card")
    assert page.get_attribute("#pa-send", "aria-disabled") == "false"
    expect(page.locator(BOX)).to_have_value("")


def test_an_example_asks_and_focus_goes_to_the_answer(page: Page) -> None:
    page.click(".pa-example >> nth=0")
    page.wait_for_selector("#pa-latest .pa-card")
    assert focused(page) == "answer"


def test_an_error_is_said_beside_the_box_which_keeps_the_question_and_the_focus(page: Page) -> None:
    ask(page, "May I lend it?")
    page.focus(BOX)
    page.keyboard.type("a broken question")
    page.keyboard.press("Enter")
    page.wait_for_selector("#pa-trouble:not([hidden])")
    assert "Something went wrong" in page.inner_text("#pa-trouble")
    assert "Something went wrong" in page.inner_text("#pa-status")
    assert (focused(page), page.input_value(BOX)) == ("box", "a broken question")
    assert page.is_visible("#pa-latest .pa-card")


def test_a_sign_in_that_ended_is_said_with_the_question_kept_and_can_be_mended(served: Served, page: Page) -> None:
    served.gate.closed = True
    page.focus(BOX)
    page.keyboard.type("May I lend it?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#pa-trouble a[href='/sign-in']")
    assert "The sign-in has ended." in page.inner_text("#pa-status")
    assert (focused(page), page.input_value(BOX)) == ("box", "May I lend it?")
    served.gate.closed = False
    page.keyboard.press("Enter")
    page.wait_for_selector("#pa-latest .pa-card")
    assert page.is_hidden("#pa-trouble")


def test_a_restarted_server_goes_on_with_the_conversation_and_one_that_is_away_is_named(chromium: Browser) -> None:
    with serving(staff_app(StaffAssistant())) as address:
        page = opened(chromium, address)
        ask(page, "May I lend it?")
    page.focus(BOX)
    page.keyboard.type("And two?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#pa-trouble:not([hidden])")
    assert "can’t be reached" in page.inner_text("#pa-status")
    assert page.input_value(BOX) == "And two?"
    page.evaluate("window.before = true")
    with serving(staff_app(StaffAssistant()), int(address.rpartition(":")[2])):
        page.wait_for_function("() => !window.before")  # Gradio loads the page again once it finds its server
        ready(page)
        expect(page.locator(BOX)).to_have_value("And two?")
        page.focus(BOX)
        page.keyboard.press("Enter")
        page.wait_for_selector("#pa-latest .pa-question:has-text('And two?')")
        page.context.close()


def test_was_this_right_is_sent_once_without_the_question_unless_ticked(served: Served, page: Page) -> None:
    for tick in (False, True):
        ask(page, "May I lend it?")
        page.check("#pa-latest input[value=no]")
        page.fill("#pa-latest .pa-feedback textarea", "It is the other clause.")
        if tick:
            page.check("#pa-latest input[name=along]")
        page.click("#pa-latest .pa-feedback button")
        page.wait_for_selector("#pa-latest .pa-note")
        assert page.inner_text("#pa-status").startswith("Thank you")
        assert focused(page) == "pa-note"
        assert page.locator("#pa-latest .pa-feedback").count() == 0
    with_question, without = kept(served.state)
    assert (without.right, without.reason, without.question) == (False, "It is the other clause.", "")
    assert (without.policy, without.clause, without.label) == ("gull-rock/phones@2026-02", "1.b1", LEND.label)
    assert with_question.question == "May I lend it?"


def test_v2_personal_data_in_a_reason_is_refused_with_the_text_kept(served: Served, page: Page) -> None:
    before = kept(served.state)
    ask(page, "May I lend it?")
    page.check("#pa-latest input[value=no]")
    page.fill("#pa-latest .pa-feedback textarea", "Ring me on 07700 900123")
    page.click("#pa-latest .pa-feedback button")
    page.wait_for_selector("#pa-latest .pa-wrong:not([hidden])")
    assert focused(page) == "reason"
    assert page.input_value("#pa-latest .pa-feedback textarea") == "Ring me on 07700 900123"
    assert page.inner_text("#pa-latest .pa-wrong") == page.inner_text("#pa-status")
    assert kept(served.state) == before


def test_a_disclosure_is_never_sent_along_with_feedback(page: Page) -> None:
    ask(page, "he hit her")
    page.check("#pa-latest input[value=yes]")
    assert page.locator("#pa-latest input[name=along]").count() == 0


def test_an_answer_is_copied_as_text_with_its_citation(served: Served, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "May I lend it?")
    page.click("#pa-latest [data-do=copy]")
    page.wait_for_selector("#pa-latest .pa-below .pa-note")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"“Staff must not:\n{LEND.text}”\n1. Staff rules, bullet 1 (page 3)" in copied
    assert f"{served.address}/policies/gull-rock/phones?" in copied
    assert "copied" in page.inner_text("#pa-status")


def test_where_the_browser_forbids_copying_the_text_is_shown_and_selected(page: Page) -> None:
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    ask(page, "May I lend it?")
    page.click("#pa-latest [data-do=copy]")
    page.wait_for_selector("#pa-latest .pa-below textarea")
    assert LEND.text in page.evaluate("document.getSelection().toString() || document.activeElement.value")
    assert "press Ctrl" in page.inner_text("#pa-status")


def test_the_day_asked_about_is_chosen_and_said(served: Served, page: Page) -> None:
    expect(page.locator("#pa-day input")).to_have_value("2026-11-21")
    page.fill("#pa-day input", "2025-03-01")
    ask(page, "May I lend it?")
    assert served.assistant.days[-1] == "2025-03-01"
    assert "as they stood on 1 March 2025, not as they stand today" in page.inner_text("#pa-latest .pa-day")
    page.fill("#pa-day input", "")
    ask(page, "May I lend it?")
    assert served.assistant.days[-1] == "2026-11-21"


def test_other_policies_are_compared_and_a_disagreement_is_flagged_and_announced(page: Page) -> None:
    ask(page, "May I lend it?")
    assert page.is_hidden("#pa-latest [data-do=compare]")
    ask(page, "May I lend both?")
    listen(page)
    page.click("#pa-latest [data-do=compare]")
    page.wait_for_selector(".pa-comparison")
    assert focused(page) == "pa-comparison"
    assert page.inner_text(".pa-row h5").startswith("Staff rota")
    assert "Contradicts the answer above" in page.inner_text(".pa-opposed")
    assert len(heard(page)) == 2
    assert "contradict each other" in heard(page)[-1]


def test_on_paper_stand_the_questions_the_answers_and_no_controls(page: Page) -> None:
    ask(page, "May I lend it?")
    ask(page, "And purple?")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for shown in (
        "#pa-earlier .pa-verdict",
        "#pa-earlier .pa-words >> nth=0",
        "#pa-earlier .pa-notice",
        "#pa-latest .pa-question",
        ".pa-foot",
    ):
        assert page.is_visible(shown), shown
    for hidden in (
        "gradio-app",
        ".pa-bar",
        "#pa-latest .pa-acts",
        "#pa-latest .pa-feedback",
        "#pa-earlier li > details > summary",
    ):
        assert page.is_hidden(hidden), hidden
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("#pa-earlier li > details[open]").count() == 0


def test_the_link_of_a_policy_withdrawn_since_leads_to_a_page_that_says_so(served: Served, page: Page) -> None:
    ask(page, "May I lend it?")
    href = page.get_attribute("#pa-latest .pa-open a >> nth=0", "href") or ""
    gone = page.goto(href.replace("version=2026-02", "version=2026-03"))
    assert gone is not None
    assert gone.status == 404
    assert "no version" in page.inner_text("main")


def _note_outside(url: str, address: str, complaints: list[str]) -> None:
    if not url.startswith((address, "data:", "blob:")):
        complaints.append(f"outside request: {url}")
