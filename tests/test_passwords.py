"""Passwords: length and the first guesses, no rules of composition; hashes that are renewed."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from assistant.errors import BadInput
from assistant.state.passwords import Passwords, require_good

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.mark.parametrize(
    "password",
    ["walrus lantern orchard", "fjørd-øst-skjærgård", "correcthorsebatterystaple", "Дуб рядом с рекой", "x" * 5 + "yzqwrt0",
     "93715820461957", "mount summer lighthouse"],
)  # fmt: skip
def test_a_long_password_of_ones_own_is_taken(password: str) -> None:
    require_good(password, "j.tern")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("eleven char", "11 characters"),
        ("y" * 300, "300 characters"),
        ("passwordpassword", "first that would be tried"),
        ("P4ssw0rd2026!!", "first that would be tried"),
        ("Welcome-2-School", "first that would be tried"),
        ("123456789012", "first that would be tried"),
        ("abcdefghijkl", "first that would be tried"),
        ("nmlkjihgfedc", "first that would be tried"),
        ("kitten9kitten9", "first that would be tried"),
        ("aaaabbbbaaaab", "first that would be tried"),
        ("oh-Lapwing-fields", "account's name"),
        ("L4pwing is h3re ok", "account's name"),
        ("jo password 2026", "first that would be tried"),
    ],
)
def test_a_short_common_or_telling_password_is_refused_with_the_reason(password: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        require_good(password, "jo.lapwing@school.example")


def test_a_hash_opens_to_its_password_however_the_keyboard_wrote_it() -> None:
    passwords = Passwords(CHEAP)
    stored = passwords.hashed("caf\u00e9 by the harbour")
    assert stored.startswith("$argon2id$")
    assert passwords.matches(stored, "cafe\u0301 by the harbour")
    assert not passwords.matches(stored, "cafe by the harbour")


@pytest.mark.parametrize("stored", ["", "no hash at all"])
def test_no_password_opens_what_is_no_hash(stored: str) -> None:
    assert not Passwords(CHEAP).matches(stored, "walrus lantern orchard")


def test_the_default_cost_is_not_below_what_rfc_9106_advises_and_unknown_names_cost_the_same() -> None:
    """The stand-in that an unknown name is held against has the parameters of today's hashes."""
    from assistant.state.passwords import _STAND_IN

    assert not Passwords().outdated(_STAND_IN)
    assert "m=65536,t=3,p=4" in _STAND_IN
    assert Passwords().outdated(CHEAP.hash("x"))
