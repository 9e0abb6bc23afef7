"""Live sessions in the state database: codes, steps, who leads, answers counted once, deletion after its time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.errors import BadInput, UnknownName
from assistant.state import State, join_codes, live, live_room, read_records
from assistant.state.live_values import END, IDLE, START, LiveSession, Move, Naming, Place
from assistant.state.read_records import Record
from assistant.values import Verdict
from tests.live_fakes import SET, Clock

QUESTION, VERDICT = Place(0, "question"), Place(0, "verdict")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State.open(tmp_path)


def _begun(state: State, clock: Clock, naming: Naming = Naming.NOTHING) -> LiveSession:
    session = live.start(state, SET, naming, "Ms Tern", clock())
    live.take(state, session.id, "lead", "Ms Tern", clock())
    assert live.move(state, session.id, "lead", Move(Place(-1, START), QUESTION, 0), clock())
    return live.find(state, session.id)


def _in(state: State, session: LiveSession, clock: Clock, token: str = "a", name: str = "") -> live_room.Participant:
    return live_room.join(state, session.id, token, name, clock())


def test_a_code_has_thirty_bits_of_an_alphabet_without_look_alikes() -> None:
    assert len(set(join_codes.ALPHABET)) == 32
    assert not set("ILOU") & set(join_codes.ALPHABET)
    assert join_codes.LENGTH == 6
    assert len({join_codes.new_code() for _ in range(200)}) == 200


@pytest.mark.parametrize("typed", ["7k3-qx0", "7K3 QXO", " 7k3qxo "])
def test_a_code_is_understood_however_it_is_typed(typed: str) -> None:
    assert join_codes.as_typed(typed) == "7K3QX0"


@pytest.mark.parametrize("typed", ["", "7K3", "7K3QX0Z", "7K3QXU", "7K3QX!"])
def test_what_can_be_no_code_is_refused_with_how_one_looks(typed: str) -> None:
    with pytest.raises(UnknownName, match="six letters and digits"):
        join_codes.as_typed(typed)


def test_a_session_keeps_its_scenarios_when_the_set_is_edited_or_deleted(state: State, clock: Clock) -> None:
    session = live.start(state, SET, Naming.NAME, "Ms Tern", clock())
    assert live.by_code(state, session.code).scenarios == SET.scenarios


def test_a_set_without_scenarios_starts_no_session(state: State, clock: Clock) -> None:
    with pytest.raises(BadInput, match="no scenario"):
        live.start(state, replace(SET, scenarios=()), Naming.NOTHING, "", clock())


def test_the_last_answer_before_the_reveal_counts_and_the_first_after_it(state: State, clock: Clock) -> None:
    session = _begun(state, clock)
    someone = _in(state, session, clock)
    assert live_room.answer(state, session.id, someone.id, 0, Verdict.YES, clock())
    assert live_room.answer(state, session.id, someone.id, 0, Verdict.NO, clock())
    live.move(state, session.id, "lead", Move(QUESTION, VERDICT, 1), clock())
    assert not live_room.answer(state, session.id, someone.id, 0, Verdict.YES, clock())
    assert live_room.tally(state, session.id) == {0: {Verdict.NO: 1}}


def test_going_back_after_the_reveal_does_not_open_the_answers_again(state: State, clock: Clock) -> None:
    session = _begun(state, clock)
    someone = _in(state, session, clock)
    live.move(state, session.id, "lead", Move(QUESTION, VERDICT, 1), clock())
    live.move(state, session.id, "lead", Move(VERDICT, QUESTION, 0), clock())
    assert live.find(state, session.id).closed == 1
    assert not live_room.answer(state, session.id, someone.id, 0, Verdict.NO, clock())


@pytest.mark.parametrize("scenario", [-1, 1, 3])
def test_an_answer_to_another_scenario_than_the_one_shown_is_not_counted(
    state: State, clock: Clock, scenario: int
) -> None:
    session = _begun(state, clock)
    someone = _in(state, session, clock)
    assert not live_room.answer(state, session.id, someone.id, scenario, Verdict.NO, clock())


def test_no_scenario_takes_answers_at_the_end(state: State, clock: Clock) -> None:
    session = _begun(state, clock)
    someone = _in(state, session, clock)
    live.move(state, session.id, "lead", Move(QUESTION, Place(3, END), 3), clock())
    assert not live_room.answer(state, session.id, someone.id, 3, Verdict.NO, clock())


def test_only_the_screen_that_leads_moves_the_session(state: State, clock: Clock) -> None:
    session = _begun(state, clock)
    live.take(state, session.id, "other", "Mr Auk", clock())
    wanted = Move(QUESTION, VERDICT, 1)
    assert not live.move(state, session.id, "lead", wanted, clock())
    assert live.move(state, session.id, "other", wanted, clock())
    assert live.find(state, session.id).leader == "Mr Auk"


def test_one_key_press_moves_one_step_however_often_it_arrives(state: State, clock: Clock) -> None:
    session = _begun(state, clock)
    wanted = Move(QUESTION, VERDICT, 1)
    assert [live.move(state, session.id, "lead", wanted, clock()) for _ in range(2)] == [True, False]


def test_joining_twice_with_the_same_cookie_makes_one_participant(state: State, clock: Clock) -> None:
    session = _begun(state, clock)
    assert _in(state, session, clock).id == _in(state, session, clock).id
    assert live_room.pulse(state, session.id).people == 1


def test_a_full_session_says_so_and_lets_those_who_are_in_come_back(state: State, clock: Clock) -> None:
    session = _begun(state, clock)
    for number in range(live_room.MOST):
        _in(state, session, clock, f"t{number}")
    with pytest.raises(BadInput, match="full"):
        _in(state, session, clock, "one more")
    assert _in(state, session, clock, "t0").id
    assert len(live_room.people(state, session.id)) == live_room.MOST


def test_in_a_full_session_the_seat_taken_last_that_nobody_uses_gives_way(state: State, clock: Clock) -> None:
    """One browser's many seats make room; whoever answered, follows or came before them keeps theirs."""
    session = _begun(state, clock)
    people = [_in(state, session, clock, f"p{number}") for number in range(3)]
    assert live_room.answer(state, session.id, people[0].id, 0, Verdict.NO, clock())
    clock.turn(seconds=1)
    for number in range(live_room.MOST - 3):
        _in(state, session, clock, f"script{number}")
    with pytest.raises(BadInput, match="full"):
        _in(state, session, clock, "at once")
    clock.turn(seconds=5)
    present = frozenset({people[1].id})
    for number in range(live_room.MOST):
        live_room.join(state, session.id, f"again{number}", "", clock(), present)
        clock.turn(seconds=6)
    left = {each.id for each in live_room.people(state, session.id)}
    assert {each.id for each in people} <= left
    assert len(left) == live_room.MOST


