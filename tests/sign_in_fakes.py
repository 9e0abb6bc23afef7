"""Accounts for tests: a cheap hash, a clock that is set by hand, and browsers that are signed in already."""

from __future__ import annotations

from dataclasses import dataclass

from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.state import State
from assistant.state.admission import Admission
from assistant.state.passwords import Passwords
from assistant.values import Access

HOST = "https://school.example"
GOOD = "walrus lantern orchard"
PAGE = {"Accept": "text/html,application/xhtml+xml"}


@dataclass
class Clock:
    """Seconds since 1970, as set."""

    at: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.at

    def pass_by(self, seconds: float) -> None:
        self.at += seconds


class CountedPasswords(Passwords):
    """Cheap hashes, and how many were checked."""

    def __init__(self) -> None:
        super().__init__(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        self.checked = 0
        self._nobodys = self.hashed("nobody's")

    def matches(self, stored: str, password: str) -> bool:
        self.checked += 1  # a name that nobody has is held against a cheap hash too
        return super().matches(stored or self._nobodys, password) and bool(stored)


def admission(state: State | None = None, clock: Clock | None = None) -> Admission:
    """Admission by an empty database, or the one given."""
    return Admission.over(state or State.in_memory(), CountedPasswords(), clock or Clock())


def browser(app: FastAPI, base_url: str = HOST) -> TestClient:
    """A browser that has never been here and follows no redirect by itself."""
    return TestClient(app, base_url=base_url, follow_redirects=False)


def signed_in(app: FastAPI, entry: Admission, access: Access | None, base_url: str = HOST) -> TestClient:
    """A browser of a new account with this access; None is nobody's."""
    client = browser(app, base_url)
    if access is not None:
        name = f"{access.value}.{len(entry.accounts.all())}"
        token = entry.sessions.start(entry.accounts.add(name, GOOD, access))
        client.cookies.set("__Host-policy-session" if base_url.startswith("https") else "policy-session", token)
    return client
