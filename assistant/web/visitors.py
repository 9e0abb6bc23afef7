"""Who is at the other end of a request, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from starlette.requests import Request


class Access(StrEnum):
    """What an account is for; an admin may do all, a trainer what staff may."""

    STAFF = "staff"
    TRAINER = "trainer"
    ADMIN = "admin"


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


ANYONE = Visitor()
LOCAL = Visitor("this machine", Access.ADMIN)
"""On loopback without sign-in, whoever sits at the machine."""


def visitor_of(request: Request) -> Visitor:
    """The visitor that the gate found; nobody known where no gate stands, so that a missing one closes doors."""
    found = getattr(request.state, "visitor", ANYONE)
    return found if isinstance(found, Visitor) else ANYONE
