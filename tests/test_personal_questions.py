"""V2: a question with personal data is refused, a postcode masked, before a byte of it is embedded, logged or kept."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from numpy.typing import NDArray

from assistant.answering import ask
from assistant.answering.screening.screen import EARLIER, PERSONAL
from assistant.assistant import Assistant
from assistant.personal import found
from assistant.state import State
from assistant.values import Answer, Modality, Outcome, Question
from assistant.web.api import api_router
from assistant.web.conversation import StaffQuestion, Turn, take_turn
from assistant.web.feedback import feedback_router
from assistant.web.metrics import Questions
from assistant.web.staff_actions import staff_router
from assistant.web.visitors import LOCAL
from assistant.web.widget.routes import widget_router
from assistant.web.widget.turnstile import Turnstile
from tests.answering_fakes import SCHOOL, document, encode, parts
from tests.app_parts import part_of_app
from tests.cli_runs import run, written
from tests.index_fakes import HashEmbedder
from tests.planted_values import POSTCODE, Planted, planted

TODAY = date(2026, 11, 21)
SLUG = "gull-point"
VALUES = planted(200)
RULES = (
    ("Staff must not photograph pupils on a personal phone.", Modality.PROHIBITS),
    ("Visitors may charge a laptop in the staffroom.", Modality.PERMITS),
)
ASKS = (
    "May staff ring {} from a personal phone?",
    "hi\n\nCan visitors take photographs? Reply to {}.\n\nKind regards\nSam",
    "Are photographs allowed\u202f? My number’s {}",
    "a child told me that her stepdad hits her, reach me on {}",
)


def put(text: str, **more: object) -> Answer:
    given = parts(document("phones.txt", RULES))
    return ask(replace(Question(text, "gull-point", as_of="2026-11-20"), **more), given)  # type: ignore[arg-type]


@pytest.mark.parametrize("each", planted(14, seed=3), ids=lambda each: each.value)
def test_the_generator_plants_what_it_says(each: Planted) -> None:
    assert found(each.value) == ("" if each.kind == POSTCODE else each.kind)


@pytest.mark.parametrize("each", [each for each in planted(28, seed=5) if each.kind != POSTCODE], ids=lambda e: e.value)
def test_a_question_with_personal_data_is_refused_by_its_kind_and_never_repeated(each: Planted) -> None:
    answer = put(f"can I photograph pupils? {each.value}")
    assert (answer.outcome, answer.citations) == (Outcome.REFUSED_INPUT, ())
    assert answer.answer.startswith(f"The question seems to hold {each.kind}, so it was not looked up")
    assert "Take it out and ask again" in answer.answer
    assert each.value not in repr(answer)
    assert answer.question == f"can I photograph pupils? [{each.kind.partition(' ')[2]}]"


def test_nothing_of_it_is_embedded_by_whatever_model() -> None:
    seen: list[str] = []

    def tells(text: str) -> bool:
        seen.append(text)
        return False

    def noting(texts: Sequence[str]) -> NDArray[np.float32]:
        seen.extend(texts)
        return encode(texts)

    given = replace(parts(document("phones.txt", RULES)), tells=tells, encode=noting)
    ask(Question("can I ring 07700 900123?", "gull-point", as_of="2026-11-20"), given)
    ask(Question("can we admit a child from LE1 4XX?", "gull-point", as_of="2026-11-20"), given)
    assert seen[0] == "can I ring [telephone number]?"
    assert any("[postcode]" in each for each in seen[1:])
    assert not any("900123" in each or "le1" in each.casefold() for each in seen)


def test_a_disclosure_with_a_number_in_it_gets_the_card_and_the_refusal_in_place_of_an_answer() -> None:
    answer = put("her stepdad hits her, can I photograph pupils? ring me on 07700 900123")
    assert answer.outcome is Outcome.SAFEGUARDING
    assert [notice.kind for notice in answer.notices] == ["safeguarding", "personal_data"]
    assert "999" in answer.answer
    assert "a telephone number" in answer.notices[1].text
    assert (answer.citations, answer.related) == ((), ())
    assert "900123" not in repr(answer)


def test_a_disclosure_after_a_question_with_personal_data_gets_its_card_alone() -> None:
    answer = put("her stepdad hits her", history=("can I ring 07700 900123?",))
    assert [notice.kind for notice in answer.notices] == ["safeguarding"]


def test_an_earlier_question_with_personal_data_refuses_the_next_and_says_which_to_leave_out() -> None:
    answer = put("and on a trip?", history=("can I photograph pupils?", "can I ring 07700 900123?"))
    assert answer.outcome is Outcome.REFUSED_INPUT
    assert "earlier question" in answer.answer
    assert "Begin a new conversation" in answer.answer


def test_a_postcode_is_masked_and_the_question_answered() -> None:
    answer = put("can I photograph pupils on my personal phone at LE1 4XX?", history=("do you take ll57 2ab?",))
    assert answer.outcome is Outcome.ANSWERED
    assert answer.question == "can I photograph pupils on my personal phone at [postcode]?"


@pytest.mark.parametrize("own", ["01632 960000", "+44 1632 960000", "office@gull-point.example.org", "(01632) 960001"])
def test_the_organisations_published_contacts_are_nobodys_personal_data(own: str) -> None:
    assert SCHOOL.office.phone == "01632 960000"
    answer = put(f"can I photograph pupils on my personal phone? I rang {own}")
    assert (answer.outcome, own in answer.question) == (Outcome.ANSWERED, True)


def test_the_words_of_a_refusal_promise_nothing_and_speak_of_no_person() -> None:
    """S5."""
    for wording in (PERSONAL, EARLIER):
        words = wording.lower().replace("’", "'").split()
        assert not {"i", "i'm", "we", "sorry", "secret", "confidential", "please"} & set(words)


def test_an_email_around_a_question_does_not_make_it_too_long() -> None:
    mail = "can I photograph pupils on my personal phone?\n\nOn Monday Sam wrote:\n" + "> The hall is booked.\n" * 150
    assert put(mail).outcome is Outcome.ANSWERED
    assert put(mail + "> " + "x" * 2001).outcome is Outcome.REFUSED_INPUT
    assert put("> The hall is booked. May we?\n" * 200).outcome is Outcome.REFUSED_INPUT


class Office:
    """A school's assistant over a real data folder, and the surfaces through which it is asked."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        (folder / "given").mkdir()
        assert run(self.data, "add", written(folder / "given"), "--organisation", SLUG) == 0
        self.embedder = HashEmbedder()
        self.assistant = Assistant.open(self.data, self.embedder)
        self.state = State.open(self.data)
        self.client = TestClient(self._app(), base_url="http://localhost")

    def _app(self) -> FastAPI:
        asker, library = self.assistant, self.assistant.library
        return part_of_app(
            api_router(asker, Questions(), lambda: TODAY),
            staff_router(asker),
            feedback_router(self.state, library),
            widget_router(asker, lambda: TODAY, Turnstile(each=10**6, everybody=10**6)),
        )

    def over_http(self, text: str) -> list[str]:
        """What the interface and the widget's frame answer; its plain page, asked too, keeps the words in the box."""
        api = self.client.post(
            "/api/ask", json={"question": text, "organisation": SLUG, "history": [{"question": text}]}
        )
        framed = self.client.post(f"/widget/{SLUG}/ask", json={"question": text, "history": [text]})
        page = self.client.post(f"/widget/{SLUG}/page", data={"question": text, "earlier": [text]})
        assert {api.status_code, framed.status_code, page.status_code} == {200}
        return [api.text, framed.text]

    def on_the_staff_page(self, text: str) -> Turn:
        return take_turn(self.assistant, StaffQuestion(text, SLUG, past=json.dumps([text])), LOCAL, TODAY)

    def as_feedback(self, text: str) -> None:
        body = {"organisation": SLUG, "right": False, "reason": text, "question": text}
        self.client.post("/api/feedback", json=body)

    def compared(self, text: str) -> str:
        body = {"question": text, "organisation": SLUG, "role": "staff", "as_of": "2026-11-21", "history": [text]}
        return self.client.post("/staff/compare", json=body).text

    def disk(self) -> bytes:
        """Every byte under the data folder, the database's write-ahead log among them."""
        return b"\n".join(path.read_bytes() for path in sorted(self.data.rglob("*")) if path.is_file())


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office(tmp_path)
    yield opened
    opened.state.close()


