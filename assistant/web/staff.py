"""The staff page: a question box, who asks of which school, and the answer; Gradio's home."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import gradio as gr
from bs4 import BeautifulSoup
from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from assistant.web.conversation import take_turn
from assistant.web.ports import Asker, Library
from assistant.web.templating import render

TITLE = "Policy assistant"
ROLES = [("Staff", "staff"), ("Parent", "parent"), ("Pupil", "pupil"), ("Trainer", "trainer")]
EXAMPLES = (
    "Can I accept a friend request from an ex-pupil?",
    "Do staff have to report a low-level concern?",
    "Can parents post photos of sports day on Facebook?",
    "Who reviews the social media policy?",
)
AT_ONCE, WAITING = 4, 32
"""Questions answered at a time, and those that may wait."""
THEME = gr.themes.Base(
    primary_hue=gr.themes.colors.cyan,
    neutral_hue=gr.themes.colors.slate,
    font=["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"],
    font_mono=["ui-monospace", "monospace"],
)


def mount_staff_page(app: FastAPI, asker: Asker, data: Path | None = None) -> None:
    """Mount the page at "/", after all other routes; `data` is the folder that Gradio must never serve."""
    app.add_api_route("/", lambda: HTMLResponse(frame()), methods=["GET"], include_in_schema=False)
    gr.mount_gradio_app(
        app,
        staff_page(asker),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        allowed_paths=None,
        blocked_paths=[str(data.resolve())] if data else None,
        max_file_size="1kb",
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=THEME,
        css_paths=Path(str(files("assistant.web") / "static" / "staff.css")),
    )


def frame() -> str:
    """The page around Gradio's own: the same files, but no script in the page, a language, a title, a status line."""
    gradio_page = Path(gr.__file__).parent / "templates" / "frontend" / "index.html"
    soup = BeautifulSoup(gradio_page.read_text(encoding="utf-8"), "html.parser")
    scripts = [tag["src"] for tag in soup.select("script[type=module][src]")]
    styles = [tag["href"] for tag in soup.select("link[rel=stylesheet]")]
    return render("staff.html", title=TITLE, scripts=scripts, styles=styles)


def staff_page(asker: Asker) -> Any:
    """The page as Gradio blocks."""
    with gr.Blocks(title=TITLE, analytics_enabled=False, mode="blocks") as blocks:
        gr.Markdown(_one_line(render("staff_header.html")), elem_id="pa-header", latex_delimiters=[])
        history = gr.State(())
        organisation, role = _who_asks(asker.library)
        with gr.Row(elem_id="pa-ask-row", equal_height=True):
            box = _question_box()
            send = gr.Button("Ask", variant="primary", elem_id="pa-send", scale=0, min_width=110)
        examples = _examples()
        card = gr.Markdown("", elem_id="pa-answer", latex_delimiters=[], sanitize_html=True)
        again = gr.Button("New conversation", elem_id="pa-again", variant="secondary", size="sm")
        _wire(asker, blocks, (box, organisation, role, history, card), send, examples, again)
    blocks.queue(default_concurrency_limit=AT_ONCE, max_size=WAITING)
    return blocks


def _who_asks(library: Library) -> tuple[Any, Any]:
    with gr.Row(elem_id="pa-who"):
        choices = _choices(library)
        organisation = gr.Dropdown(
            choices,
            value=choices[0][1] if choices else None,
            label="School or organisation",
            elem_id="pa-organisation",
            filterable=False,
            scale=3,
            min_width=220,
        )
        role = gr.Radio(ROLES, value="staff", label="Who is asking", elem_id="pa-role", scale=2, min_width=220)
    return organisation, role


def _question_box() -> Any:
    return gr.Textbox(
        label="Question",
        placeholder="For example: can I accept a friend request from an ex-pupil?",
        lines=1,
        max_lines=5,
        autofocus=True,
        elem_id="pa-question-box",
        scale=1,
    )


def _examples() -> list[Any]:
    with gr.Row(elem_id="pa-examples"):
        return [gr.Button(example, size="sm", elem_classes="pa-example", min_width=60) for example in EXAMPLES]


def _choices(library: Library) -> list[tuple[str, str]]:
    return [(organisation.name, organisation.slug) for organisation in library.organisations()]


def _wire(asker: Asker, blocks: Any, parts: tuple[Any, ...], send: Any, examples: list[Any], again: Any) -> None:
    """Connect the events; none is offered to Gradio's own interface, which has no place in the contract."""
    box, organisation, role, history, card = parts
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

    def respond(text: str, slug: str | None, who: str, past: tuple[str, ...]) -> tuple[str, str, tuple[str, ...]]:
        turn = take_turn(asker, text, slug or "", who, tuple(past))
        return turn.card, turn.box, turn.history

    asked = {"inputs": [box, organisation, role, history], "outputs": [card, box, history], **quiet}
    gr.on([send.click, box.submit], respond, trigger_mode="once", **asked)
    for example in examples:
        example.click(lambda text=example.value: text, None, box, **quiet).then(respond, **asked)

    def forget() -> tuple[str, str, tuple[str, ...]]:
        return "", "", ()

    gr.on([again.click, organisation.input, role.input], forget, None, [card, box, history], **quiet)
    blocks.load(lambda: gr.Dropdown(choices=_choices(asker.library)), None, organisation, **quiet)


def _one_line(html: str) -> str:
    return " ".join(line.strip() for line in html.splitlines() if line.strip())
