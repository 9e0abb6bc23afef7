"""The very words that answer "who", "when", "how long", "how much": found, carried and shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering import to_json
from assistant.answering.cite import cite
from assistant.answering.pointing.point import point
from assistant.commands.printing import print_answer
from assistant.values import Answer, Clause
from assistant.web import cards, create_app, links
from assistant.web.marking import parse, within
from tests.answering_fakes import document
from tests.web_fakes import LEND, SCHOOL, TEXT, FakeAssistant, answer_to, citation

BEFORE = 11


def clause(text: str, stem: str = "") -> Clause:
    return Clause("a.md", "1", "1", text, BEFORE, BEFORE + len(text), stem=stem)


def pointed(question: str, text: str, stem: str = "") -> list[str]:
    return [text[start - BEFORE : end - BEFORE] for start, end in point(question, clause(text, stem))]


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("who signs off the kayak trip?", "Kayak trips are agreed by the Harbour Manager.", "Harbour Manager"),
        ("whos in charge of keys", "The keys are held by Mrs Fulmar.", "Mrs Fulmar"),
        ("and who do i tell", "A lost oar is reported to the line manager.", "line manager"),
        ("when do the boats go out", "Boats go out on Tuesday afternoons.", "on Tuesday afternoons"),
        ("report due when", "The report is due by 4 March 2027.", "by 4 March 2027"),
        ("when do i hear back", "A reply is sent within ten working days.", "within ten working days"),
        ("what time does the shed shut", "The shed is locked at 5.45 pm.", "5.45 pm"),
        ("how long are logs kept", "Logs are kept for three years.", "for three years"),
        ("how soon must it be mended", "Holes are mended within 48 hours.", "within 48 hours"),
        ("how often is the hull checked", "The hull is checked every six months.", "every six months"),
        ("how much is a lost paddle", "A lost paddle costs £14.50.", "£14.50"),
        ("how much do i get off", "Families of crew pay 20 per cent less.", "20 per cent"),
        ("how many in a dinghy", "A dinghy carries up to four pupils.", "up to four pupils"),
        ("how old for the rescue boat", "Nobody under 16 goes in the rescue boat.", "under 16"),
        ("where are life jackets kept", "Life jackets hang in the drying room.", "in the drying room"),
        ("how heavy can the anchor be", "Anchors weigh no more than 12 kg.", "no more than 12 kg"),
        ("what's the email for the crew", "Write to crew@harbour.example.org.", "crew@harbour.example.org"),
    ],
)
def test_the_words_that_answer_are_pointed_at(question: str, text: str, words: str) -> None:
    assert pointed(question, text) == [words]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("can i lend my oar to a pupil", "Oars are lent for two days."),
        ("a teacher who lost her key wants mine, ok?", "The caretaker lends keys."),
        ("who wins the cup", "The cup is given in June."),
        ("how long", "Sails are dried for a day, oars for an hour, ropes for a week and nets for a month."),
        ("when i go out alone is that fine", "Boats go out on Tuesdays."),
        ("", "Boats go out on Tuesdays."),
        ("how long does the head keep it", ""),
    ],
)
def test_nothing_is_pointed_at_when_it_is_unsure(question: str, text: str) -> None:
    assert pointed(question, text) == []


def test_of_several_times_the_one_beside_the_question_s_words_is_meant() -> None:
    text = "Sails are kept for two years, and oars for five years."
    assert pointed("how long are oars kept", text.replace("kept ", "")) == ["for five years"]


def test_two_people_joined_by_or_are_one_answer() -> None:
    text = "A search is made by the headteacher or the caretaker."
    assert pointed("who may make a search", text) == ["headteacher", "caretaker"]


def test_a_person_whom_the_question_names_is_not_its_answer() -> None:
    assert pointed("who does the clerk write to", "The clerk writes to the treasurer.") == ["treasurer"]


def test_in_a_table_row_the_column_that_the_question_names_is_meant() -> None:
    row, titles = "Sailing | Mr Tern | Ms Gannet", "Club | Run by | Helped by"
    assert pointed("who helped with the sailing club", row, titles) == ["Ms Gannet"]


_WORDS = """who when where how long much many often old is the a 3 £5 9.30 am within two days under 16 Mrs Tern office on
Friday every week | ; , . and or headteacher [ ( – é 😀 12 kg"""
WORDS = st.sampled_from(_WORDS.split())
TEXTS = st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=80)


@given(TEXTS, TEXTS, st.integers(0, 10_000), st.sampled_from(["", "A | B | C"]))
def test_marks_lie_inside_the_clause_in_order_and_apart(question: str, text: str, start: int, stem: str) -> None:
    marks = point(question, Clause("a.md", "1", "1", text, start, start + len(text), stem=stem))
    edges = [edge for mark in marks for edge in mark]
    assert edges == sorted(edges)
    assert all(start <= begin < end <= start + len(text) for begin, end in marks)
    assert marks == point(question, Clause("a.md", "1", "1", text, start, start + len(text), stem=stem))


@given(TEXTS, st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=5))
def test_only_marks_inside_the_text_are_kept_in_order_and_apart(text: str, marks: list[tuple[int, int]]) -> None:
    kept = within(text, marks)
    edges = [edge for mark in kept for edge in mark]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(text) for start, end in kept)


def marked() -> Answer:
    words = "phone"
    start = TEXT.index(words, LEND.start)
    cited = replace(citation(LEND), marks=((start, start + len(words)),))
    return replace(answer_to("lend"), citations=(cited,))


def test_a_citation_carries_marks_relative_to_the_document() -> None:
    held = document("a.md", [("Boats are blue.", LEND.modality), ("Logs are kept for three years.", LEND.modality)])
    (cited,) = cite(held.clauses[1:], {"a.md": held}, (held.policy,), date(2026, 11, 21), "how long are logs kept")
    assert [held.text[start:end] for start, end in cited.marks] == ["for three years"]
    assert cite(held.clauses[1:], {"a.md": held}, (held.policy,), date(2026, 11, 21))[0].marks == ()


def test_a_clause_that_comes_twice_is_cited_once() -> None:
    held = document("a.md", [("Boats are blue.", LEND.modality)])
    assert len(cite(held.clauses * 2, {"a.md": held}, (held.policy,), date(2026, 11, 21))) == 1


def test_the_json_of_an_answer_holds_the_marks() -> None:
    ((start, end),) = to_json(marked())["citations"][0]["marks"]
    assert TEXT[start:end] == "phone"


def test_the_staff_page_marks_the_words() -> None:
    soup = BeautifulSoup(cards.answer_card(marked(), SCHOOL), "html.parser")
    assert [mark.get_text() for mark in soup.find_all("mark")] == ["phone"]
    words = soup.select_one(".pa-words")
    assert words is not None
    assert words.get_text() == LEND.text


def test_the_link_takes_the_marks_to_the_policy_page() -> None:
    client = TestClient(create_app(FakeAssistant(), today=lambda: date(2026, 11, 21)), base_url="http://localhost")
    page = BeautifulSoup(client.get(links.to_clause(marked().citations[0])).text, "html.parser")
    assert [each.get_text() for each in page.select(".cited .pointed")] == ["phone"]
    text = page.select_one(".text")
    assert text is not None
    assert text.get_text() == TEXT


@pytest.mark.parametrize("marks", ["", "x", "5", "-1-3", "9-3", "1-2;3-4", "0-99999999", "<b>", "1-2," * 30 + "1-2"])
def test_bad_marks_in_an_address_mark_nothing(marks: str) -> None:
    client = TestClient(create_app(FakeAssistant(), today=lambda: date(2026, 11, 21)), base_url="http://localhost")
    response = client.get("/policies/gull-rock/phones", params={"clause": LEND.clause, "marks": marks})
    assert response.status_code == 200
    assert not BeautifulSoup(response.text, "html.parser").select(".pointed")


def test_marks_in_an_address_are_read_back() -> None:
    assert parse("12-20,31-40") == ((12, 20), (31, 40))


def test_the_terminal_prints_the_quote_unchanged(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(marked())
    assert f"[1] “{LEND.text}”" in capsys.readouterr().out
