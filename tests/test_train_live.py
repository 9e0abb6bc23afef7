"""The trainers' room over HTTP: present, join, answer, reveal, two trainers, a restart, results as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.state import State, live, live_room
from assistant.state.live_values import LiveSession, Place
from assistant.values import Role, Verdict
from assistant.web.security import headers_for
from assistant.web.train.live import live_router
from assistant.web.train.live.arrivals import SEATS
from assistant.web.train.live.csv_text import csv_of
from assistant.web.train.live.figures import HEADER, Line, rows
from assistant.web.train.live.guesses import EACH
from assistant.web.train.live.handset import may_open
from assistant.web.train.live.in_page import in_page
from assistant.web.train.live.shown import Course
from assistant.web.train.live.words import room, size
from tests.app_parts import part_of_app
from tests.live_fakes import SCENARIOS, TODAY, Clock, ShrinkingLibrary, cited, prepared
from tests.web_fakes import LEAVE, LEND, NEW, ROTA

HERE = "http://127.0.0.1"


class Room:
    """A school's app with one set, and what its people do."""

    def __init__(self, state: State, address: str = "") -> None:
        self.state, self.library, self.clock = state, ShrinkingLibrary(), Clock()
        self.app = part_of_app(live_router(state, self.library, lambda: TODAY, self.clock, address=address))

    def client(self) -> TestClient:
        return TestClient(self.app, base_url=HERE)

    def begin(self, trainer: TestClient, naming: str = "nothing") -> LiveSession:
        shown = trainer.post("/train/sets/s1/live", data={"naming": naming})
        assert shown.url.path.endswith("/screen")
        return live.find(self.state, shown.url.path.split("/")[3])

    def move(self, trainer: TestClient, session: LiveSession, to: str = "next", times: int = 1) -> str:
        page = ""
        for _ in range(times):
            at = live.find(self.state, session.id).at
            fields = {"scenario": at.scenario, "stage": at.stage, "to": to}
            page = trainer.post(f"/train/sessions/{session.id}/move", data=fields).text
        return page

    def joined(self, session: LiveSession, name: str = "", phone: TestClient | None = None) -> TestClient:
        phone = phone or self.client()
        assert phone.get(f"/join/{session.code}").status_code == 200
        assert 'data-step="' in phone.post(f"/live/{session.code}/join", data={"name": name}).text
        return phone

    def answer(self, phone: TestClient, session: LiveSession, choice: str, scenario: int = 0) -> str:
        fields = {"scenario": scenario, "choice": choice}
        return phone.post(f"/live/{session.code}/answer", data=fields).text


@pytest.fixture
def hall() -> Room:
    state = State.in_memory()
    prepared(state)
    return Room(state)


