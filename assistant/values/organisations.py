"""Whose the policies are: a school, provision or trust, its contacts and its widget."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or an office to turn to."""

    name: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Widget:
    """How an organisation's widget looks and where it may stand.

    `sites` are origins ("https://www.school.example"); none means nowhere. `colour` is "#rrggbb". A paused widget
    answers nobody.
    """

    sites: tuple[str, ...] = ()
    colour: str = "#17566b"
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Organisation:
    """A school, provision or trust; `retention_days` is how long what people add (feedback, results) is kept."""

    slug: str
    name: str
    safeguarding_lead: Contact = Contact("the designated safeguarding lead")
    office: Contact = Contact("the school office")
    trust: str = ""
    widget: Widget = Widget()
    retention_days: int = 30
