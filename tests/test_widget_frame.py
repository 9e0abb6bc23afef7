"""The conversation in the frame and the plain page, in real Chromium: keyboard, screen reader, zoom, trouble."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from assistant.values import Widget
from tests.axe import violations
from tests.browsing import follow
from tests.web_fakes import LEND
from tests.widget_stage import QUESTION, Stage, allowed, asked, opened, stage, visiting

__all__ = ["allowed", "stage"]

pytestmark = pytest.mark.browser
LAUNCHER = "policy-assistant .launch"
LOOKS: dict[str, dict[str, object]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "320 px": {"viewport": {"width": 320, "height": 640}},
    "200 %": {"viewport": {"width": 640, "height": 400}},
    "400 %": {"viewport": {"width": 320, "height": 256}},
    "forced colours": {"forced_colors": "active", "reduced_motion": "reduce"},
}
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
HEARD = """() => { window.heard = []; for (const region of document.querySelectorAll("[aria-live], [role=status], [role=alert]"))
  new MutationObserver(() => heard.push(region.textContent)).observe(region, {childList: true, characterData: true, subtree: true}); }"""


@pytest.mark.parametrize("look", LOOKS)
def test_x1_axe_finds_nothing_in_any_state(stage: Stage, chromium: Browser, look: str) -> None:
    with visiting(chromium, stage.put("axe", more=' data-colour="#ffd200"'), **LOOKS[look]) as page:
        found = {"closed": violations(page)}
        frame = opened(page)
        found["open"] = violations(page) + violations(frame)
        asked(frame, "slow: may I lend a phone?", ".searching")
        found["waiting"] = violations(frame)
        stage.assistant.gate.set()
        frame.wait_for_selector("#newest .answer")
        frame.click("#newest summary")
        found["answered"] = violations(frame)
        asked(frame, "What about trees?")
        found["declined"] = violations(frame)
        asked(frame, "A teacher hit my son")
        found["safeguarding card"] = violations(frame)
        asked(frame, "broken", "#problem:not([hidden])")
        found["error"] = violations(frame) + violations(page)
        assert {state: faults for state, faults in found.items() if faults} == {}
        assert frame.evaluate("document.documentElement.scrollWidth") <= frame.evaluate("innerWidth")


@pytest.mark.parametrize("script", [True, False])
def test_x1_x6_axe_finds_nothing_on_the_plain_page_with_and_without_javascript(
    stage: Stage, chromium: Browser, script: bool
) -> None:
    context = chromium.new_context(java_script_enabled=script, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{stage.host}/widget/gull-rock/page")
    found = violations(page) if script else []
    for question, awaited in ((QUESTION, ".verdict-no"), ("And what about trees?", ".office"), ("x" * 301, "#problem")):
        page.fill("#question", question)
        follow(page, ".send")
        page.wait_for_selector(awaited)
        found += violations(page) if script else []
    assert found == []
    assert page.input_value("#question") == "x" * 301
    assert page.locator("input[name=earlier]").count() == 2
    assert "question" not in page.url
    assert page.locator("#print").count() == 0
    context.close()


def test_x2_the_keyboard_alone_opens_asks_reads_follows_the_source_and_closes(stage: Stage, chromium: Browser) -> None:
    with visiting(chromium, stage.put("keys")) as page:
        page.focus("#link")
        page.keyboard.press("Tab")
        expect(page.locator(LAUNCHER)).to_be_focused()
        page.keyboard.press("Enter")
        frame = _frame(page)
        frame.wait_for_selector("#question:focus")
        page.keyboard.type(QUESTION)
        page.keyboard.press("Enter")
        frame.wait_for_selector("#newest .answer")
        assert frame.evaluate("document.activeElement.className") == "answer"
        assert frame.inner_text("#newest .words >> nth=0") == LEND.text
        page.keyboard.press("Tab")
        assert frame.evaluate("document.activeElement.textContent").startswith("Read it in the policy")
        with page.context.expect_page() as opening:
            page.keyboard.press("Enter")
        policy = opening.value
        policy.wait_for_load_state()
        assert policy.inner_text("mark") == LEND.text
        assert policy.evaluate("opener") is None
        policy.close()
        page.keyboard.press("Escape")
        expect(page.locator(LAUNCHER)).to_be_focused()
        page.keyboard.press("Enter")
        frame.wait_for_selector(":focus")
        assert frame.locator("#newest .answer").count() == 1
        frame.focus("#close")
        page.keyboard.press("Enter")
        expect(page.locator(LAUNCHER)).to_be_focused()


def test_x2_every_stop_shows_where_the_focus_is_and_none_is_a_trap(stage: Stage, chromium: Browser) -> None:
    with visiting(chromium, stage.put("stops")) as page:
        frame = opened(page)
        asked(frame, QUESTION)
        frame.focus("#close")
        stops = []
        for _ in range(12):
            frame.evaluate("window.before = document.activeElement")
            page.keyboard.press("Tab")
            frame.wait_for_function("() => !document.hasFocus() || document.activeElement !== window.before")
            if frame.evaluate("!document.hasFocus() || document.activeElement === document.body"):
                break
            stops.append(
                frame.evaluate(
                    "() => { const at = document.activeElement, style = getComputedStyle(at);"
                    "return [at.id || at.textContent.trim().slice(0, 17), style.outlineStyle, parseFloat(style.outlineWidth)]; }"
                )
            )
        assert [name for name, style, width in stops if style != "solid" or width < 2] == []
        assert [name for name, _, _ in stops][-4:] == ["Print this answer", "again", "question", "send"]
        assert len(stops) < 12


def test_x2_the_focus_is_never_lost_while_waiting(stage: Stage, chromium: Browser) -> None:
    with visiting(chromium, stage.put("waiting")) as page:
        frame = opened(page)
        asked(frame, "slow: may I lend a phone?", ".searching")
        assert frame.evaluate("document.activeElement.id") == "question"
        assert frame.evaluate("document.activeElement.readOnly")
        assert frame.get_attribute("#send", "aria-disabled") == "true"
        assert not frame.evaluate("document.getElementById('send').disabled")
        page.keyboard.press("Enter")
        frame.click("#send", force=True)  # else Playwright waits until the button is no longer disabled
        stage.assistant.gate.set()
        frame.wait_for_selector("#newest .answer")
        assert frame.locator(".answer").count() == 1
        frame.click("#again")
        assert frame.evaluate("document.activeElement.id") == "question"
        frame.click(".example")
        frame.wait_for_selector("#newest .answer")
        assert frame.evaluate("document.activeElement.className") == "answer"


def test_x3_two_announcements_a_question_and_the_second_is_the_whole_answer(stage: Stage, chromium: Browser) -> None:
    with visiting(chromium, stage.put("heard")) as page:
        frame = opened(page)
        frame.evaluate(HEARD)
        asked(frame, QUESTION)
        heard = frame.evaluate("heard")
        assert len(heard) == 2
        assert heard[0] == "Searching the policies…"
        for part in ("No. Staff must not lend a phone to a pupil", "bullet 1", "review was due"):
            assert part in heard[1]
        asked(frame, "broken", "#problem:not([hidden])")
        assert len(frame.evaluate("heard")) == 4
        assert "still in the box" in frame.evaluate("heard")[-1]


def test_x4_text_spacing_loses_nothing_and_scrolls_one_way(stage: Stage, chromium: Browser) -> None:
    with visiting(chromium, stage.put("spaced"), viewport={"width": 320, "height": 640}) as page:
        frame = opened(page)
        frame.evaluate(
            "rules => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules); document.adoptedStyleSheets = [sheet]; }",
            SPACED,
        )
        asked(frame, QUESTION)
        assert frame.evaluate("document.documentElement.scrollWidth") <= 320
        clipped = """() => [...document.querySelectorAll("main *, form *")].filter((part) => !part.closest(".unseen")
          && part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflow !== "visible").length"""
        assert frame.evaluate(clipped) == 0


def test_x5_every_target_is_at_least_24_pixels(stage: Stage, chromium: Browser) -> None:
    with visiting(chromium, stage.put("targets"), viewport={"width": 360, "height": 740}) as page:
        frame = opened(page)
        small = """() => [...document.querySelectorAll("a, button, summary, textarea")].map((part) => [part.textContent,
          part.getBoundingClientRect()]).filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([name]) => name)"""
        assert frame.evaluate(small) == []
        frame.click("summary")
        assert frame.evaluate(small) == []
        for question in (QUESTION, "What about trees?", "A teacher hit my son"):
            asked(frame, question)
            assert frame.evaluate(small) == []


def test_a_follow_up_uses_the_earlier_questions_until_one_starts_again(stage: Stage, chromium: Browser) -> None:
    with visiting(chromium, stage.put("follow")) as page:
        frame = opened(page)
        stage.assistant.histories.clear()
        for question in ("first: lend?", "A teacher hit my son", "second: lend?"):
            asked(frame, question)
        assert frame.inner_text("#history-title") == "Earlier in this conversation"
        assert frame.locator("#earlier .answer").count() == 2
        frame.click("#again")
        assert frame.locator(".answer").count() == 0
        asked(frame, "third: lend?")
        assert stage.assistant.histories == [(), ("first: lend?",), ("first: lend?",), ()]


def test_the_frame_prints_the_answer_itself_and_asks_nothing_again(stage: Stage, chromium: Browser) -> None:
    complaints: list[str] = []
    with visiting(chromium, stage.put("printing")) as page:
        page.on("console", lambda message: complaints.append(message.text))
        frame = opened(page)
        for question in ("What about trees?", QUESTION):
            asked(frame, question)
        asked_before = list(stage.assistant.asked)
        frame.evaluate("window.printed = 0; addEventListener('beforeprint', () => window.printed++)")
        frame.click("#print button")
        frame.wait_for_function("() => window.printed === 1")
        assert [told for told in complaints if "print" in told] == []
        assert len(page.context.pages) == 1
        assert stage.assistant.asked == asked_before
        assert frame.inner_text("#print button") == "Print this answer"


def test_on_paper_there_is_the_school_and_the_newest_answer_alone(stage: Stage, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(f"{stage.host}/widget/gull-rock")
    for question in ("What about trees?", QUESTION):
        asked(page.main_frame, question)
    page.emulate_media(media="print")
    paper = page.inner_text("body")
    page.close()
    for part in ("Gull Rock", QUESTION, LEND.text, "policies as they stood on"):
        assert part in paper
    for part in ("trees", "Print this answer", "Start again", "Your question", "Read it in the policy"):
        assert part not in paper


def test_where_a_frame_can_not_print_itself_a_page_of_its_own_answers_and_prints(
    stage: Stage, chromium: Browser
) -> None:
    with visiting(chromium, stage.put("print")) as page:
        page.add_init_script("delete window.print; Object.defineProperty(window, 'print', { value: undefined })")
        frame = opened(page)
        asked(frame, "What about trees?")
        asked(frame, QUESTION)
        with page.context.expect_page() as opening:
            frame.click("#print button")
        printed = opening.value
        printed.wait_for_load_state()
        assert printed.inner_text(".verdict") == "No"
        assert "lend" not in printed.url
        assert printed.locator("#print").is_visible()
        assert stage.assistant.histories[-1] == ("What about trees?",)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", "no question yet"),
        ("x" * 301, "1 character too long"),
        ("broken", "can’t be searched"),
        ("crash", "went wrong"),
    ],
)
def test_trouble_is_told_and_the_question_stays_in_the_box(
    stage: Stage, chromium: Browser, question: str, said: str
) -> None:
    with visiting(chromium, stage.put("trouble")) as page:
        frame = opened(page)
        asked(frame, question, "#problem:not([hidden])")
        assert said in frame.inner_text("#problem")
        assert ("in immediate danger ring 999, and tell Ms Tern" in frame.inner_text("#problem")) == bool(question)
        assert frame.input_value("#question") == question
        assert not frame.evaluate("document.getElementById('question').readOnly")
        assert frame.locator("#intro").is_visible()
        asked(frame, QUESTION)
        assert frame.locator("#problem").is_hidden()


def test_a_lost_network_is_told_and_the_conversation_goes_on_after_it(stage: Stage, chromium: Browser) -> None:
    with visiting(chromium, stage.put("lost")) as page:
        frame = opened(page)
        asked(frame, QUESTION)
        page.route("**/ask", lambda route: route.abort())
        asked(frame, "And in class, may I lend it?", "#problem:not([hidden])")
        assert "could not be reached" in frame.inner_text("#problem")
        assert "01632 960147" in frame.inner_text("#problem")
        assert frame.locator("#newest .answer").count() == 1
        page.unroute("**/ask")
        frame.press("#question", "Enter")
        expect(frame.locator("#earlier .answer")).to_have_count(1)
        expect(frame.locator("#newest .answer")).to_have_count(1)


def test_c7_a_limit_is_told_in_words_and_a_moments_wait_is_not(stage: Stage, chromium: Browser) -> None:
    body = '{"problem": "%s", "remedy": "Please wait.", "soon": %s}'
    with visiting(chromium, stage.put("limit")) as page:
        frame = opened(page)
        page.route(
            "**/ask",
            lambda route: route.fulfill(
                status=429, content_type="application/json", body=body % ("Too many.", "false")
            ),
        )
        asked(frame, QUESTION, "#problem:not([hidden])")
        assert frame.inner_text("#problem").startswith("Too many. Please wait. If a child may be at risk")
        page.unroute("**/ask")
        page.route(
            "**/ask",
            lambda route: route.fulfill(status=429, content_type="application/json", body=body % ("Busy.", "true")),
            times=1,
        )
        asked(frame, QUESTION)
        assert frame.locator("#problem").is_hidden()


def test_c7_the_count_tells_how_much_is_left(stage: Stage, chromium: Browser) -> None:
    with visiting(chromium, stage.put("count")) as page:
        frame = opened(page)
        for text, told in (
            ("", "Up to 300 characters"),
            ("é" * 299, "1 character left"),
            ("🙂" * 302, "2 characters too many"),
        ):
            frame.fill("#question", text)
            assert frame.inner_text("#count") == told
        expect(frame.locator("#near")).to_have_text("2 characters too many")


def test_a_policy_withdrawn_while_its_link_is_open_is_told(stage: Stage, chromium: Browser) -> None:
    with visiting(chromium, stage.put("gone")) as page:
        asked(opened(page), QUESTION)
        gone = page.context.new_page()
        gone.goto(f"{stage.host}/policies/gull-rock/withdrawn?version=2026&role=parent")
        assert "There is no policy" in gone.inner_text("main")


def test_an_organisation_paused_while_the_frame_is_open_is_told(stage: Stage, chromium: Browser) -> None:
    with visiting(chromium, stage.put("paused")) as page:
        frame = opened(page)
        stage.assistant.library.widget = Widget(sites=(stage.site,), paused=True)
        asked(frame, QUESTION, "#problem:not([hidden])")
        assert "not available here. Please contact the school office." in frame.inner_text("#problem")
        assert frame.input_value("#question") == QUESTION


def test_the_frame_opens_at_its_beginning_with_the_box_in_view(stage: Stage, chromium: Browser) -> None:
    with visiting(chromium, stage.put("begins"), viewport={"width": 1100, "height": 620}) as page:
        frame = opened(page)
        assert (
            frame.evaluate("document.documentElement.scrollHeight > innerHeight && document.activeElement.id")
            == "question"
        )
        assert frame.evaluate("scrollY") == 0
        expect(frame.locator("#question")).to_be_in_viewport(ratio=1)
        asked(frame, QUESTION)
        frame.click("#again")
        assert frame.evaluate("[scrollY, document.activeElement.id]") == [0, "question"]


def test_on_a_phone_the_frame_fills_the_screen_and_the_keyboard_stays_down(stage: Stage, chromium: Browser) -> None:
    phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    with visiting(chromium, stage.put("phone"), **phone) as page:
        frame = opened(page)
        box = page.locator("policy-assistant iframe").bounding_box()
        assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 360, 740)
        assert frame.evaluate("document.activeElement.id") == "title"
        expect(page.locator(LAUNCHER)).to_be_hidden()
        frame.tap("#close")
        expect(page.locator(LAUNCHER)).to_be_focused()


def _frame(page: Page) -> Frame:
    page.wait_for_selector("policy-assistant iframe")
    frame = page.query_selector("policy-assistant iframe").content_frame()
    frame.wait_for_selector("#question")
    return frame