def test_where_all_seats_are_in_use_nobody_gives_way(state: State, clock: Clock) -> None:
    session = _begun(state, clock)
    present = {_in(state, session, clock, f"p{number}").id for number in range(live_room.MOST)}
    clock.turn(seconds=6)
    with pytest.raises(BadInput, match="200 people"):
        live_room.join(state, session.id, "one more", "", clock(), present)


def test_from_a_crowded_network_a_newcomer_needs_a_seat_that_somebody_left(state: State, clock: Clock) -> None:
    session = _begun(state, clock)
    someone = _in(state, session, clock, "p")
    with pytest.raises(BadInput, match="from this network"):
        live_room.join(state, session.id, "q", "", clock(), crowded=True)
    clock.turn(seconds=6)
    assert live_room.join(state, session.id, "q", "", clock(), crowded=True).id
    assert live_room.participant(state, session.id, "p") is None
    assert someone.id not in {each.id for each in live_room.people(state, session.id)}


def test_a_name_that_can_t_be_used_takes_nobodys_seat(state: State, clock: Clock) -> None:
    session = _begun(state, clock, Naming.NAME)
    _in(state, session, clock, "p", "Ann")
    clock.turn(seconds=6)
    with pytest.raises(BadInput, match="needed"):
        live_room.join(state, session.id, "q", " ", clock(), crowded=True)
    assert live_room.participant(state, session.id, "p")


def test_names_are_asked_for_kept_or_left_as_the_trainer_chose() -> None:
    assert live_room.checked_name("Ann", Naming.NOTHING) == ""
    assert live_room.checked_name("  ", Naming.NICKNAME) == ""
    assert live_room.checked_name(" Ann\n\tPuffin\x00 ", Naming.NAME) == "Ann Puffin"
    with pytest.raises(BadInput, match="needed"):
        live_room.checked_name(" ", Naming.NAME)
    with pytest.raises(BadInput, match="61 characters"):
        live_room.checked_name("a" * 61, Naming.NICKNAME)


def test_the_database_holds_no_token_that_a_cookie_could_be_made_of(state: State, clock: Clock, tmp_path: Path) -> None:
    session = _begun(state, clock)
    _in(state, session, clock, "a-participants-token")
    state.close()
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert live.hashed("a-participants-token").encode() in stored
    assert b"a-participants-token" not in stored