def test_presenting_needs_no_phone_and_each_step_has_an_address(hall: Room) -> None:
    trainer = hall.client()
    steps = [trainer.get("/train/sets/s1/present").text]
    while 'data-move="next"' in steps[-1]:
        address = steps[-1].split('data-move="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
        steps.append(trainer.get(address).text)
    assert [page.count("<mark>") for page in steps] == [0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0]
    assert f"<mark>{LEND.text}</mark>" in steps[3]
    assert "1. Staff rules, bullet 1" in steps[3]
    assert "version February 2026 (in force)" in steps[3]
    assert "It does not decide this." in steps[4]
    assert "The policy says" in steps[2]
    assert LEND.text not in steps[1] + steps[2]


def test_a_clause_that_looks_like_html_is_shown_as_it_is_written(hall: Room) -> None:
    page = hall.client().get("/train/sets/s1/present?scenario=3&stage=clause").text
    assert "with &lt;b&gt;leave&lt;/b&gt; of the office." in page


def test_an_address_that_names_no_step_leads_to_the_start(hall: Room) -> None:
    page = hall.client().get("/train/sets/s1/present?scenario=99&stage=clause").text
    assert 'data-move="back"' not in page


def test_a_set_that_is_not_there_is_a_page_that_says_so(hall: Room) -> None:
    answer = hall.client().get("/train/sets/nothing/present")
    assert answer.status_code == 404
    assert "There is no such set of scenarios." in answer.text


def test_the_lobby_shows_the_code_the_address_and_a_qr_code_of_our_own(hall: Room) -> None:
    trainer = hall.client()
    session = hall.begin(trainer)
    page = trainer.get(f"/train/sessions/{session.id}/screen").text
    assert f"{session.code[:3]} {session.code[3:]}" in page
    assert f"{HERE}/join" in page
    assert "Phones can’t reach this address" in page
    drawn = trainer.get(f"/train/sessions/{session.id}/code.svg")
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert b"<path" in drawn.content


def test_a_trainer_at_localhost_shows_the_address_by_which_phones_reach_the_machine() -> None:
    state = State.in_memory()
    prepared(state)
    hall = Room(state, "http://laptop.school.example:8080")
    trainer = hall.client()
    page = trainer.get(f"/train/sessions/{hall.begin(trainer).id}/screen").text
    assert "http://laptop.school.example:8080/join" in page
    assert "Phones can’t reach this address" not in page


def test_the_room_answers_and_sees_the_clause_after_the_reveal_alone(hall: Room) -> None:
    trainer = hall.client()
    session = hall.begin(trainer)
    phone = hall.joined(session)
    hall.move(trainer, session)
    before = hall.answer(phone, session, "yes")
    assert "Your answer: <strong>Yes</strong>" in before
    assert LEND.text not in before
    assert "Your answer: <strong>No</strong>" in hall.answer(phone, session, "no")
    screen = hall.move(trainer, session)
    assert '<td class="many">1</td>' in screen
    assert "the policy’s answer" not in screen
    assert LEND.text not in phone.get(f"/live/{session.code}").text
    assert "the policy’s answer" in hall.move(trainer, session)
    after = phone.get(f"/live/{session.code}").text
    assert LEND.text in after
    assert "Your answer, “No”, is the policy’s." in after
    assert "/policies/gull-rock/phones?version=2026-02&amp;clause=1.b1" in after


def test_before_the_trainer_shows_them_the_screen_has_no_counts_by_answer(hall: Room) -> None:
    trainer = hall.client()
    session = hall.begin(trainer)
    hall.joined(session)
    page = hall.move(trainer, session)
    assert "<strong>0 of 1</strong> has answered" in page
    assert 'class="votes"' not in page


def test_an_answer_after_the_reveal_is_told_which_one_counts(hall: Room) -> None:
    trainer = hall.client()
    session = hall.begin(trainer)
    phone = hall.joined(session)
    hall.move(trainer, session)
    hall.answer(phone, session, "yes")
    hall.move(trainer, session, times=2)
    told = hall.answer(phone, session, "no")
    assert "came after the room had moved on. The answer given before, “Yes”, counts." in told
    assert live_room.tally(hall.state, session.id) == {0: {Verdict.YES: 1}}
    silent = hall.joined(session)
    assert "No answer is counted there." in hall.answer(silent, session, "no")


def test_an_answer_that_is_none_of_the_four_changes_nothing(hall: Room) -> None:
    trainer = hall.client()
    session = hall.begin(trainer)
    phone = hall.joined(session)
    hall.move(trainer, session)
    assert "none of the answers" in hall.answer(phone, session, "info")
    assert live_room.tally(hall.state, session.id) == {}


def test_a_wrong_code_is_told_and_keeps_what_was_typed(hall: Room) -> None:
    answer = hall.client().post("/join", data={"code": "000 000"})
    assert answer.status_code == 404
    assert "No session has this code." in answer.text
    assert 'value="000 000"' in answer.text


def test_codes_can_t_be_tried_out_and_who_is_in_stays_in(hall: Room) -> None:
    trainer = hall.client()
    session = hall.begin(trainer)
    phone = hall.joined(session)
    stranger = hall.client()
    tried = [stranger.get("/join/000000").status_code for _ in range(EACH + 1)]
    assert set(tried[:-1]) == {404}
    assert tried[-1] == 429
    assert stranger.get(f"/join/{session.code}").status_code == 429
    assert phone.get(f"/live/{session.code}").status_code == 200


def test_a_code_lapses_when_the_session_ended_or_lay_idle(hall: Room) -> None:
    trainer = hall.client()
    session = hall.begin(trainer)
    phone = hall.joined(session)
    hall.clock.turn(hours=13)
    late = hall.client().get(f"/join/{session.code}")
    assert late.status_code == 410
    assert "has ended" in late.text
    assert "The end" in phone.get(f"/live/{session.code}").text
    hall.clock.turn(hours=-13)
    trainer.post(f"/train/sessions/{session.id}/end")
    assert hall.client().post("/join", data={"code": session.code}).status_code == 410


def test_without_cookies_nobody_is_counted_and_the_way_out_is_named(hall: Room) -> None:
    trainer = hall.client()
    session = hall.begin(trainer)
    answer = hall.client().post(f"/live/{session.code}/join", data={"name": ""})
    assert answer.status_code == 422
    assert "Allow cookies" in answer.text
    assert live_room.people(hall.state, session.id) == ()


def test_the_cookies_are_for_the_session_alone_and_out_of_scripts_reach(hall: Room) -> None:
    trainer = hall.client()
    led = trainer.post("/train/sets/s1/live", data={"naming": "nothing"}, follow_redirects=False)
    session = live.sessions(hall.state)[0]
    seat = hall.client().get(f"/live/{session.code}")
    for cookie, path in (
        (led.headers["set-cookie"], f"Path=/train/sessions/{session.id}"),
        (seat.headers["set-cookie"], f"Path=/live/{session.code}"),
    ):
        assert {"HttpOnly", "SameSite=lax", path} <= {part.strip() for part in cookie.split(";")}


@pytest.mark.parametrize(("name", "told"), [("", "A name is needed"), ("a" * 61, "61 characters")])
def test_a_name_that_can_t_be_used_is_told_and_kept_in_the_form(hall: Room, name: str, told: str) -> None:
    session = hall.begin(hall.client(), "name")
    phone = hall.client()
    phone.get(f"/live/{session.code}")
    answer = phone.post(f"/live/{session.code}/join", data={"name": name})
    assert answer.status_code == 422
    assert told in answer.text
    assert f'value="{name}"' in answer.text


def test_asking_for_names_says_how_long_they_are_kept(hall: Room) -> None:
    session = hall.begin(hall.client(), "name")
    assert "deleted 30 days after the session" in hall.client().get(f"/live/{session.code}").text


def test_a_second_trainer_chooses_and_the_first_is_told(hall: Room) -> None:
    first, second = hall.client(), hall.client()
    session = hall.begin(first)
    screen = f"/train/sessions/{session.id}/screen"
    assert "led from another screen" in second.get(screen).text
    assert "Following along" in second.get(f"{screen}?follow=true").text
    hall.move(second, session)
    assert live.find(hall.state, session.id).at.scenario == -1
    before = live_room.pulse(hall.state, session.id).step
    assert 'data-move="next"' in second.post(f"/train/sessions/{session.id}/take").text
    assert live_room.pulse(hall.state, session.id).step > before
    assert "Another screen leads this session now" in first.get(screen).text
    hall.move(first, session)
    assert live.find(hall.state, session.id).at.scenario == -1
    hall.move(second, session)
    assert live.find(hall.state, session.id).at.scenario == 0


def test_a_restarted_server_finds_everybody_where_they_were(tmp_path: Path) -> None:
    state = State.open(tmp_path)
    prepared(state)
    before = Room(state)
    trainer = before.client()
    session = before.begin(trainer)
    phone = before.joined(session)
    before.move(trainer, session)
    before.answer(phone, session, "yes")
    state.close()
    after = Room(State.open(tmp_path))
    trainer_again, phone_again = after.client(), after.client()
    trainer_again.cookies, phone_again.cookies = trainer.cookies, phone.cookies
    assert "Your answer: <strong>Yes</strong>" in phone_again.get(f"/live/{session.code}").text
    assert "<strong>1 of 1</strong>" in trainer_again.get(f"/train/sessions/{session.id}/screen").text
    assert '<td class="many">1</td>' in after.move(trainer_again, session)


def test_a_policy_withdrawn_in_the_middle_is_left_out_with_a_note_and_nothing_is_lost(hall: Room) -> None:
    trainer = hall.client()
    session = hall.begin(trainer)
    phone = hall.joined(session)
    hall.move(trainer, session)
    hall.answer(phone, session, "yes")
    hall.library.withdrawn = True
    screen = trainer.get(f"/train/sessions/{session.id}/screen").text
    assert "This scenario is left out." in screen
    assert "withdrawn" in screen
    assert "This scenario is left out." in phone.get(f"/live/{session.code}").text
    onward = hall.move(trainer, session)
    assert SCENARIOS[1].question in onward
    assert "Scenario 1 is left out." in onward
    assert "Scenario 3 is left out." in hall.move(trainer, session, times=3)
    results = trainer.get(f"/train/sessions/{session.id}").text
    assert results.count("Left out:") == 2
    assert live_room.tally(hall.state, session.id) == {0: {Verdict.YES: 1}}
    assert "0 of 1 answered as the policies say" in phone.get(f"/live/{session.code}").text


def test_presenting_leaves_a_flagged_scenario_out_and_says_so(hall: Room) -> None:
    hall.library.withdrawn = True
    trainer = hall.client()
    start = trainer.get("/train/sets/s1/present").text
    assert "scenario=2&amp;stage=question" in start
    page = trainer.get("/train/sets/s1/present?scenario=2&stage=question").text
    assert "Scenario 1 is left out." in page
    barred = trainer.get("/train/sets/s1/present?scenario=1&stage=clause").text
    assert LEND.text not in barred


def test_the_results_count_by_answer_and_name_what_split_or_misled_the_room(hall: Room) -> None:
    trainer = hall.client()
    session = hall.begin(trainer, "name")
    phones = [hall.joined(session, name) for name in ("Ann", "Bo", "=1+1", "Cy")]
    hall.move(trainer, session)
    for phone, choice in zip(phones, ("yes", "yes", "no", "conditional"), strict=True):
        hall.answer(phone, session, choice)
    hall.move(trainer, session, times=20)
    page = trainer.get(f"/train/sessions/{session.id}").text
    assert "misled: 2 of 4 said “Yes”" in page
    assert "1 of 4 (25 %)" in page
    assert "Ann" in page
    rows = list(csv.reader(io.StringIO(_csv(trainer, session, "results"))))
    assert rows[1][:10] == ["1", SCENARIOS[0].question, "No", "2", "1", "1", "0", "4", "1", "25"]
    assert rows[1][15] == f"{LEND.stem} {LEND.text}"
    assert rows[3][15] == LEAVE.text
    attended = list(csv.reader(io.StringIO(_csv(trainer, session, "attendance"))))
    assert [row[0] for row in attended] == ["name", "Ann", "Bo", "'=1+1", "Cy"]


def _csv(trainer: TestClient, session: LiveSession, what: str) -> str:
    answer = trainer.get(f"/train/sessions/{session.id}/{what}.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    return answer.content.decode("utf-8-sig")


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\ta", "\ra", "\n=1", "＝1"])
def test_no_cell_of_a_csv_file_runs_in_a_spreadsheet(cell: str) -> None:
    written = csv_of(["a"], [[cell], ["plain"]])
    assert written.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""))) == [["a"], [f"'{cell}"], ["plain"]]


