"""What is counted by address: who is one and the same, and how long is left to wait."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from assistant.web.limiting import Allowance, address_of


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_a_visitor_is_known_by_the_socket_and_a_household_of_ipv6_is_one(host: str, address: str) -> None:
    """C7."""
    headers = [(b"x-forwarded-for", b"203.0.113.9"), (b"forwarded", b"for=203.0.113.9"), (b"x-real-ip", b"203.0.113.9")]
    assert address_of(Request({"type": "http", "headers": headers, "client": (host, 1)})) == address


def test_an_allowance_that_is_used_up_says_how_long_to_wait_and_each_key_has_its_own() -> None:
    allowance = Allowance(2, minutes=15)
    for _ in range(2):
        assert allowance.wait_s("a") == 0
        allowance.note("a")
    assert 0 < allowance.wait_s("a") <= 15 * 60
    assert allowance.wait_s("b") == 0
