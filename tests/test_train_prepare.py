"""Prepare, handout and alone: what a trainer does to a set, and what goes wrong without anything being lost."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from fastapi.testclient import TestClient

from assistant import known
from assistant.commands.questions import questions_of as served_questions
from assistant.scenarios.sources import Pool
from assistant.state import State, read_records, scenario_sets
from assistant.values import Modality, Verdict
from assistant.web import create_app
from tests.scenario_fakes import (
    CASES,
    KNOWN,
    PHONE_RULES,
    PHONES,
    POOL,
    TODAY,
    TRIPS,
    Colleague,
    School,
    document,
    pages_over,
    questions_of,
)

NEW = {"organisation": "gull-rock", "audience": "staff", "number": "6", "title": "Induction", "topics": ["phones", "trips", "rota"]}  # fmt: skip


class Trainer:
    """A trainer at a browser without JavaScript."""

    def __init__(self, school: School, state: State, questions: Any = questions_of) -> None:
        self.client = TestClient(
            pages_over(school, state, questions), base_url="http://localhost", headers={"accept": "text/html"}
        )
        self.school, self.state, self.id = school, state, ""

    def make(self, **change: Any) -> Any:
        """Draw a set; leaves its id behind."""
        made = self.client.post("/train/sets", data={**NEW, **change})
        self.id = made.url.path.rpartition("/")[2]
        return made

    @property
    def set(self) -> Any:
        return scenario_sets.find(self.state, self.id)

    @property
    def questions(self) -> list[str]:
        return [each.question for each in self.set.scenarios]

    def look(self, what: str = "") -> Any:
        return self.client.get(f"/train/sets/{self.id}{what}")

    def act(self, what: str, **fields: Any) -> Any:
        return self.client.post(f"/train/sets/{self.id}/{what}", data={"edition": str(self.set.edition), **fields})

    def named(self, question: str) -> str:
        """The id of the scenario with this question."""
        return str(next(each.id for each in self.set.scenarios if each.question == question))


@pytest.fixture
def school() -> School:
    return School()


@pytest.fixture
def trainer(school: School) -> Trainer:
    return Trainer(school, State.in_memory())


def said(response: Any) -> str:
    """The words of a page, spacing aside."""
    return " ".join(BeautifulSoup(response.text, "html.parser").get_text(" ").split())


def found(response: Any, selector: str) -> list[Tag]:
    return list(BeautifulSoup(response.text, "html.parser").select(selector))


LEND = CASES[0].question


def test_a_set_is_drawn_shown_and_listed(trainer: Trainer) -> None:
    page = trainer.make()
    assert (page.status_code, page.history[0].status_code) == (200, 303)
    assert "6 scenarios drawn." in said(page)
    assert len(found(page, "li.scenario")) == len(trainer.questions) == 6
    home = trainer.client.get("/train")
    assert "6 scenarios for staff, made" in said(home)
    assert found(home, f'a[href="/train/sets/{trainer.id}"]')


def test_the_form_tells_what_there_is_for_the_audience_chosen(trainer: Trainer) -> None:
    staff = said(trainer.client.get("/train/new"))
    assert "Phones 4 questions" in staff and "Staff rota no questions" in staff
    parents = said(trainer.client.get("/train/new?audience=parent"))
    assert "Trips & visits 1 question" in parents and "Staff rota" not in parents


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"number": "4"}, "“4” is not a number from 5 to 30."),
        ({"number": "31"}, "“31” is not a number from 5 to 30."),
        ({"number": "many"}, "“many” is not a number from 5 to 30."),
        ({"number": "٧"}, "is not a number from 5 to 30."),
        ({"title": "  "}, "The title has no words."),
        ({"title": "x" * 121}, "The title has 121 characters."),
        ({"title": "Ring me on 07700 900123"}, "seems to hold a telephone number"),
        ({"topics": []}, "No topic is chosen."),
        ({"topics": ["rota"]}, "There is no question for staff about what is chosen. There are some about: Phones (4)"),
    ],
)
def test_what_is_wrong_with_a_new_set_is_told_and_what_was_typed_is_kept(
    trainer: Trainer, change: dict[str, Any], told: str
) -> None:
    page = trainer.make(**change)
    assert page.status_code == 422
    assert told in said(page)
    typed = {**NEW, **change}
    assert found(page, "#title")[0]["value"] == typed["title"]
    assert found(page, "#number")[0]["value"] == typed["number"]
    assert scenario_sets.sets(trainer.state) == ()


def test_fewer_than_asked_for_are_drawn_where_there_are_no_more(trainer: Trainer) -> None:
    page = trainer.make(topics=["phones"], number="20")
    assert f"{len(trainer.questions)} scenarios drawn. There were no more for that choice, though 20" in said(page)


def test_without_question_sets_a_set_begins_empty_and_says_so(school: School) -> None:
    trainer = Trainer(school, State.in_memory(), lambda organisation: Pool())
    assert trainer.make().status_code == 422
    page = trainer.make(empty="1")
    assert page.status_code == 200
    assert "There is nothing to show yet: the set is empty." in said(page)
    assert not found(page, 'a[href$="/present"]')


@pytest.mark.parametrize("body", [{"organisation": "nobody"}, {"audience": "governors"}])
def test_an_unknown_organisation_or_audience_is_a_page_that_says_so(trainer: Trainer, body: dict[str, str]) -> None:
    page = trainer.client.post("/train/sets", data={**NEW, **body})
    assert page.status_code in (404, 422)
    assert "There is no" in said(page)


def test_scenarios_move_up_and_down_and_focus_stays_with_the_button(trainer: Trainer) -> None:
    trainer.make()
    before = trainer.questions
    page = trainer.act("move", scenario=trainer.named(before[1]), way="up")
    assert trainer.questions == [before[1], before[0], *before[2:]]
    assert "it is number 1 of 6 now" in said(page)
    # At the top there is no "up" any more, so the other button of the same row has the focus.
    assert [each.get_text(" ", strip=True) for each in found(page, "[autofocus]")] == ["Move down number 1 of 6"]
    page = trainer.act("move", scenario=trainer.named(before[1]), way="down")
    assert trainer.questions == before
    assert [each.get_text(" ", strip=True) for each in found(page, "[autofocus]")] == ["Move down number 2 of 6"]


def test_the_first_stays_first_and_the_last_last(trainer: Trainer) -> None:
    trainer.make()
    before = trainer.questions
    trainer.act("move", scenario=trainer.named(before[0]), way="up")
    trainer.act("move", scenario=trainer.named(before[-1]), way="down")
    assert trainer.questions == before


def test_a_dropped_scenario_can_be_put_back_where_it_was(trainer: Trainer) -> None:
    trainer.make()
    before = trainer.questions
    gone = trainer.named(before[2])
    page = trainer.act("drop", scenario=gone)
    assert trainer.questions == before[:2] + before[3:]
    assert found(page, "[autofocus]")[0].get_text(" ", strip=True) == "Put it back into the set"
    trainer.act("restore", scenario=gone)
    assert trainer.questions == before
    assert "not among those dropped" in said(trainer.act("restore", scenario=gone))


def test_more_are_drawn_none_twice_and_at_most_thirty(trainer: Trainer) -> None:
    trainer.make(number="5")
    page = trainer.act("draw", number="3")
    assert "3 scenarios drawn." in said(page)
    assert len(set(trainer.questions)) == 8
    assert "is not a number from 1 to 30" in said(trainer.act("draw", number="0"))
    assert "A set holds at most 30" in said(trainer.act("draw", number="25"))
    trainer.act("draw", number="20")
    assert "There are no other questions" in said(trainer.act("draw", number="5"))


def test_drawing_others_keeps_what_was_written_and_what_was_drawn_can_be_put_back(trainer: Trainer) -> None:
    trainer.make(topics=["phones"], number="5")
    trainer.act("write", question="May I lend my own phone?", verdict="no", clause="phones.md#1.b1")
    drawn, written = trainer.questions[:-1], trainer.questions[-1]
    trainer.act("redraw")
    assert trainer.questions[-1] == written
    assert not set(drawn) & set(trainer.questions[:4])
    assert {each.question for _, each in scenario_sets.dropped(trainer.state, trainer.id)}
    trainer.act("redraw")
    assert len(set(trainer.questions)) == len(trainer.questions)


def test_a_set_is_renamed_and_deleted_after_a_question(trainer: Trainer) -> None:
    trainer.make()
    assert "The set has its new name." in said(trainer.act("name", title="Spring induction"))
    assert trainer.set.title == "Spring induction"
    assert "Delete this set?" in said(trainer.look("/delete"))
    gone = trainer.client.post(f"/train/sets/{trainer.id}/delete")
    assert (gone.url.path, trainer.look().status_code) == ("/train", 404)
    assert "The set was deleted." in said(gone)
    assert "There is no such set of scenarios." in said(trainer.look())


def test_two_tabs_do_not_overwrite_each_other(trainer: Trainer) -> None:
    trainer.make()
    opened = str(trainer.set.edition)
    trainer.act("drop", scenario=trainer.set.scenarios[0].id)
    stored = trainer.set
    page = trainer.act("move", edition=opened, scenario=stored.scenarios[1].id, way="up")
    assert page.status_code == 409
    assert "was changed by this machine on" in said(page) and "Nothing was overwritten." in said(page)
    assert trainer.set == stored
    gone = trainer.act("drop", edition=opened, scenario="000000000000")
    assert gone.status_code == 409 and "no longer in the set" in said(gone)


def test_a_scenario_typed_in_a_stale_tab_is_kept_and_saved_on_the_second_try(trainer: Trainer) -> None:
    trainer.make()
    typed = {"question": "May I lend mine?", "verdict": "no", "clause": "phones.md#1.b1", "note": "Ask twice."}
    stale = str(trainer.set.edition)
    trainer.act("name", title="Renamed elsewhere")
    page = trainer.act("write", edition=stale, **typed)
    assert page.status_code == 409 and "What is typed here is kept." in said(page)
    assert found(page, "#question")[0].get_text(strip=True) == typed["question"]
    again = {each["name"]: each["value"] for each in found(page, "form.panel input[type=hidden]")}
    assert trainer.client.post(f"/train/sets/{trainer.id}/write", data={**again, **typed}).status_code == 200
    assert trainer.questions[-1] == typed["question"]


def test_an_edit_of_a_scenario_that_was_dropped_meanwhile_keeps_what_was_typed(trainer: Trainer) -> None:
    trainer.make()
    scenario, stale = trainer.set.scenarios[0].id, str(trainer.set.edition)
    trainer.act("drop", scenario=scenario)
    page = trainer.act(
        f"scenarios/{scenario}", edition=stale, question="Reworded?", verdict="no", clause="phones.md#1.b1"
    )
    assert page.status_code == 409
    assert found(page, "#question")[0].get_text(strip=True) == "Reworded?"


def test_an_own_scenario_is_written_with_a_clause_found_by_its_words(trainer: Trainer) -> None:
    trainer.make()
    page = trainer.act("write", question="Can I buy ice creams?", looked="ice cream on a trip", action="find")
    assert "clauses found, the nearest first." in said(page)
    offered = [each["value"] for each in found(page, "input[name=clause]") if each["value"]]
    assert offered[0] == "trips.md#1.b2"
    assert found(page, "#question")[0].get_text(strip=True) == "Can I buy ice creams?"
    trainer.act("write", question="Can I buy ice creams?", verdict="yes", clause=offered[0], note="Receipts!")
    made = trainer.set.scenarios[-1]
    assert (made.verdict, made.topic, made.source, made.note) == (Verdict.YES, "trips", "written", "Receipts!")
    assert made.deciding.quote == "may buy pupils an ice cream on a trip."
    assert made.tempting and made.tempting.quote != made.deciding.quote


def test_what_the_assistant_says_is_filled_in_and_saved_by_nobody_but_the_trainer(trainer: Trainer) -> None:
    trainer.make()
    before = trainer.set
    page = trainer.act("write", question="Could I lend my phone for a call?", action="ask")
    assert "The assistant says: No. Staff must not lend one. [1] Check verdict and clause" in said(page)
    checked = [each["value"] for each in found(page, "input[checked]")]
    assert checked == ["no", "phones.md#1.b1"]
    assert trainer.set == before
    information = said(trainer.act("write", question="Who keeps lost phones?", action="ask"))
    assert "That is information, not one of the four verdicts" in information


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"question": " ? "}, "The question has no words."),
        ({"question": "x" * 601}, "The question has 601 characters."),
        ({"question": "May I write to jo@school.example?"}, "seems to hold an e-mail address"),
        ({"verdict": ""}, "No verdict is chosen."),
        ({"verdict": "info"}, "No verdict is chosen."),
        ({"clause": ""}, "No clause is chosen."),
        ({"clause": "phones.md#9.b9"}, "The clause chosen is not in force any more."),
        ({"note": "n" * 601}, "The remark has 601 characters."),
        ({"action": "find", "question": "", "looked": " "}, "There is nothing to look for."),
        ({"action": "ask", "question": ""}, "The question has no words."),
    ],
)
def test_what_is_wrong_with_a_scenario_is_told_and_what_was_typed_is_kept(
    trainer: Trainer, typed: dict[str, str], told: str
) -> None:
    trainer.make()
    before = trainer.set
    whole = {"question": "May I lend mine?", "verdict": "no", "clause": "phones.md#1.b1", "note": "Kept.", **typed}
    page = trainer.act("write", **whole)
    assert page.status_code == 422
    assert told in said(page)
    assert found(page, "#question")[0].get_text(strip=True) == whole["question"].strip()
    assert found(page, "#note")[0].get_text(strip=True) == whole["note"]
    assert trainer.set == before


def test_not_covered_needs_no_clause_and_takes_one_as_what_tempts(trainer: Trainer) -> None:
    trainer.make()
    trainer.act("write", question="May I park at the gate today?", verdict="not_covered", clause="trips.md#1.b3")
    made = trainer.set.scenarios[-1]
    assert made.deciding is None and made.tempting.clause == "1.b3"
    assert made.against == f"{TRIPS.id}#{TRIPS.digest}"


def test_editing_keeps_the_place_and_a_note_alone_changes_nothing_else(trainer: Trainer) -> None:
    trainer.make()
    old = next(each for each in trainer.set.scenarios if each.deciding)
    key = f"{old.deciding.document}#{old.deciding.clause}"
    form = trainer.look(f"/scenarios/{old.id}")
    assert key in [each["value"] for each in found(form, "input[checked]")]
    place = trainer.questions.index(old.question)
    trainer.act(f"scenarios/{old.id}", question=old.question, verdict=old.verdict.value, clause=key, note="Mind this.")
    assert trainer.set.scenarios[place] == replace(old, note="Mind this.")
    trainer.act(f"scenarios/{old.id}", question="Put otherwise?", verdict=old.verdict.value, clause=key)
    now = trainer.set.scenarios[place]
    assert (now.id, now.question, now.source) == (old.id, "Put otherwise?", "written")


def test_the_clause_that_tempts_is_exchanged_left_out_and_put_in_again_and_focus_stays_there(trainer: Trainer) -> None:
    trainer.make(number="10")
    lend, place = trainer.named(LEND), trainer.questions.index(LEND) + 1
    first, seen = trainer.set.scenarios[place - 1], []
    while not seen or seen[-1] != first.tempting:
        page = trainer.act("tempt", scenario=lend, way="other")
        assert f"Scenario {place} has another clause that tempts now." in said(page)
        assert found(page, "details[open] [autofocus]")[0].get_text().startswith("Another instead")
        seen.append(trainer.set.scenarios[place - 1].tempting)
    assert len(seen) == len(set(seen)) > 1 and first.deciding not in seen
    page = trainer.act("tempt", scenario=lend, way="none")
    assert f"Scenario {place} has no clause that tempts now." in said(page)
    assert trainer.set.scenarios[place - 1] == replace(first, tempting=None)
    assert found(page, "[autofocus]")[0].get_text().startswith("Add a clause that tempts")
    key = f"{first.deciding.document}#{first.deciding.clause}"
    trainer.act(f"scenarios/{lend}", question="Reworded?", verdict="no", clause=key)
    assert trainer.set.scenarios[place - 1].tempting is None  # rewording brings nothing back
    trainer.act("tempt", scenario=lend, way="other")
    assert trainer.set.scenarios[place - 1].tempting


def test_where_no_other_clause_tempts_or_the_own_one_changed_that_is_said(trainer: Trainer) -> None:
    trainer.make(topics=["phones"], number="5")
    lend = trainer.named(LEND)
    trainer.school.publish(document(PHONES, PHONE_RULES[1:]))
    assert "This scenario can’t be shown now." in said(trainer.act("tempt", scenario=lend, way="other"))
    trainer.school.publish(document(PHONES, PHONE_RULES[:1]))
    trainer.school.withdraw("trips")
    trainer.school.withdraw("rota")
    page = trainer.act("tempt", scenario=lend, way="other")
    assert page.status_code == 422 and "No other clause comes near this question." in said(page)


def test_not_covered_with_no_clause_chosen_has_none_that_tempts(trainer: Trainer) -> None:
    trainer.make()
    trainer.act("write", question="May I park at the gate today?", verdict="not_covered", clause="")
    made = trainer.set.scenarios[-1]
    assert made.tempting is None and made.against


def test_that_the_assistant_found_nothing_is_not_taken_for_not_covered(trainer: Trainer) -> None:
    trainer.make()
    page = trainer.act("write", question="May I park at the gate today?", action="ask")
    assert "choose “not covered” only if none of them settles it" in said(page)
    assert not found(page, "input[name=verdict][checked]")


def test_what_is_typed_into_a_set_that_was_deleted_meanwhile_is_shown_again(trainer: Trainer) -> None:
    trainer.make()
    scenario = trainer.set.scenarios[0].id
    trainer.client.post(f"/train/sets/{trainer.id}/delete")
    typed = {"question": "May I lend mine?", "verdict": "no", "clause": "phones.md#1.b1", "note": "Ask twice."}
    for where in ("write", f"scenarios/{scenario}"):
        page = trainer.client.post(f"/train/sets/{trainer.id}/{where}", data={**typed, "edition": "1"})
        assert page.status_code == 410 and "There is no such set of scenarios." in said(page)
        assert [each.get_text() for each in found(page, "textarea")] == [typed["question"], typed["note"]]


def test_a_remark_is_told_to_be_for_everybody_and_stands_with_the_answers_alone(trainer: Trainer) -> None:
    trainer.make()
    assert "Everybody sees it with the answer" in said(trainer.look("/write"))
    trainer.act("write", question="May I lend mine?", verdict="no", clause="phones.md#1.b1", note="Ring the office.")
    scenarios, answers = found(trainer.look("/handout"), "section")
    assert "Ring the office." in answers.get_text() and "Ring the office." not in scenarios.get_text()
    one = f"/learn/{trainer.id}/{trainer.set.scenarios[-1].id}"
    assert "Ring the office." not in said(learn(trainer, one))
    assert "Ring the office." in said(learn(trainer, f"{one}?answer=yes"))


def test_self_study_lists_the_titles_that_a_trainer_offers_and_nothing_else(trainer: Trainer) -> None:
    trainer.make()
    assert "No set is listed here yet." in said(learn(trainer, "/learn"))
    assert "stands in the list" in said(trainer.client.post(f"/train/sets/{trainer.id}/offer", data={"listed": "yes"}))
    trainer.client.post(f"/train/sets/{trainer.id}/offer", data={"listed": "yes"})
    page = learn(trainer, "/learn")
    assert [each["href"] for each in found(page, "main a")] == [f"/learn/{trainer.id}"]
    assert "Induction" in said(page) and not any(each in said(page) for each in trainer.questions)
    assert "taken off the list" in said(trainer.client.post(f"/train/sets/{trainer.id}/offer", data={"listed": ""}))
    assert "No set is listed here yet." in said(learn(trainer, "/learn"))
    trainer.client.post(f"/train/sets/{trainer.id}/offer", data={"listed": "yes"})
    trainer.client.post(f"/train/sets/{trainer.id}/delete")
    assert "No set is listed here yet." in said(learn(trainer, "/learn"))
    assert trainer.client.post(f"/train/sets/{trainer.id}/offer", data={"listed": "yes"}).status_code == 404


def test_a_scenario_whose_clause_changed_is_flagged_left_out_and_mended_by_hand(trainer: Trainer) -> None:
    trainer.make(number="10")
    lend = trainer.named(LEND)
    reworded = "must not lend a personal phone to anyone."
    trainer.school.publish(document(PHONES, [(reworded, Modality.PROHIBITS), *PHONE_RULES[1:]]))
    page = trainer.look()
    assert "1 of 10 can’t be shown now" in said(page)
    row = found(page, f"#s-{lend}")[0]
    assert "Not shown." in row.get_text() and reworded in row.get_text()
    assert LEND not in said(trainer.look("/handout"))
    assert "1 scenario is left out" in said(trainer.look("/handout"))
    assert trainer.client.get(f"/learn/{trainer.id}/{lend}").status_code == 404
    form = trainer.look(f"/scenarios/{lend}")
    assert "Not shown at present." in said(form)
    offered = [each["value"] for each in found(form, "input[name=clause]")]
    trainer.act(f"scenarios/{lend}", question=LEND, verdict="no", clause=offered[1])
    assert "can’t be shown" not in said(trainer.look())
    assert reworded in said(trainer.look("/handout"))


def test_a_policy_withdrawn_while_the_page_is_open_leaves_nothing_to_show_and_says_so(trainer: Trainer) -> None:
    trainer.make(topics=["phones"], number="5")
    trainer.school.withdraw("phones")
    page = trainer.look()
    assert page.status_code == 200
    assert "There is nothing to show yet: every scenario is flagged." in said(page)
    assert "No scenario of this set can be shown at present." in said(trainer.look("/handout"))
    assert "None of these scenarios can be shown" in said(trainer.client.get(f"/learn/{trainer.id}"))


def test_the_handout_has_answers_apart_with_clause_label_version_and_day(trainer: Trainer) -> None:
    trainer.make(number="10")
    page = trainer.look("/handout")
    scenarios, answers = found(page, "section")
    assert "must not lend" not in scenarios.get_text()
    assert "Gull Rock School Induction 21 November 2026, for staff" in " ".join(scenarios.get_text(" ").split())
    told = " ".join(answers.get_text(" ").split())
    assert "No. Can I lend a pupil my phone? Staff: must not lend a personal phone to a pupil." in told
    assert "1. Rules, bullet 1, Phones, version February 2026" in told
    assert "Trips & visits, version September 2025, approved September 2025" in told
    assert len(found(page, ".exercise > li")) == len(found(page, ".solved > li")) == 10


def test_hostile_words_stay_words(trainer: Trainer) -> None:
    trainer.make(title="<script>alert(1)</script>")
    hostile = '"><img src=x onerror=alert(1)>'
    trainer.act("write", question=f"May I {hostile}?", verdict="no", clause="phones.md#1.b1", note=hostile)
    for page in (trainer.look(), trainer.look("/handout"), trainer.client.get("/train")):
        assert not found(page, "script") and not found(page, "img")
    odd = trainer.client.get(f"/train/sets/{trainer.id}?drawn=<b>&of=9&moved=x&saved=y&dropped=%3Cb%3E")
    assert not found(odd, "main b")


def learn(trainer: Trainer, address: str) -> Any:
    return trainer.client.get(address)


def test_alone_each_is_attempted_first_then_shown_and_nothing_is_stored(trainer: Trainer) -> None:
    trainer.make(number="5")
    page = learn(trainer, f"/learn/{trainer.id}")
    address = found(page, "a.button")[0]["href"]
    for place, scenario in enumerate(trainer.set.scenarios, 1):
        page = learn(trainer, str(address))
        assert f"{place} of 5" in said(page) and scenario.question in said(page)
        assert not found(page, ".revealed") and not found(page, "blockquote")
        form = found(page, "form")[0]
        hidden = {each["name"]: each["value"] for each in form.select("input[type=hidden]")}
        page = trainer.client.get(str(form["action"]), params={**hidden, "answer": "no"})
        told = said(page)
        assert ("That is what you said." in told) is (scenario.verdict is Verdict.NO)
        if scenario.deciding:
            assert scenario.deciding.quote in told
        address = found(page, ".doing a.button")[0]["href"]
    page = learn(trainer, str(address))
    right = sum(each.verdict is Verdict.NO for each in trainer.set.scenarios)
    assert f"{right} of 5 as the policy says" in said(page)
    assert len(found(page, "li.scenario")) == 5 - right
    assert read_records.records(trainer.state) == ()


def test_alone_the_first_attempt_stands_and_without_one_the_answer_stays_hidden(trainer: Trainer) -> None:
    trainer.make(number="10")
    lend = trainer.named(LEND)
    unanswered = learn(trainer, f"/learn/{trainer.id}/{lend}?tried=1")
    assert "No answer is chosen." in said(unanswered) and not found(unanswered, ".revealed")
    for again in (f"a={lend}y&answer=no", f"a={lend}y.{lend}n", "answer=yes"):
        assert "You said: yes." in said(learn(trainer, f"/learn/{trainer.id}/{lend}?{again}"))
    for nonsense in ("answer=perhaps", "a=%00.zzz", "a=" + "f" * 9000):
        assert not found(learn(trainer, f"/learn/{trainer.id}/{lend}?{nonsense}"), ".revealed")


def test_alone_a_scenario_dropped_on_the_way_is_passed_over_and_the_rest_is_kept(trainer: Trainer) -> None:
    trainer.make(number="5")
    first, second = (each.id for each in trainer.set.scenarios[:2])
    trainer.act("drop", scenario=second)
    page = learn(trainer, f"/learn/{trainer.id}/{second}?a={first}y")
    assert page.status_code == 404
    assert f"a={first}y" in str(found(page, "a.button")[0]["href"])
    assert learn(trainer, "/learn/nothing").status_code == 404


def test_alone_reading_is_recorded_by_name_only_for_who_asks_for_it(trainer: Trainer) -> None:
    trainer.make(topics=["phones"], number="5")
    ends = f"/learn/{trainer.id}/record"
    for wrong, told in (
        ({"name": " ", "versions": [PHONES.id]}, "The record needs a name."),
        ({"name": "Ann"}, "No policy is ticked."),
        ({"name": "Ann", "versions": ["gull-rock/other@1"]}, "No policy is ticked."),
    ):
        page = trainer.client.post(ends, data=wrong)
        assert page.status_code == 422 and told in said(page)
    for name in ("Ann", "Ann", "Bea"):
        page = trainer.client.post(ends, data={"name": name, "versions": [PHONES.id], "a": ""})
        assert "Recorded." in said(page)
    assert [(each.name, each.version) for each in read_records.records(trainer.state)] == [
        ("Ann", PHONES.id),
        ("Bea", PHONES.id),
    ]


def test_links_lead_to_the_clause_in_its_page(trainer: Trainer) -> None:
    trainer.make(number="10")
    links = {str(each["href"]) for each in found(trainer.look(), ".source a")}
    assert f"/policies/gull-rock/phones?version=2026-02&clause=1.b1&role=staff#{'c-1.b1'}" in links
    assert all(re.match(r"/policies/gull-rock/(phones|trips)\?", link) for link in links)


def test_cases_are_only_those_of_the_organisation(school: School) -> None:
    foreign = tuple(replace(each, organisation="tern-cliff") for each in POOL.cases)
    trainer = Trainer(school, State.in_memory(), lambda organisation: Pool(foreign))
    assert "There is no question for staff" in said(trainer.make())


def test_the_whole_app_draws_from_the_questions_it_is_handed(school: School) -> None:
    app = create_app(Colleague(library=school), today=lambda: TODAY, questions_of=questions_of)  # type: ignore[arg-type]
    made = TestClient(app, base_url="http://localhost").post("/train/sets", data=NEW)
    assert "6 scenarios drawn." in said(made)
    assert "made " in said(TestClient(app, base_url="http://localhost").get("/train"))


def test_the_served_questions_are_the_shipped_cases_and_the_bank_of_one_organisation(tmp_path: Path) -> None:
    bank = tmp_path / "questions.yaml"
    bank.write_text(known.render([KNOWN]), encoding="utf-8")

    class Shelf:
        def questions_file(self, organisation: str) -> Path:
            return bank if organisation == "marram-bay" else tmp_path / "none.yaml"

    class Held:
        shelf = Shelf()

    of = served_questions(Held())  # type: ignore[arg-type]
    assert of("marram-bay").known == (KNOWN,)
    assert {case.organisation for case in of("marram-bay").cases} == {"marram-bay"}
    assert of("nobody") == Pool()
