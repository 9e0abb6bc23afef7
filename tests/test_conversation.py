"""A turn of the staff page: what is handed on, what is kept when something goes wrong, who may ask as whom."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup

from assistant.errors import BadInput, DataFolderError
from assistant.values import Access, Answer, Role
from assistant.web.conversation import (
    REMEMBERED,
    StaffQuestion,
    day_of,
    earlier,
    new_conversation,
    roles_for,
    take_turn,
)
from assistant.web.visitors import ANYONE, LOCAL, Visitor
from tests.web_fakes import FakeAssistant

TODAY = date(2026, 11, 21)
STAFF = Visitor("ms-tern", Access.STAFF)
ASKED = StaffQuestion("may I lend it", "gull-rock")


class Broken(FakeAssistant):
    """Fails as the question says."""

    def ask(self, text: str, **of: object) -> Answer:
        if "publishing" in text:
            raise DataFolderError("The policies are being published.", "Ask again in a moment.")
        raise RuntimeError("a fault of our own")


class Noting(FakeAssistant):
    """Notes the day asked about."""

    def ask(
        self, text: str, *, organisation: str, role: str = "staff", as_of: str = "", document: str = "",
        history: Sequence[str] = (),
    ) -> Answer:  # fmt: skip
        answer = super().ask(text, organisation=organisation, role=role, history=history)
        return replace(answer, as_of=as_of)


def _kind(html: str) -> str:
    return next(
        name for name in BeautifulSoup(html, "html.parser").div["class"] if name.startswith("pa-kind")
    ).removeprefix("pa-kind-")


def _facts(html: str) -> dict[str, object]:
    found = json.loads(BeautifulSoup(html, "html.parser").select_one(".pa-facts").text)
    assert isinstance(found, dict)
    return found


def test_a_turn_is_one_line_of_html_with_the_card_the_spoken_and_the_copied_text() -> None:
    turn = take_turn(FakeAssistant(), ASKED, STAFF, TODAY, "http://here")
    soup = BeautifulSoup(turn.html, "html.parser")
    assert len(turn.html.splitlines()) == 1
    assert soup.select_one(".pa-said").text.startswith("No. Staff must not lend")
    assert "\nhttp://here/policies/gull-rock/phones?" in soup.select_one(".pa-plain").text
    assert turn.box == ""


def test_the_question_is_handed_on_with_the_next_one_and_the_oldest_is_forgotten() -> None:
    asker = FakeAssistant()
    past = ""
    for number in range(REMEMBERED + 2):
        past = take_turn(asker, replace(ASKED, text=f"may I lend {number}", past=past), STAFF, TODAY).past
    assert asker.histories[2] == ("may I lend 0", "may I lend 1")
    assert earlier(past) == tuple(f"may I lend {number}" for number in range(2, REMEMBERED + 2))


def test_a_disclosure_is_not_handed_on() -> None:
    assert take_turn(FakeAssistant(), replace(ASKED, text="he hit her"), STAFF, TODAY).past == ""


@pytest.mark.parametrize("past", ["{", "12", '"words"', "[1, null]", '[["deep"]]', "x" * 1_000_000])
def test_a_history_that_is_none_is_no_history(past: str) -> None:
    assert earlier(past) == ()


@pytest.mark.parametrize("text", ["while publishing", "anything"])
def test_an_error_keeps_the_question_and_the_conversation(text: str) -> None:
    turn = take_turn(Broken(), replace(ASKED, text=text, past='["before"]'), STAFF, TODAY)
    assert (_kind(turn.html), turn.box, turn.past) == ("problem", text, '["before"]')
    assert "Not answered." in turn.html
    assert "fault of our own" not in turn.html


@pytest.mark.parametrize("organisation", ["", "nowhere"])
def test_an_organisation_that_is_not_there_is_said_and_the_question_kept(organisation: str) -> None:
    turn = take_turn(FakeAssistant(), replace(ASKED, organisation=organisation), STAFF, TODAY)
    assert (_kind(turn.html), turn.box) == ("problem", ASKED.text)


def test_only_a_trainer_may_ask_as_a_trainer() -> None:
    assert Role.TRAINER in roles_for(LOCAL)
    assert roles_for(STAFF) == (Role.STAFF, Role.PARENT, Role.PUPIL)
    asked = replace(ASKED, role="trainer")
    assert _kind(take_turn(FakeAssistant(), asked, STAFF, TODAY).html) == "problem"
    assert _kind(take_turn(FakeAssistant(), asked, Visitor("mr-t", Access.TRAINER), TODAY).html) == "answer"
    assert Role.TRAINER not in roles_for(ANYONE)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("", "2026-11-21"), ("2025-03-01", "2025-03-01"), ("1/3/2025", "2025-03-01"), ("1 March 2025", "2025-03-01")],
)
def test_the_day_asked_about_is_read_as_it_is_written_here(typed: str, day: str) -> None:
    assert day_of(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["yesterday", "2025", "March 2025", "31/02/2025", "<b>"])
def test_a_day_that_is_none_is_refused_with_the_form_to_use(typed: str) -> None:
    with pytest.raises(BadInput, match="Write it as 01/03/2025"):
        day_of(typed, TODAY)


def test_another_day_than_today_is_said_at_the_head_of_the_card() -> None:
    then = take_turn(Noting(), replace(ASKED, day="2025-03-01"), STAFF, TODAY).html
    assert "as they stood on 1 March 2025, not as they stand today" in then
    assert "Another day" not in take_turn(Noting(), ASKED, STAFF, TODAY).html


def test_what_feedback_and_a_comparison_need_goes_with_the_answer() -> None:
    facts = _facts(take_turn(FakeAssistant(), replace(ASKED, past='["before"]'), STAFF, TODAY).html)
    assert facts["policy"] == "gull-rock/phones@2026-02"
    assert facts["clause"] == "1.b1"
    assert facts["history"] == ["before"]
    assert facts["compares"] is False


def test_the_same_answer_twice_is_two_turns() -> None:
    turns = [take_turn(FakeAssistant(), ASKED, STAFF, TODAY).html for _ in range(2)]
    assert turns[0] != turns[1]


def test_a_new_conversation_says_why_and_forgets() -> None:
    turn = new_conversation("Another school is asked.")
    assert _kind(turn.html) == "fresh"
    assert "Another school is asked." in turn.html
    assert turn.past == ""
