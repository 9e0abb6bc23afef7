"""Who is at the other end of a request, and what they may do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from starlette.requests import Request

from assistant.values import Access

__all__ = ["ANYONE", "LOCAL", "OUTSIDE", "Access", "Visitor", "being", "current", "may_stay", "visitor_of"]

CONTAINS: dict[Access, frozenset[Access]] = {
    Access.STAFF: frozenset({Access.STAFF}),
    Access.TRAINER: frozenset({Access.STAFF, Access.TRAINER}),
    Access.ADMIN: frozenset(Access),
}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who sent the request: `name` is the account, "" for nobody known; `access` None is a member of the public."""

    name: str = ""
    access: Access | None = None

    def may(self, needed: Access) -> bool:
        """Whether the visitor's role contains the one needed."""
        return self.access is not None and needed in CONTAINS[self.access]

    @property
    def signed_in(self) -> bool:
        """Whether an account stands behind the visitor, so that signing out means something."""
        return self.access is not None and self != LOCAL

    @property
    def may_sign_in(self) -> bool:
        """Whether nobody is known yet, where somebody could be."""
        return self.access is None and self != OUTSIDE

    @property
    def home(self) -> str:
        """Where the site's name leads: the front page, or the policies where there is no other."""
        return "/policies" if self == OUTSIDE else "/"


ANYONE = Visitor()
LOCAL = Visitor("this machine", Access.ADMIN)
"""On loopback without sign-in, whoever sits at the machine; no account can have a name with a space."""
OUTSIDE = Visitor("the public")
"""Everybody who comes to an app that serves the public alone: it has no sign-in, and nothing behind one."""

_current: ContextVar[Visitor] = ContextVar("visitor", default=ANYONE)


def visitor_of(request: Request) -> Visitor:
    """The visitor that the gate found; nobody known where no gate stands, so that a missing one closes doors."""
    found = getattr(request.state, "visitor", ANYONE)
    return found if isinstance(found, Visitor) else ANYONE


async def may_stay(request: Request) -> bool:
    """Whether a response that goes on for long may still go on, as the gate finds; not where no gate stands."""
    ask = getattr(request.state, "may_stay", None)
    return bool(ask and await ask())


def current() -> Visitor:
    """The visitor whose request is being answered: what every page's header shows without being handed it."""
    return _current.get()


@contextmanager
def being(visitor: Visitor) -> Iterator[None]:
    """Answer the visitor's request inside the block."""
    token = _current.set(visitor)
    try:
        yield
    finally:
        _current.reset(token)
