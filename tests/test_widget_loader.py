"""The loader on a school's page, in real Chromium: it shows itself anywhere, asks for nothing and changes nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.values import Widget
from assistant.web.widget.colours import scheme
from tests.axe import violations
from tests.widget_stage import HOST_PAGE, QUESTION, TAG, Stage, allowed, asked, opened, stage, visiting

__all__ = ["allowed", "stage"]

pytestmark = pytest.mark.browser
LAUNCHER = "policy-assistant .launch"
HOSTILE = """<style>
html { font-size: 62.5% !important; transform: translateZ(0); filter: invert(1) }
* { all: unset !important } head, head *, script { display: none !important }
main { display: block !important; position: fixed !important; inset: 0 !important; z-index: 2147483647 !important; background: #000 }
policy-assistant, policy-assistant * { display: none !important; opacity: 0 !important; visibility: hidden !important; transform: scale(.1) !important }
button, div, iframe { width: 1px !important; color: #f0f !important; font: 3px cursive !important }
</style>"""
LOOK = """() => { const shown = document.querySelector("policy-assistant").shadowRoot.querySelector(".launch");
  const style = getComputedStyle(shown), box = shown.getBoundingClientRect();
  return [style.color, style.backgroundColor, style.fontSize, style.fontFamily, style.letterSpacing, style.direction,
    style.borderRadius, Math.round(box.width), Math.round(box.height), Math.round(innerWidth - box.right), Math.round(innerHeight - box.bottom),
    document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)?.localName]; }"""


def test_w1_one_tag_works_under_the_strictest_policy_a_school_can_have(stage: Stage, chromium: Browser) -> None:
    policy = f"default-src 'none'; script-src {stage.host}; frame-src {stage.host}; require-trusted-types-for 'script'"
    address = stage.put("strict", headers={"Content-Security-Policy": policy})
    with visiting(chromium, address) as page:
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        look = page.evaluate(LOOK)
        asked(opened(page), QUESTION)
        assert look[1] == "rgb(23, 86, 107)"
        assert look[-1] == "policy-assistant"
        assert complaints == []


def test_w1_nothing_is_asked_for_before_the_first_open_except_the_loader(stage: Stage, chromium: Browser) -> None:
    address = stage.put("quiet")
    context = chromium.new_context()
    page = context.new_page()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.goto(address)
    page.wait_for_selector(LAUNCHER)
    page.hover(LAUNCHER)
    page.focus(LAUNCHER)
    page.wait_for_load_state("networkidle")
    assert [url for url in seen if url.startswith(stage.host)] == [f"{stage.host}/widget.js"]
    opened(page)
    assert f"{stage.host}/widget/gull-rock" in seen
    page.click(LAUNCHER)
    page.click(LAUNCHER)
    assert seen.count(f"{stage.host}/widget/gull-rock") == 1
    context.close()


STORED = """async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length,
  (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]"""


@pytest.mark.parametrize("where", ["the school's site", "the assistant's own, where no browser forbids storing"])
def test_v3_nothing_is_stored_on_the_device(stage: Stage, chromium: Browser, where: str) -> None:
    own = where != "the school's site"
    with visiting(chromium, f"{stage.host}/widget-demo" if own else stage.put("storage")) as page:
        frame = opened(page)
        asked(frame, QUESTION)
        asked(frame, "And in class?")
        for place in (page.main_frame, frame) if own else (page.main_frame,):
            assert place.evaluate(STORED) == [0, 0, "", 0, 0, 0]
        assert page.context.storage_state(indexed_db=True) == {"cookies": [], "origins": []}


@pytest.mark.parametrize("options", [{}, {"viewport": {"width": 360, "height": 740}}])
def test_w4_a_hostile_page_does_not_change_the_widget(
    stage: Stage, chromium: Browser, options: dict[str, object]
) -> None:
    plain, hostile = stage.put("kind"), stage.put("hostile", head=HOSTILE)
    stage.put("hostile", stage.pages["hostile"][0].replace("<html", '<html dir="rtl"'))
    with visiting(chromium, plain, **options) as page:
        kind = page.evaluate(LOOK)
    with visiting(chromium, hostile, **options) as page:
        assert page.evaluate(LOOK) == kind
        frame = opened(page)
        asked(frame, QUESTION)
        assert page.eval_on_selector("policy-assistant iframe", "frame => frame.getBoundingClientRect().width") > 300


def test_w4_the_widget_changes_nothing_on_the_page(stage: Stage, chromium: Browser) -> None:
    page_text = HOST_PAGE.format(
        head="<script>window.before = Object.getOwnPropertyNames(window)</script>", tag="{tag}"
    )
    with visiting(chromium, stage.put("same", page_text)) as page:
        state = """() => { const copy = document.documentElement.cloneNode(true);
          for (const own of copy.querySelectorAll("policy-assistant")) own.remove();
          return [copy.outerHTML, scrollY, getComputedStyle(document.body).overflow, document.title, location.href,
            Object.getOwnPropertyNames(window).filter((name) => !before.includes(name) && !/^\\d+$/.test(name)),
            [Element, Node, HTMLElement, EventTarget, Array, String, Object].map((kind) =>
              Object.getOwnPropertyNames(kind.prototype).length)]; }"""
        first = page.evaluate(state)
        frame = opened(page)
        asked(frame, QUESTION)
        frame.click("#close")
        expect(page.locator(LAUNCHER)).to_be_focused()
        assert page.evaluate(state) == first == page.evaluate(state)
        assert first[5] == ["before"]
        untouched = page_text.removeprefix("<!doctype html>").replace("{tag}", TAG.format(host=stage.host, more=""))
        assert first[0] == untouched.replace("<script async ", '<script async="" ')


def test_w3_forged_messages_are_ignored(stage: Stage, chromium: Browser) -> None:
    forging = HOST_PAGE.format(head="", tag='{tag}<iframe id="other" srcdoc="<p>other</p>"></iframe>')
    with visiting(chromium, stage.put("forged", forging)) as page:
        frame = opened(page)
        page.evaluate("postMessage('policy-assistant:close', '*')")
        page.evaluate(
            "dispatchEvent(new MessageEvent('message', {data: 'policy-assistant:close', origin: location.origin}))"
        )
        page.evaluate(
            "host => dispatchEvent(new MessageEvent('message', {data: 'policy-assistant:close', source: window, origin: host}))",
            stage.host,
        )
        page.evaluate(
            "document.getElementById('other').contentWindow.eval(\"parent.postMessage('policy-assistant:close', '*')\")"
        )
        page.evaluate(
            "dispatchEvent(new MessageEvent('message', {data: 'policy-assistant:close', origin: 'https://evil.example',"
            " source: document.querySelector('policy-assistant').shadowRoot.querySelector('iframe').contentWindow}))"
        )
        page.wait_for_timeout(200)
        assert page.get_attribute(LAUNCHER, "aria-expanded") == "true"
        frame.evaluate("parent.postMessage('policy-assistant:close', '*')")
        expect(page.locator(LAUNCHER)).to_have_attribute("aria-expanded", "false")


def test_w3_the_frame_tells_the_page_around_it_nothing_but_two_words(stage: Stage, chromium: Browser) -> None:
    with visiting(chromium, stage.put("listening")) as page:
        page.evaluate("window.heard = []; addEventListener('message', (event) => heard.push(event.data))")
        frame = opened(page)
        asked(frame, QUESTION)
        page.keyboard.press("Escape")
        expect(page.locator(LAUNCHER)).to_be_focused()
        assert page.evaluate("heard") == ["policy-assistant:ready", "policy-assistant:close"]


def test_w2_on_a_site_that_is_not_listed_the_frame_is_blank_and_the_widget_says_so(
    stage: Stage, chromium: Browser
) -> None:
    stage.allow("https://www.gull-rock.example")
    with visiting(chromium, stage.put("unlisted")) as page:
        page.click(LAUNCHER)
        note = page.locator("policy-assistant .note")
        expect(note).to_contain_text("not available here")
        expect(note).to_be_focused()
        assert [frame.locator("body *").count() for frame in page.frames if frame.url.startswith(stage.host)] == []
        assert note.locator("a").get_attribute("href") == f"{stage.host}/widget/gull-rock/page"
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(LAUNCHER)).to_be_focused()
        stage.allow(stage.site)
        asked(opened(page), QUESTION)


def test_w2_an_unknown_and_a_paused_organisation_look_the_same_on_the_page(stage: Stage, chromium: Browser) -> None:
    stage.assistant.library.widget = Widget(sites=(stage.site,), paused=True)
    told = []
    for organisation in ("gull-rock", "nobody"):
        tag = TAG.format(host=stage.host, more="").replace("gull-rock", organisation)
        with visiting(chromium, stage.put(organisation, HOST_PAGE.format(head="", tag=tag))) as page:
            page.click(LAUNCHER)
            expect(page.locator("policy-assistant .note p")).to_contain_text("contact the school office")
            told.append(page.inner_text("policy-assistant .note"))
    assert told[0] == told[1]


def test_a_host_that_can_not_be_reached_is_told_and_tried_again_on_the_next_open(
    stage: Stage, chromium: Browser
) -> None:
    with visiting(chromium, stage.put("down")) as page:
        page.route("**/widget/gull-rock*", lambda route: route.abort())
        page.click(LAUNCHER)
        expect(page.locator("policy-assistant .note p")).to_contain_text("not available here")
        page.click("policy-assistant .note button")
        page.unroute("**/widget/gull-rock*")
        asked(opened(page), QUESTION)


@pytest.mark.parametrize(
    "tags",
    ["{tag}{tag}", "{defer}{tag}"],
    ids=["twice", "with defer"],
)
def test_the_same_tag_twice_gives_one_launcher(stage: Stage, chromium: Browser, tags: str) -> None:
    tags = tags.replace("{defer}", TAG.format(host=stage.host, more="").replace("async", "defer"))
    with visiting(chromium, stage.put("twice", HOST_PAGE.format(head="", tag=tags))) as page:
        page.wait_for_load_state("networkidle")
        assert page.locator("policy-assistant").count() == 1


def test_two_organisations_on_one_page_do_not_lie_on_each_other(stage: Stage, chromium: Browser) -> None:
    other = TAG.format(host=stage.host, more="").replace("gull-rock", "other")
    with visiting(chromium, stage.put("two", HOST_PAGE.format(head="", tag="{tag}" + other))) as page:
        expect(page.locator("policy-assistant")).to_have_count(2)
        boxes = sorted(page.locator(LAUNCHER).nth(nth).bounding_box()["y"] for nth in (0, 1))
        assert boxes[0] + page.locator(LAUNCHER).first.bounding_box()["height"] <= boxes[1]


@pytest.mark.parametrize("kind", ["head", "late", "no async"])
def test_the_tag_works_wherever_a_cms_puts_it(stage: Stage, chromium: Browser, kind: str) -> None:
    tag = TAG.format(host=stage.host, more="")
    late = (
        "<script>addEventListener('load', () => { const tag = document.createElement('script');"
        f"tag.src = '{stage.host}/widget.js'; tag.dataset.organisation = 'gull-rock'; document.head.append(tag); }})</script>"
    )
    page_text = {
        "head": HOST_PAGE.format(head=tag.replace("async ", ""), tag=""),
        "late": HOST_PAGE.format(head=late, tag=""),
        "no async": HOST_PAGE.format(head="", tag=tag.replace("async ", "")),
    }[kind]
    with visiting(chromium, stage.put("cms", page_text)) as page:
        asked(opened(page), QUESTION)
        assert page.evaluate("document.body.lastElementChild.localName") in ("policy-assistant", "script")


def test_a_tag_without_an_organisation_shows_nothing_and_says_why_to_whoever_pasted_it(
    stage: Stage, chromium: Browser
) -> None:
    tag = TAG.format(host=stage.host, more="").replace(' data-organisation="gull-rock"', "")
    page = chromium.new_page()
    with page.expect_console_message() as said:
        page.goto(stage.put("missing", HOST_PAGE.format(head="", tag=tag)))
    assert "data-organisation" in said.value.text
    assert page.locator("policy-assistant").count() == 0
    page.close()


@pytest.mark.parametrize("colour", ["#ffd200", "#17566b", "#777777", "#767676", "#000", "#FFF", "#b00020"])
def test_the_loader_and_the_server_agree_on_the_text_on_a_colour(stage: Stage, chromium: Browser, colour: str) -> None:
    with visiting(chromium, stage.put("colour", more=f' data-colour="{colour}"')) as page:
        found = page.evaluate(LOOK)[:2]
        made = scheme(colour)
        assert found == [_rgb(made.on_brand), _rgb(made.brand)]
        frame = opened(page)
        look = "send => [getComputedStyle(send).color, getComputedStyle(send).backgroundColor]"
        assert frame.eval_on_selector("#send", look) == found


def test_a_colour_that_is_none_is_not_used(stage: Stage, chromium: Browser) -> None:
    address = stage.put("bad", more=' data-colour="red;}*{display:none"')
    with visiting(chromium, address) as page:
        assert page.evaluate(LOOK)[1] == "rgb(23, 86, 107)"
    stage.colour("#7a1f3d")
    with visiting(chromium, address) as page:
        assert page.evaluate(LOOK)[1] == "rgb(122, 31, 61)"


def test_a_colour_of_the_settings_reaches_the_launcher_with_the_loader_and_changes_with_them(
    stage: Stage, chromium: Browser
) -> None:
    for colour in ("#ffd200", "#7a1f3d", "#17566b"):
        stage.colour(colour)
        seen: list[str] = []
        context = chromium.new_context()
        context.on("request", lambda request, seen=seen: seen.append(request.url))
        page = context.new_page()
        page.goto(stage.put("settings"))
        page.wait_for_selector(LAUNCHER)
        assert page.evaluate(LOOK)[:2] == [_rgb(scheme(colour).on_brand), _rgb(colour)]
        assert violations(page) == []
        assert [url for url in seen if url.startswith(stage.host)] == [f"{stage.host}/widget.js"]
        look = "send => [getComputedStyle(send).color, getComputedStyle(send).backgroundColor]"
        assert opened(page).eval_on_selector("#send", look) == page.evaluate(LOOK)[:2]
        context.close()


def test_a_browser_that_keeps_the_loader_asks_whether_the_colours_changed(stage: Stage, chromium: Browser) -> None:
    context = chromium.new_context()
    page = context.new_page()
    for colour in ("#7a1f3d", "#7a1f3d", "#b00020"):
        stage.colour(colour)
        page.goto(stage.put("kept"))
        page.wait_for_selector(LAUNCHER)
        page.evaluate("host => fetch(`${host}/widget.js`, { cache: 'no-cache', mode: 'no-cors' })", stage.host)
        page.reload()
        page.wait_for_selector(LAUNCHER)
        assert page.evaluate(LOOK)[1] == _rgb(colour)
    context.close()


def test_the_colour_of_the_tag_goes_before_that_of_the_settings(stage: Stage, chromium: Browser) -> None:
    stage.colour("#7a1f3d")
    with visiting(chromium, stage.put("both", more=' data-colour="#ffd200"')) as page:
        assert page.evaluate(LOOK)[:2] == ["rgb(0, 0, 0)", "rgb(255, 210, 0)"]
        frame = opened(page)
        assert frame.eval_on_selector("#send", "send => getComputedStyle(send).backgroundColor") == "rgb(255, 210, 0)"


def test_w2_a_paused_organisations_launcher_is_that_of_an_unknown_one(stage: Stage, chromium: Browser) -> None:
    stage.assistant.library.widget = Widget(sites=(stage.site,), colour="#7a1f3d", paused=True)
    looks = []
    for organisation in ("gull-rock", "nobody"):
        tag = TAG.format(host=stage.host, more="").replace("gull-rock", organisation)
        with visiting(chromium, stage.put(organisation, HOST_PAGE.format(head="", tag=tag))) as page:
            looks.append(page.evaluate(LOOK))
    assert looks[0] == looks[1]


def test_label_name_and_position_are_the_schools_to_choose(stage: Stage, chromium: Browser) -> None:
    more = ' data-label="Ask the rules &lt;b&gt;" data-name="Gull &amp; Rock" data-position="left"'
    with visiting(chromium, stage.put("words", more=more)) as page:
        assert page.inner_text(LAUNCHER) == "Ask the rules <b>"
        assert page.locator(LAUNCHER).bounding_box()["x"] == 16
        frame = opened(page)
        assert frame.inner_text(".names p") == "Gull & Rock"
        assert page.get_attribute("policy-assistant iframe", "title") == "Ask the rules <b> – Gull & Rock"
        assert page.get_attribute("policy-assistant iframe", "referrerpolicy") == "strict-origin"
        sandbox = "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-same-origin allow-modals"
        assert page.get_attribute("policy-assistant iframe", "sandbox") == sandbox


CORNER = """<style>#corner { position: fixed; right: 20px; bottom: 20px } #wide { position: fixed; left: 0; right: 0; bottom: 0 }
#main { min-height: 95vh }</style>"""


def test_x5_the_launcher_does_not_cover_what_the_page_focuses(stage: Stage, chromium: Browser) -> None:
    body = '<main id="main" tabindex="-1"><a id="top" href="#x">Top</a></main><a id="corner" href="#x">Corner</a><input id="wide">{tag}'
    page_text = f'<!doctype html><html lang="en"><head><title>t</title>{CORNER}</head><body>{body}</body></html>'
    with visiting(chromium, stage.put("corner", page_text)) as page:
        page.wait_for_selector(LAUNCHER)
        for covered in ("corner", "wide"):
            page.focus("#top")
            _seen(page, True)
            page.focus(f"#{covered}")
            _seen(page, False)
            assert (
                page.evaluate(f"""() => {{ const box = document.getElementById("{covered}").getBoundingClientRect();
                return document.elementFromPoint(box.right - 20, box.bottom - 8).id; }}""")
                == covered
            )
        page.keyboard.press("Tab")
        expect(page.locator(LAUNCHER)).to_be_focused()
        _seen(page, True)
        page.focus("#main")
        _seen(page, True)
        box = page.locator(LAUNCHER).bounding_box()
        assert min(box["width"], box["height"]) >= 24


def test_x5_an_open_panel_gives_way_to_what_the_page_focuses_under_it(stage: Stage, chromium: Browser) -> None:
    body = '<a id="under" style="position:fixed;right:60px;bottom:300px" href="#x">Under the panel</a>{tag}'
    page_text = f'<!doctype html><html lang="en"><head><title>t</title></head><body>{body}</body></html>'
    with visiting(chromium, stage.put("under", page_text)) as page:
        frame = opened(page)
        frame.fill("#question", "not lost")
        page.focus("#under")
        expect(page.locator(LAUNCHER)).to_have_attribute("aria-expanded", "false")
        expect(page.locator("#under")).to_be_focused()
        page.click(LAUNCHER)
        assert frame.input_value("#question") == "not lost"


def _seen(page: Page, seen: bool) -> None:
    page.wait_for_function(
        """(opacity) => getComputedStyle(document.querySelector("policy-assistant").shadowRoot.firstElementChild).opacity === opacity""",
        arg="1" if seen else "0",
    )


def _rgb(colour: str) -> str:
    return f"rgb({int(colour[1:3], 16)}, {int(colour[3:5], 16)}, {int(colour[5:7], 16)})"


@pytest.mark.parametrize("style", ["plain", "dark", "hostile"])
def test_the_demonstration_shows_the_widget_on_a_site_of_each_kind(stage: Stage, chromium: Browser, style: str) -> None:
    stage.allow()
    with visiting(chromium, f"{stage.host}/widget-demo?organisation=gull-rock&host-css={style}") as page:
        assert f'src="{stage.host}/widget.js" data-organisation="gull-rock"' in page.input_value("#line")
        look = page.evaluate(LOOK)
        assert look[2] == "16px"
        assert look[-1] == "policy-assistant"
        if style == "plain":
            assert violations(page) == []
        asked(opened(page), QUESTION)