def traced(where: str, values: tuple[Planted, ...] = VALUES) -> list[str]:
    """The planted values of which a trace is found."""
    return [each.value for each in values if any(trace in where for trace in each.traces)]


def test_of_200_planted_values_none_is_on_disk_in_logs_or_said_by_any_surface(
    office: Office, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    said = []
    for number, each in enumerate(VALUES):
        text = ASKS[number % len(ASKS)].format(each.value)
        said += office.over_http(text)
        said.append(office.on_the_staff_page(text).html)
        office.as_feedback(text)
    said += [office.compared(ASKS[0].format(each.value)) for each in VALUES[:14]]
    spoken = capfd.readouterr()
    assert len({each.value for each in VALUES}) == 200
    assert traced(office.disk().decode("latin-1")) == []
    assert traced(caplog.text + spoken.out + spoken.err) == []
    assert traced("\n".join(office.embedder.encoded)) == []
    assert traced("\n".join(said)) == []


def test_of_200_planted_values_none_is_said_or_kept_by_the_command_line(
    office: Office, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    asked, told = tmp_path / "given" / "asked.jsonl", office.data / "told.jsonl"
    texts = [ASKS[number % len(ASKS)].format(each.value) for number, each in enumerate(VALUES)]
    asked.write_text("".join(json.dumps({"question": text}) + "\n" for text in texts))
    run(office.data, "ask", "--batch", asked, "--out", told)
    codes = [run(office.data, "ask", f"May I ring {each.value}?") for each in VALUES[:7]]
    spoken = capfd.readouterr()
    assert len(told.read_text().splitlines()) == 200
    assert codes == [2, 2, 2, 2, 2, 2, 0]
    assert traced(office.disk().decode("latin-1")) == []
    assert traced(caplog.text + spoken.out + spoken.err) == []


def test_what_the_search_for_traces_looks_through_does_hold_what_was_kept(office: Office) -> None:
    office.as_feedback("The clause is about hamsters, not phones.")
    assert b"hamsters" in office.disk()


def test_a_postcode_in_feedback_is_kept_masked(office: Office) -> None:
    office.as_feedback("They asked about LE1 4XX and got the wrong clause.")
    assert b"asked about [postcode] and got" in office.disk()


def test_the_box_keeps_a_refused_question_for_its_writer_and_hands_nothing_of_it_on(office: Office) -> None:
    turn = office.on_the_staff_page("May I ring 07700 900123?")
    assert turn.box == "May I ring 07700 900123?"
    assert "900123" not in turn.html + turn.past


def test_the_staff_page_hands_on_the_masked_question(office: Office) -> None:
    turn = take_turn(office.assistant, StaffQuestion("Are phones allowed at LE1 4XX?", SLUG), LOCAL, TODAY)
    assert json.loads(turn.past) == ["Are phones allowed at [postcode]?"]
    assert "LE1" not in turn.html