def test_numbers_stay_numbers_in_a_csv_file() -> None:
    assert csv_of(["a", "b"], [[-1, 'say "no"']]) == b'\xef\xbb\xbfa,b\r\n-1,"say ""no"""\r\n'


def test_who_gave_a_name_can_confirm_a_policy_and_the_record_can_be_deleted(hall: Room) -> None:
    trainer = hall.client()
    session = hall.begin(trainer, "name")
    phone = hall.joined(session, "Ann")
    hall.move(trainer, session, times=20)
    page = phone.post(f"/live/{session.code}/read", data={"policy": [NEW.id, "gull-rock/never@1"]}).text
    assert "recorded on 21 November 2026" in page
    phone.post(f"/live/{session.code}/read", data={"policy": [NEW.id]})
    listed = trainer.get("/train/records.csv").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[:4] for line in listed[1:]] == [["Ann", NEW.title, "2026-02", NEW.id]]
    assert "Ann" in trainer.get(f"/train/sessions/{session.id}/sheet").text
    trainer.post(f"/train/sessions/{session.id}/delete")
    assert "Ann" in trainer.get("/train/records").text
    assert trainer.post(f"/train/records/{10**30}/delete").status_code == 422
    assert "1 record was deleted" in trainer.post("/train/records/delete", data={"name": "Ann"}).text


