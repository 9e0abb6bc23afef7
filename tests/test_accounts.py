"""Accounts and their sessions: lockout, the same answer for names that nobody has, and what ends a session."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from assistant.errors import BadInput, UnknownName
from assistant.state import State
from assistant.state.admission import Admission, LockedOut, NotAdmitted
from assistant.state.failures import FAMILIAR_S, MOST, NAME_MOST, NETWORK_MOST, WINDOW_S
from assistant.state.passwords import Passwords
from assistant.state.sign_ins import IDLE_S, LONGEST_S
from assistant.values import Access
from tests.sign_in_fakes import GOOD, Clock, CountedPasswords, admission

WRONG = "another walrus altogether"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def entry(clock: Clock) -> Admission:
    made = admission(clock=clock)
    made.accounts.add("j.tern", GOOD, Access.TRAINER)
    return made


def fail(entry: Admission, name: str, times: int, network: str = "") -> list[str]:
    told = []
    for _ in range(times):
        with pytest.raises((NotAdmitted, LockedOut)) as refused:
            entry.enter(name, WRONG, network)
        told.append(str(refused.value))
    return told


def test_there_is_no_account_to_begin_with() -> None:
    assert admission().accounts.all() == ()
    assert not admission().accounts.has_admin()


def test_the_name_is_the_same_in_capitals_and_with_spaces_around(entry: Admission) -> None:
    token = entry.enter(" J.Tern ", GOOD)
    account = entry.sessions.account(token)
    assert account is not None
    assert (account.name, account.access) == ("j.tern", Access.TRAINER)


def test_neither_password_nor_token_stands_in_the_database(tmp_path: Path) -> None:
    state = State.open(tmp_path)
    entry = admission(state)
    entry.accounts.add("j.tern", GOOD, Access.STAFF)
    token = entry.enter("j.tern", GOOD)
    fail(entry, "typed-the-password-here", 1)
    state.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"j.tern" in kept
    for secret in (GOOD, token, "typed-the-password-here"):
        assert secret.encode() not in kept


@pytest.mark.parametrize("name", ["", "j tern", "12", "a" * 65, "j/tern", "j.tern\n", "<b>"])
def test_a_name_that_cannot_be_typed_everywhere_is_refused(entry: Admission, name: str) -> None:
    with pytest.raises(BadInput, match="name of an account"):
        entry.accounts.add(name, GOOD, Access.STAFF)


def test_a_name_is_given_once(entry: Admission) -> None:
    with pytest.raises(BadInput, match="already"):
        entry.accounts.add("J.TERN", GOOD, Access.ADMIN)
    assert [each.access for each in entry.accounts.all()] == [Access.TRAINER]


@pytest.mark.parametrize("name", ["j.tern", "nobody"])
def test_ten_failures_lock_a_name_whether_anybody_has_it_or_not(entry: Admission, clock: Clock, name: str) -> None:
    told = fail(entry, name, MOST + 2)
    assert len(set(told[:MOST])) == 1
    assert all("Try again in 15 minutes" in each for each in told[MOST:])
    clock.pass_by(WINDOW_S - 1)
    with pytest.raises(LockedOut):
        entry.enter(name, GOOD)


def test_known_and_unknown_names_get_the_same_answers_for_the_same_work(entry: Admission) -> None:
    """By calls, not by the clock: a hash is checked for each, until both are locked."""
    passwords = entry.accounts._passwords
    assert isinstance(passwords, CountedPasswords)
    told, checked = {}, {}
    for name in ("j.tern", "nobody"):
        before = passwords.checked
        told[name] = fail(entry, name, MOST + 3)
        checked[name] = passwords.checked - before
    assert told["j.tern"] == told["nobody"]
    assert checked == {"j.tern": MOST, "nobody": MOST}


def test_a_disabled_account_looks_like_a_wrong_password(entry: Admission) -> None:
    wrong = fail(entry, "j.tern", 1)
    entry.disable("j.tern")
    with pytest.raises(NotAdmitted) as refused:
        entry.enter("j.tern", GOOD)
    assert [str(refused.value)] == wrong


def test_a_lock_ends_with_its_time_or_when_it_is_unlocked(entry: Admission, clock: Clock) -> None:
    fail(entry, "j.tern", MOST + 1)
    assert entry.failures.locked("j.tern")
    clock.pass_by(WINDOW_S)
    assert entry.enter("j.tern", GOOD)
    fail(entry, "j.tern", MOST + 1)
    entry.unlock("j.tern")
    assert entry.enter("j.tern", GOOD)


def test_a_lock_does_not_outlast_a_clock_that_is_put_right(entry: Admission, clock: Clock) -> None:
    clock.pass_by(24 * 3600)
    fail(entry, "j.tern", MOST + 1)
    clock.pass_by(-24 * 3600)
    assert entry.enter("j.tern", GOOD)


def test_signing_in_forgets_the_failures_before_it(entry: Admission) -> None:
    fail(entry, "j.tern", MOST - 1)
    entry.enter("j.tern", GOOD)
    fail(entry, "j.tern", MOST - 1)
    assert entry.enter("j.tern", GOOD)


def test_many_guesses_at_once_are_no_more_than_ten(tmp_path: Path) -> None:
    entry = admission(State.open(tmp_path))
    entry.accounts.add("j.tern", GOOD, Access.STAFF)
    threads = [threading.Thread(target=fail, args=(entry, "j.tern", 4)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert isinstance(entry.accounts._passwords, CountedPasswords)
    assert entry.accounts._passwords.checked == MOST


def fail_everywhere(entry: Admission, name: str) -> None:
    """As a hired crowd does: each network stays under its own limit."""
    for network in range(NAME_MOST // (MOST - 1) + 1):
        fail(entry, name, MOST - 1, f"198.51.100.{network}")


def test_a_lock_is_for_the_network_that_failed_and_outlives_a_restart(tmp_path: Path) -> None:
    entry = admission(State.open(tmp_path))
    entry.accounts.add("j.tern", GOOD, Access.STAFF)
    fail(entry, "j.tern", MOST, "192.0.2.7")
    again = admission(State.open(tmp_path))
    with pytest.raises(LockedOut, match=r"this name .* from this network"):
        again.enter("j.tern", GOOD, "192.0.2.7")
    assert again.enter("j.tern", GOOD, "192.0.2.8")


def test_a_network_that_tries_many_names_waits_with_every_name_and_others_do_not(entry: Admission) -> None:
    for number in range(NETWORK_MOST):
        fail(entry, f"name{number}", 1, "192.0.2.7")
    assert "from this network have failed" in fail(entry, "j.tern", 1, "192.0.2.7")[0]
    assert entry.enter("j.tern", GOOD, "192.0.2.8")


@pytest.mark.parametrize("name", ["j.tern", "nobody"])
def test_a_crowd_that_guesses_from_many_networks_is_slowed_whether_anybody_has_the_name_or_not(
    entry: Admission, clock: Clock, name: str
) -> None:
    passwords = entry.accounts._passwords
    assert isinstance(passwords, CountedPasswords)
    fail_everywhere(entry, name)
    assert passwords.checked == NAME_MOST
    assert "from many networks" in fail(entry, name, 1, "203.0.113.1")[0]
    assert entry.failures.locked(name)
    clock.pass_by(WINDOW_S)
    assert "belong together" in fail(entry, name, 1, "203.0.113.1")[0]


def test_a_crowd_shuts_nobody_out_of_the_networks_they_sign_in_from(entry: Admission, clock: Clock) -> None:
    entry.enter("j.tern", GOOD, "192.0.2.8")
    clock.pass_by(FAMILIAR_S - 1)
    fail_everywhere(entry, "j.tern")
    with pytest.raises(LockedOut):
        entry.enter("j.tern", GOOD, "203.0.113.1")
    assert entry.enter("j.tern", GOOD, "192.0.2.8")
    fail(entry, "j.tern", MOST, "192.0.2.8")
    with pytest.raises(LockedOut, match="from this network"):
        entry.enter("j.tern", GOOD, "192.0.2.8")


def test_a_network_is_forgotten_that_nobody_came_from_for_a_month(entry: Admission, clock: Clock) -> None:
    entry.enter("j.tern", GOOD, "192.0.2.8")
    clock.pass_by(FAMILIAR_S)
    fail_everywhere(entry, "j.tern")
    with pytest.raises(LockedOut, match="many networks"):
        entry.enter("j.tern", GOOD, "192.0.2.8")


def test_who_signs_in_elsewhere_gives_a_guesser_no_more_guesses(entry: Admission) -> None:
    fail(entry, "j.tern", MOST, "192.0.2.7")
    entry.enter("j.tern", GOOD, "192.0.2.8")
    with pytest.raises(LockedOut):
        entry.enter("j.tern", GOOD, "192.0.2.7")


def test_a_session_ends_unused_after_20_hours_and_used_after_a_week(entry: Admission, clock: Clock) -> None:
    unused, used = entry.enter("j.tern", GOOD), entry.enter("j.tern", GOOD)
    for _ in range(int(LONGEST_S / (IDLE_S - 1))):
        clock.pass_by(IDLE_S - 1)
        assert entry.sessions.account(used)
    assert entry.sessions.account(unused) is None
    clock.pass_by(IDLE_S - 1)
    assert entry.sessions.account(used) is None


def test_looking_whether_a_session_holds_keeps_none_alive(entry: Admission, clock: Clock) -> None:
    token = entry.enter("j.tern", GOOD)
    clock.pass_by(IDLE_S - 1)
    assert entry.sessions.account(token, used=False)
    clock.pass_by(1)
    assert entry.sessions.account(token) is None


@pytest.mark.parametrize("what", ["sign out", "password", "disable", "remove"])
def test_a_revoked_session_opens_nothing_and_does_not_come_back(entry: Admission, what: str) -> None:
    token, other = entry.enter("j.tern", GOOD), entry.enter("j.tern", GOOD)
    {
        "sign out": lambda: entry.sessions.end(token),
        "password": lambda: entry.set_password("j.tern", "an altogether new walrus"),
        "disable": lambda: (entry.disable("j.tern"), entry.accounts.set_disabled("j.tern", False)),
        "remove": lambda: entry.accounts.remove("j.tern"),
    }[what]()
    assert entry.sessions.account(token) is None
    assert (entry.sessions.account(other) is not None) == (what == "sign out")


def test_another_access_holds_from_the_next_request_on(entry: Admission) -> None:
    token = entry.enter("j.tern", GOOD)
    entry.accounts.set_access("j.tern", Access.STAFF)
    account = entry.sessions.account(token)
    assert account is not None
    assert account.access is Access.STAFF


def test_changing_ones_password_keeps_this_browser_and_ends_the_others(entry: Admission) -> None:
    elsewhere = entry.enter("j.tern", GOOD)
    here = entry.change_password(entry.accounts.find("j.tern"), GOOD, "an altogether new walrus")
    assert entry.sessions.account(here)
    assert entry.sessions.account(elsewhere) is None
    with pytest.raises(NotAdmitted):
        entry.enter("j.tern", GOOD)


def test_a_hash_of_an_older_cost_is_renewed_at_sign_in() -> None:
    state = State.in_memory()
    Admission.over(state, Passwords(PasswordHasher(1, 8, 1))).accounts.add("j.tern", GOOD, Access.STAFF)
    dearer = Admission.over(state, Passwords(PasswordHasher(2, 16, 1)))
    dearer.enter("j.tern", GOOD)
    with state.session() as session:
        stored = session.scalar(text("SELECT password FROM accounts"))
    assert "m=16,t=2,p=1" in str(stored)
    assert dearer.enter("j.tern", GOOD)


def test_sessions_outlive_a_restart_and_hold_in_a_second_process(tmp_path: Path) -> None:
    first = admission(State.open(tmp_path))
    first.accounts.add("j.tern", GOOD, Access.STAFF)
    token = first.enter("j.tern", GOOD)
    second = admission(State.open(tmp_path))
    assert second.sessions.account(token)
    second.disable("j.tern")
    assert first.sessions.account(token) is None


def test_a_provider_account_never_becomes_a_local_one_of_the_same_name(entry: Admission) -> None:
    token = entry.enter_from("https://id.example", "s-1", "j.tern", Access.ADMIN, "rules")
    account = entry.sessions.account(token)
    assert account is not None
    assert account.issuer == "https://id.example"
    assert [each.access for each in entry.accounts.all()] == [Access.TRAINER, Access.ADMIN]
    with pytest.raises(BadInput, match="Give the number"):
        entry.disable("j.tern")
    with pytest.raises(BadInput, match=r"id\.example"):
        entry.change_password(account, GOOD, "an altogether new walrus")
    with pytest.raises(BadInput, match="decides the access"):
        entry.accounts.set_access(str(account.number), Access.STAFF)
    assert not entry.accounts.has_admin(), "a provider's administrator needs the provider's rules"


def test_sessions_given_by_rules_that_are_gone_are_over(entry: Admission) -> None:
    by_rules = entry.enter_from("https://id.example", "s-1", "kit", Access.STAFF, "old rules")
    local = entry.enter("j.tern", GOOD)
    entry.sessions.end_other_grounds(frozenset({"new rules"}))
    assert entry.sessions.account(by_rules) is None
    assert entry.sessions.account(local)


def test_an_unknown_name_is_told_with_what_to_do(entry: Admission) -> None:
    with pytest.raises(UnknownName, match="account list"):
        entry.disable("nobody")
