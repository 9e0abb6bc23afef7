"""C3: hostile words in documents, settings and questions run nothing, load nothing and make no form."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Frame, Page

from assistant.values import Answer, Contact, Notice, Outcome, Verdict
from tests.browsing import follow
from tests.web_fakes import LEAVE, LEND, answer_to, citation
from tests.widget_stage import Stage, allowed, asked, opened, stage, visiting

__all__ = ["allowed", "stage"]

pytestmark = pytest.mark.browser
EVIL = "https://evil.example"
HOSTILE = (
    "<script>window.hit = 1</script>",
    "</script><script>window.hit = 1</script>",
    "<img src=x onerror='window.hit = 1'>",
    f"<img src='{EVIL}/pixel'>",
    f"<img srcset='{EVIL}/pixel 1x'>",
    f"<picture><source srcset='{EVIL}/p'><img></picture>",
    "<svg onload='window.hit = 1'></svg>",
    "<svg><script>window.hit = 1</script></svg>",
    f"<svg><image href='{EVIL}/pixel'/></svg>",
    f"<svg><use href='{EVIL}/x.svg#a'/></svg>",
    "<math><mtext><script>window.hit = 1</script></mtext></math>",
    f"<iframe src='{EVIL}'></iframe>",
    "<iframe srcdoc='<script>parent.hit = 1</script>'></iframe>",
    f"<form action='{EVIL}'><input name=a><button>Send</button></form>",
    "<button formaction='javascript:window.hit=1'>Go</button>",
    f"<style>@import '{EVIL}/x.css'; * {{ display: none }}</style>",
    f"<link rel=stylesheet href='{EVIL}/x.css'>",
    f"<base href='{EVIL}/'>",
    f"<meta http-equiv=refresh content='0;url={EVIL}'>",
    "<a href='javascript:window.hit=1' id=evil>Click</a>",
    f"<a href='{EVIL}' target=_top>Click</a>",
    "<a href='data:text/html,<script>window.hit=1</script>'>Click</a>",
    "[Click](javascript:window.hit=1)",
    f"![x]({EVIL}/pixel)",
    f"<object data='{EVIL}/x'></object>",
    f"<embed src='{EVIL}/x'>",
    f"<video src='{EVIL}/x' autoplay onerror='window.hit = 1'></video>",
    "<details open ontoggle='window.hit = 1'><summary>x</summary></details>",
    "<body onload='window.hit = 1'>",
    "<input autofocus onfocus='window.hit = 1'>",
    '" onmouseover="window.hit = 1" autofocus onfocus="window.hit = 1" x="',
    "' onclick='window.hit = 1",
    "{{ 7 * 7 }} {% raw %} ${window.hit = 1} `${window.hit = 1}`",
    "<template><script>window.hit = 1</script></template>",
    "</textarea><script>window.hit = 1</script>",
    "<!--<img src='--><img src=x onerror=window.hit=1//'>",
    "\u202etxet desrever\u202c \u0000 \ufeff \U000e0041\U000e0042",
    "<div popover id=p>x</div><x style='position:fixed;inset:0'>over it all</x>",
)
FORBIDDEN = "script, img, svg, math, iframe, form, input, button, style, link, base, meta, object, embed, video, picture, template, [style]"


def hostile_answer(text: str) -> Answer:
    """An answer whose every word comes from somebody hostile."""
    bad = replace(
        citation(LEND), title=text, version=text, label=text, stem=text, quote=text + LEND.text, end=LEND.start + 99,
        marks=((LEND.start, LEND.start + 3),),
    )  # fmt: skip
    base = answer_to("lend", "parent")
    return replace(
        base, question=text, as_of="2026-11-21", answer=f"No. {text}", citations=(bad,), related=(replace(bad, clause=text),),
        notices=(Notice("safeguarding", text), Notice("other", text)), outcome=Outcome.ANSWERED, verdict=Verdict.NO,
    )  # fmt: skip


@pytest.mark.parametrize("script", [True, False], ids=["frame", "plain page"])
def test_c3_hostile_words_stay_words(stage: Stage, chromium: Browser, script: bool) -> None:
    assert len(HOSTILE) >= 30
    for number, text in enumerate(HOSTILE):
        stage.assistant.answers[f"hostile {number}"] = hostile_answer(text)
    seen: list[str] = []
    with visiting(chromium, stage.put("hostile")) as page:
        page.context.on("request", lambda request: seen.append(request.url))
        page.on("dialog", lambda dialog: seen.append(f"{EVIL} dialog {dialog.message}"))
        place: Frame | Page = opened(page) if script else page
        if not script:
            page.goto(f"{stage.host}/widget/gull-rock/page")
        for number, text in enumerate(HOSTILE):
            _ask(place, f"hostile {number}")
            assert place.locator(f".answer :is({FORBIDDEN})").count() == 0, text
            assert _links(place) <= {"http", "tel", "mailto", "sms"}, text
            assert place.evaluate("window.hit") is None, text
        place.locator(".answer").last.hover()
        place.locator(".source a").first.hover()
        assert place.evaluate("window.hit") is None
        assert [url for url in seen if not url.startswith((stage.host, stage.site))] == []


def test_c3_a_hostile_question_stays_words(stage: Stage, chromium: Browser) -> None:
    seen: list[str] = []
    with visiting(chromium, stage.put("questions")) as page:
        page.context.on("request", lambda request: seen.append(request.url))
        frame = opened(page)
        for text in HOSTILE:
            _ask(frame, text)
            assert frame.locator(f".answer :is({FORBIDDEN})").count() == 0, text
            assert frame.evaluate("window.hit") is None, text
        assert [url for url in seen if not url.startswith((stage.host, stage.site))] == []


def test_c3_hostile_settings_stay_words(stage: Stage, chromium: Browser) -> None:
    for text in HOSTILE[:12]:
        stage.assistant.library.office = Contact(text, text, text)
        more = f' data-name="{text}" data-label="{text}"'.replace("<", "&lt;") if '"' not in text else ""
        with visiting(chromium, stage.put("settings", more=more)) as page:
            frame = opened(page)
            asked(frame, "What about trees?")
            assert (
                frame.locator(f":is(.answer, header, #intro) :is({FORBIDDEN}):not(.close, .close *, .example)").count()
                == 0
            )
            assert page.evaluate("window.hit") is None
            assert frame.evaluate("window.hit") is None
            assert _links(frame) <= {"http", "tel", "mailto", "sms"}


def test_c3_markup_in_a_nearest_clause_is_shown_as_it_stands(stage: Stage, chromium: Browser) -> None:
    with visiting(chromium, stage.put("bold")) as page:
        frame = opened(page)
        asked(frame, "What about trees?")
        frame.click("#newest summary")
        assert LEAVE.text in frame.inner_text("#newest details")
        assert frame.locator("#newest details b").count() == 0


def _ask(place: Frame | Page, question: str) -> None:
    place.fill("#question", question)
    if isinstance(place, Frame):
        place.press("#question", "Enter")
        place.wait_for_selector("#question:not([readonly])")
        place.wait_for_selector("#newest .answer")
    else:
        follow(place, ".send")
        place.wait_for_selector(".answer")


def _links(place: Frame | Page) -> set[str]:
    found: list[str] = place.evaluate("[...document.querySelectorAll('.answer a')].map((link) => link.protocol)")
    hosts = place.evaluate(
        "[...document.querySelectorAll('.answer a')].filter((l) => l.host && l.host !== location.host).length"
    )
    assert hosts == 0
    return {scheme.rstrip(":") for scheme in found}