def test_who_gave_no_name_is_offered_no_record(hall: Room) -> None:
    trainer = hall.client()
    session = hall.begin(trainer)
    phone = hall.joined(session)
    hall.move(trainer, session, times=20)
    assert "Read and understood" not in phone.post(f"/live/{session.code}/read", data={"policy": [NEW.id]}).text
    assert "There are no records" in trainer.get("/train/records").text


def test_deleted_results_are_gone_and_phones_are_told(hall: Room) -> None:
    trainer = hall.client()
    session = hall.begin(trainer)
    phone = hall.joined(session)
    trainer.post(f"/train/sessions/{session.id}/delete")
    assert trainer.get(f"/train/sessions/{session.id}").status_code == 404
    assert phone.get(f"/live/{session.code}").status_code == 404
    assert phone.get(f"/live/{session.code}/step").status_code == 404


@pytest.mark.parametrize("path", ["/train/sets/s1/present", "/join", "/live/000000"])
def test_our_own_scripts_run_there_and_no_other(path: str) -> None:
    policy = headers_for(path)["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


def test_what_split_the_room_is_told_apart_from_what_misled_it() -> None:
    split = room({Verdict.YES: 2, Verdict.NO: 2, Verdict.CONDITIONAL: 1}, Verdict.NO)
    assert (split.split, split.misled) == (True, None)
    misled = room({Verdict.YES: 3, Verdict.NO: 1}, Verdict.NO).misled
    assert misled is not None
    assert misled.choice is Verdict.YES
    agreed = room({Verdict.NO: 9, Verdict.YES: 1}, Verdict.NO)
    assert (agreed.split, agreed.misled, agreed.right) == (False, None, 9)
    assert not room({}, Verdict.NO).split


def test_a_tempting_clause_that_is_gone_leaves_the_rest_of_its_scenario(hall: Room) -> None:
    gone = replace(SCENARIOS[0], tempting=replace(SCENARIOS[0].tempting, quote="words that stand nowhere"))
    course = Course([gone], hall.library, TODAY, votes=False)
    assert not course.left_out(0)
    shown = course.shown(course.places[-2])
    assert shown.tempting is None
    assert shown.clause is not None


def test_a_clause_stands_in_its_page_with_whole_lines_around_it_and_no_empty_ones() -> None:
    page = in_page(cited(LEND), ShrinkingLibrary(), TODAY)
    before, after = ("".join(piece.text for piece in pieces) for pieces in (page.before, page.after))
    assert before == "Phones & cameras\n1. Staff rules\nStaff must not:\n- "
    assert after.startswith("\n- charge phones in class.\n2. Paragraph number 2")
    assert (page.cut_before, page.cut_after) == (False, True)
    assert page.clause.text == LEND.text


def test_the_words_that_open_a_list_are_shown_where_the_page_is_cut_after_them() -> None:
    page = in_page(cited(LEND), ShrinkingLibrary(), TODAY)
    assert page.stem == ""
    cut = replace(page, before=())
    assert cut.stem == "Staff must not:" and cut.text.startswith("Staff must not:lend a phone")


def test_a_clause_is_set_as_small_as_all_that_is_shown_around_it_asks_for() -> None:
    course = Course(SCENARIOS, ShrinkingLibrary(), TODAY, votes=False)
    shown = course.shown(Place(0, "clause"))
    assert shown.scenario and shown.clause
    assert shown.size == size(shown.scenario.question, shown.clause.text)
    assert shown.size != size(shown.scenario.question, LEND.stem + LEND.text)


def test_the_exact_words_in_the_results_open_with_those_of_their_list_and_fill_one_line() -> None:
    broken = replace(SCENARIOS[0], deciding=replace(cited(LEND), quote="lend a\nphone"))
    line = Line(1, broken, room({}, Verdict.NO), asked=True, skipped="", policy="Phones")
    [row] = rows((line,))
    assert row[HEADER.index("exact words")] == "Staff must not: lend a phone"


def test_a_phone_links_to_a_policy_only_where_its_owner_may_open_it() -> None:
    rota = replace(cited(LEND), document=ROTA.document, version=ROTA.id)
    for role, opens in ((Role.STAFF, True), (Role.PARENT, False)):
        assert may_open(in_page(rota, ShrinkingLibrary(), TODAY, role), role) is opens
    open_to_all = in_page(cited(LEND), ShrinkingLibrary(), TODAY, Role.PARENT)
    assert may_open(open_to_all, Role.PARENT)
    assert "role=parent" in open_to_all.link


def test_joining_again_in_the_same_browser_leads_back_to_its_seat(hall: Room) -> None:
    session = hall.begin(hall.client())
    phone = hall.joined(session)
    for _ in range(3):
        hall.joined(session, phone=phone)
    assert live_room.pulse(hall.state, session.id).people == 1


def test_one_address_has_room_for_a_full_hall_and_a_script_there_can_t_take_the_whole_session(hall: Room) -> None:
    session = hall.begin(hall.client())
    hall_full = [hall.joined(session) for _ in range(60)]
    hall.clock.turn(seconds=1)
    script = hall.client()
    codes = []
    for number in range(SEATS):
        script.cookies.set("policy-seat", f"made-up-{number}", path=f"/live/{session.code}")
        codes.append(script.post(f"/live/{session.code}/join", data={"name": ""}).status_code)
    assert (codes.count(200), codes.count(422)) == (SEATS - 60, 60)
    hall.clock.turn(seconds=6)
    late = hall.joined(session)
    hall.joined(session, phone=hall_full[0])
    assert 'data-step="' in late.get(f"/live/{session.code}").text
    assert live_room.pulse(hall.state, session.id).people == SEATS < live_room.MOST
    outside = TestClient(hall.app, base_url=HERE, client=("192.0.2.7", 1))
    hall.joined(session, phone=outside)
    assert live_room.pulse(hall.state, session.id).people == SEATS + 1


def test_a_phone_can_fill_neither_memory_nor_disk(hall: Room) -> None:
    """A file is kept on the disk while it is read: a form that anybody may send holds a name or a code."""
    trainer, phone = hall.client(), hall.client()
    session = hall.begin(trainer)
    file = {"code": ("a.txt", b"x" * 100_000)}
    for path in ("/join", f"/live/{session.code}/join", f"/live/{session.code}/answer"):
        assert phone.post(path, files=file).status_code == 413
