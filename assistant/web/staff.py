"""The staff page: a question box, who asks of which school and on which day, and the answers; Gradio's home.

Gradio asks and answers; what it draws again and again would lose focus and be spoken twice, so the conversation stands
beside it in our own frame, where `static/staff/` puts each turn.
"""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import gradio as gr
from bs4 import BeautifulSoup
from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from assistant.values import Role
from assistant.web.clock import Today
from assistant.web.conversation import LONGEST, StaffQuestion, Turn, new_conversation, roles_for, take_turn
from assistant.web.ports import Asker, Library
from assistant.web.problems import nowhere
from assistant.web.templating import render
from assistant.web.visitors import ANYONE, visitor_of

TITLE = "Policy assistant"
EXAMPLES = (
    "Can I accept a friend request from an ex-pupil?",
    "Do staff have to report a low-level concern?",
    "Can parents post photos of sports day on Facebook?",
    "Who reviews the social media policy?",
)
ANOTHER_SCHOOL = "A new conversation begins, because another school is asked."
ANOTHER_ASKER = "A new conversation begins, because somebody else is asking."
NEW = "A new conversation begins. The earlier answers are gone from the page."
AT_ONCE, WAITING = 4, 32
"""Questions answered at a time, and those that may wait."""
THEME = gr.themes.Base(
    primary_hue=gr.themes.colors.cyan,
    neutral_hue=gr.themes.colors.slate,
    font=["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"],
    font_mono=["ui-monospace", "monospace"],
)


def mount_staff_page(app: FastAPI, asker: Asker, data: Path | None = None, today: Today = date.today) -> None:
    """Mount the page at "/", after all other routes; `data` is the folder that Gradio must never serve."""
    app.add_api_route("/", lambda: HTMLResponse(frame()), methods=["GET"], include_in_schema=False)
    gr.mount_gradio_app(
        app,
        staff_page(asker, today),
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
        app_kwargs={"exception_handlers": {404: nowhere}},
        theme=THEME,
        css_paths=Path(str(files("assistant.web") / "static" / "staff.css")),
    )


def frame() -> str:
    """The page around Gradio's own: its files, no script in the page, a language, a title, the conversation's place."""
    gradio_page = Path(gr.__file__).parent / "templates" / "frontend" / "index.html"
    soup = BeautifulSoup(gradio_page.read_text(encoding="utf-8"), "html.parser")
    scripts = [tag["src"] for tag in soup.select("script[type=module][src]")]
    styles = [tag["href"] for tag in soup.select("link[rel=stylesheet]")]
    return render("staff.html", title=TITLE, scripts=scripts, styles=styles)


def staff_page(asker: Asker, today: Today = date.today) -> Any:
    """The page as Gradio blocks."""
    with gr.Blocks(title=TITLE, analytics_enabled=False, mode="blocks") as blocks:
        organisation, role, day = _of_whom(asker.library, today)
        with gr.Row(elem_id="pa-ask-row", equal_height=True):
            box = _question_box()
            send = gr.Button("Ask", variant="primary", elem_id="pa-send", scale=0, min_width=110)
        examples = _examples()
        again = gr.Button("New conversation", elem_id="pa-again", variant="secondary", size="sm")
        past = gr.Textbox("", label="Earlier questions", elem_id="pa-past", visible="hidden", max_length=10 * LONGEST)
        turn = gr.Markdown("", elem_id="pa-answer", latex_delimiters=[], sanitize_html=True)
        _wire_asking(asker, today, [box, organisation, role, day, past], [turn, box, past], send, examples)
        _wire_choices(asker, blocks, (organisation, role, day), [turn, past], again, today)
    blocks.queue(default_concurrency_limit=AT_ONCE, max_size=WAITING)
    return blocks


def _of_whom(library: Library, today: Today) -> tuple[Any, Any, Any]:
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
        day = gr.Textbox(
            today().isoformat(),
            label="As the policies stood on",
            elem_id="pa-day",
            max_lines=1,
            scale=1,
            min_width=170,
        )
        role = gr.Radio(
            _roles(*roles_for(ANYONE)), value="staff", label="Who is asking", elem_id="pa-role", min_width=220
        )
    return organisation, role, day


def _question_box() -> Any:
    return gr.Textbox(
        label="Question",
        placeholder="For example: can I accept a friend request from an ex-pupil?",
        lines=1,
        max_lines=5,
        elem_id="pa-question-box",
        scale=1,
    )


def _examples() -> list[Any]:
    with gr.Row(elem_id="pa-examples"):
        return [gr.Button(example, size="sm", elem_classes="pa-example", min_width=60) for example in EXAMPLES]


def _choices(library: Library) -> list[tuple[str, str]]:
    return [(organisation.name, organisation.slug) for organisation in library.organisations()]


def _roles(*roles: Role) -> list[tuple[str, str]]:
    return [(role.value.capitalize(), role.value) for role in roles]


def _quiet() -> dict[str, Any]:
    """No event is offered to Gradio's own interface, which has no place in the contract, nor animated by it."""
    return {"api_visibility": "private", "show_progress": "hidden"}


def _wire_asking(
    asker: Asker, today: Today, inputs: list[Any], outputs: list[Any], send: Any, examples: list[Any]
) -> None:
    box = inputs[0]

    def respond(
        text: str, slug: str | None, role: str, day: str, past: str, request: gr.Request
    ) -> tuple[str, str, str]:
        asked = StaffQuestion(text, slug or "", role, day, past)
        return _shown(take_turn(asker, asked, visitor_of(request.request), today(), _site(request)))

    asked: dict[str, Any] = {"inputs": inputs, "outputs": outputs, **_quiet()}
    gr.on([send.click, box.submit], respond, trigger_mode="once", **asked)
    for example in examples:
        example.click(lambda text=example.value: text, None, box, **_quiet()).then(respond, **asked)


def _wire_choices(
    asker: Asker, blocks: Any, choices: tuple[Any, Any, Any], outputs: list[Any], again: Any, today: Today
) -> None:
    organisation, role, day = choices
    for listener, because in ((organisation.input, ANOTHER_SCHOOL), (role.input, ANOTHER_ASKER), (again.click, NEW)):
        listener(lambda because=because: _shown(new_conversation(because))[::2], None, outputs, **_quiet())

    def opened(request: gr.Request) -> tuple[Any, Any, str]:
        roles = _roles(*roles_for(visitor_of(request.request)))
        return gr.Dropdown(choices=_choices(asker.library)), gr.Radio(choices=roles), today().isoformat()

    blocks.load(opened, None, [organisation, role, day], **_quiet())


def _shown(turn: Turn) -> tuple[str, str, str]:
    return turn.html, turn.box, turn.past


def _site(request: gr.Request) -> str:
    return str(request.request.base_url).rstrip("/")