def test_forty_who_answer_at_once_are_all_counted_once(state: State, clock: Clock) -> None:
    session = _begun(state, clock)

    def someone(number: int) -> bool:
        joined = _in(state, session, clock, f"t{number}")
        first = live_room.answer(state, session.id, joined.id, 0, Verdict.YES, clock())
        return first and live_room.answer(state, session.id, joined.id, 0, Verdict.NO, clock())

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(someone, range(40)))
    assert live_room.tally(state, session.id) == {0: {Verdict.NO: 40}}
    assert live_room.pulse(state, session.id).answered == 40


def test_answers_race_the_reveal_and_those_told_they_count_do(state: State, clock: Clock) -> None:
    session = _begun(state, clock)
    people = [_in(state, session, clock, f"t{number}") for number in range(24)]

    def act(number: int) -> bool:
        if number == 12:
            return live.move(state, session.id, "lead", Move(QUESTION, VERDICT, 1), clock()) and False
        return live_room.answer(state, session.id, people[number].id, 0, Verdict.NO, clock())

    with ThreadPoolExecutor(12) as pool:
        counted = sum(pool.map(act, range(24)))
    assert live_room.tally(state, session.id).get(0, {}).get(Verdict.NO, 0) == counted


def test_everything_is_still_there_for_another_process(state: State, clock: Clock, tmp_path: Path) -> None:
    session = _begun(state, clock)
    someone = _in(state, session, clock, name="")
    live_room.answer(state, session.id, someone.id, 0, Verdict.NO, clock())
    state.close()
    again = State.open(tmp_path)
    assert live.by_code(again, session.code).at == QUESTION
    back = live_room.participant(again, session.id, "a")
    assert back is not None
    assert back.answers == {0: Verdict.NO}


def test_a_session_is_over_when_ended_or_untouched_for_twelve_hours(state: State, clock: Clock) -> None:
    session = _begun(state, clock)
    assert not session.over(clock() + IDLE)
    assert session.over(clock() + IDLE + timedelta(minutes=1))
    live.end(state, session.id, clock())
    assert live.find(state, session.id).over(clock())
    with pytest.raises(BadInput, match="ended"):
        _in(state, session, clock, "late")


def test_results_go_after_their_time_and_read_records_stay(state: State, clock: Clock) -> None:
    old = _begun(state, clock, Naming.NAME)
    someone = _in(state, old, clock, name="Ann")
    live_room.answer(state, old.id, someone.id, 0, Verdict.NO, clock())
    read_records.add(state, _record(old, someone.id), clock())
    clock.turn(days=31)
    young = _begun(state, clock)
    assert live.expire(state, "another-school", clock()) == 0
    assert live.expire(state, SET.organisation, clock() - timedelta(days=30)) == 1
    assert [each.id for each in live.sessions(state)] == [young.id]
    assert live_room.tally(state, old.id) == {}
    assert live_room.people(state, old.id) == ()
    assert len(read_records.records(state)) == 1


def _record(session: LiveSession, participant: int, name: str = "Ann", policy: str = "phones") -> Record:
    return Record(
        SET.organisation, name, policy, f"gull-rock/{policy}@2026-02", policy.title(), session.id, participant
    )


def test_confirming_twice_makes_one_record(state: State, clock: Clock) -> None:
    session = _begun(state, clock, Naming.NAME)
    assert [read_records.add(state, _record(session, 1), clock()) for _ in range(2)] == [True, False]
    assert len(read_records.records(state)) == 1


def test_a_record_needs_a_name(state: State, clock: Clock) -> None:
    with pytest.raises(BadInput, match="name"):
        read_records.add(state, _record(_begun(state, clock), 1, name=""), clock())


def test_records_are_deleted_one_by_one_and_by_person_or_policy(state: State, clock: Clock) -> None:
    session = _begun(state, clock, Naming.NAME)
    for number, (name, policy) in enumerate(
        [("Ann", "phones"), ("Ann", "cameras"), ("Bo", "phones"), ("Cy", "phones")]
    ):
        read_records.add(state, _record(session, number, name, policy), clock())
    read_records.remove(state, read_records.records(state, name="Cy")[0].id)
    assert read_records.remove_all(state, name="Ann") == 2
    assert read_records.remove_all(state, policy="phones") == 1
    assert read_records.records(state) == ()
    with pytest.raises(UnknownName):
        read_records.remove(state, 1)
    with pytest.raises(BadInput, match="Neither"):
        read_records.remove_all(state, organisation=SET.organisation)
