"""Sets are kept in order, and no save overwrites another unseen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import BadInput, UnknownName
from assistant.scenarios.values import Cited, Scenario, ScenarioSet
from assistant.state import State
from assistant.state.scenario_sets import dropped, find, remove, save, sets
from assistant.values import Role, Verdict

CITED = Cited(
    "phones", "gull-rock/phones@2026", "phones.md", "1.b1", "1. Rules, bullet 1", "“Quoted” – words", "Staff:"
)
FIRST, SECOND, THIRD = (
    Scenario(
        id, f"May I {id}?", Verdict.NO, Role.STAFF, "phones", CITED, replace(CITED, clause="1.b2"), "note", "known"
    )
    for id in ("a", "b", "c")
)
SILENT = Scenario("d", "And this?", Verdict.NOT_COVERED, Role.STAFF, against="gull-rock/phones@2026#aa")
SET = ScenarioSet("s1", "gull-rock", "Induction", Role.STAFF, (FIRST, SECOND, SILENT), by="ann")


@pytest.fixture
def state() -> State:
    return State.in_memory()


def test_a_set_comes_back_as_it_was_saved(state: State) -> None:
    saved = save(state, SET)
    assert find(state, "s1") == saved == replace(SET, created=saved.created, edition=1)
    assert saved.created.endswith("+00:00")


def test_a_set_survives_the_process(tmp_path: Path) -> None:
    state = State.open(tmp_path)
    saved = save(state, SET)
    state.close()
    assert find(State.open(tmp_path), "s1") == saved


def test_saving_replaces_the_order_and_keeps_what_was_dropped_with_its_place(state: State) -> None:
    saved = save(state, SET)
    save(state, replace(saved, scenarios=(SILENT, FIRST, THIRD)))
    assert find(state, "s1").scenarios == (SILENT, FIRST, THIRD)
    assert dropped(state, "s1") == ((1, SECOND),)


def test_a_dropped_scenario_that_is_put_back_is_dropped_no_more(state: State) -> None:
    saved = save(state, replace(save(state, SET), scenarios=(FIRST,)))
    save(state, replace(saved, scenarios=(FIRST, SECOND)))
    assert [scenario for _, scenario in dropped(state, "s1")] == [SILENT]


def test_a_save_from_an_old_edition_overwrites_nothing_and_tells_who_saved_when(state: State) -> None:
    opened = save(state, SET)
    theirs = save(state, replace(opened, title="Theirs"), by="bea")
    with pytest.raises(BadInput, match=r"changed by bea on \d{4}-\d\d-\d\d at \d\d:\d\d:\d\d \(UTC\)"):
        save(state, replace(opened, title="Mine"), by="ann")
    assert find(state, "s1") == theirs


def test_a_new_set_does_not_take_the_place_of_one_with_its_id(state: State) -> None:
    save(state, SET)
    with pytest.raises(BadInput):
        save(state, replace(SET, title="Another"))


def test_a_set_deleted_meanwhile_is_not_saved_again(state: State) -> None:
    opened = save(state, SET)
    remove(state, "s1")
    with pytest.raises(UnknownName, match="deleted while it was being changed"):
        save(state, opened)


def test_a_deleted_set_is_gone_with_its_scenarios(state: State) -> None:
    save(state, SET)
    remove(state, "s1")
    assert sets(state) == dropped(state, "s1") == ()
    for ask in (find, remove):
        with pytest.raises(UnknownName):
            ask(state, "s1")


def test_sets_are_listed_by_organisation_newest_first(state: State) -> None:
    save(state, replace(SET, created="2026-01-01T09:00:00+00:00"))
    save(state, replace(SET, id="s2", created="2026-02-01T09:00:00+00:00"))
    save(state, replace(SET, id="s3", organisation="tern-cliff", created="2026-03-01T09:00:00+00:00"))
    assert [each.id for each in sets(state)] == ["s3", "s2", "s1"]
    assert [each.id for each in sets(state, "gull-rock")] == ["s2", "s1"]
