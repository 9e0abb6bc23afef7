"""C7: so many questions a minute, one at a time."""

from __future__ import annotations

import pytest

from assistant.web.widget.turnstile import TooMany, Turnstile


def test_the_sixteenth_question_within_a_minute_waits() -> None:
    turnstile = Turnstile()
    for _ in range(15):
        with turnstile.passing("a parent"):
            pass
    with pytest.raises(TooMany) as refused, turnstile.passing("a parent"):
        raise AssertionError("let through")
    assert 0 < refused.value.seconds <= 60
    assert not refused.value.soon
    with turnstile.passing("another parent"):
        pass


def test_all_together_have_a_limit_too() -> None:
    turnstile = Turnstile(everybody=3)
    for visitor in "abc":
        with turnstile.passing(visitor):
            pass
    with pytest.raises(TooMany), turnstile.passing("d"):
        raise AssertionError("let through")


def test_a_visitor_has_one_question_looked_up_at_a_time() -> None:
    turnstile = Turnstile()
    with turnstile.passing("a parent"), pytest.raises(TooMany) as refused, turnstile.passing("a parent"):
        raise AssertionError("let through")
    assert refused.value.soon
    with turnstile.passing("a parent"):
        pass


def test_only_so_many_are_looked_up_at_once() -> None:
    turnstile = Turnstile(at_once=1)
    with turnstile.passing("a"), pytest.raises(TooMany) as refused, turnstile.passing("b"):
        raise AssertionError("let through")
    assert refused.value.soon


def test_a_question_that_fails_leaves_the_turnstile() -> None:
    turnstile = Turnstile()
    with pytest.raises(RuntimeError), turnstile.passing("a"):
        raise RuntimeError
    with turnstile.passing("a"):
        pass
