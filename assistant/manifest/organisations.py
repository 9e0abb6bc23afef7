"""The organisations' settings (name, contacts, trust, widget, retention) as a manifest states them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from assistant.manifest.faults import Place
from assistant.naming import slugify
from assistant.values import Contact, Organisation, Widget

KEYS = ("name", "safeguarding_lead", "office", "trust", "widget", "retention_days")
CONTACT_KEYS = ("name", "phone", "email")
WIDGET_KEYS = ("sites", "colour", "paused")
LONGEST_DAYS = 365
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*", re.I | re.A)
LOOPBACK = ("localhost", "127.0.0.1")


def read_organisation(slug: str, section: Mapping[str, Any], place: Place) -> Organisation:
    """An organisation from its section; what is wrong in it is noted in `place`, and the usual stands for it."""
    usual = Organisation(slug, named_after(slug))
    return Organisation(
        slug,
        _words(section.get("name"), place.at("name")) or usual.name,
        _contact(section.get("safeguarding_lead"), usual.safeguarding_lead, place.at("safeguarding_lead")),
        _contact(section.get("office"), usual.office, place.at("office")),
        _words(section.get("trust"), place.at("trust")),
        _widget(section.get("widget"), place.at("widget")),
        _days(section.get("retention_days"), place.at("retention_days")),
    )


def write_organisation(organisation: Organisation) -> dict[str, Any]:
    """The section that `read_organisation` reads back; what is usual is left out."""
    usual = Organisation(organisation.slug, organisation.name)
    section: dict[str, Any] = {"name": organisation.name}
    if organisation.safeguarding_lead != usual.safeguarding_lead:
        section["safeguarding_lead"] = _contact_section(organisation.safeguarding_lead)
    if organisation.office != usual.office:
        section["office"] = _contact_section(organisation.office)
    if organisation.trust:
        section["trust"] = organisation.trust
    if organisation.widget != usual.widget:
        section["widget"] = _widget_section(organisation.widget)
    if organisation.retention_days != usual.retention_days:
        section["retention_days"] = organisation.retention_days
    return section


def named_after(slug: str) -> str:
    """A name for an organisation of which only the slug is known: "Marram Bay"."""
    return slugify(slug).replace("-", " ").title() or slug


def is_site(value: str) -> bool:
    """Whether this is one origin a widget may stand on: https, or http on this machine; a host, perhaps a port."""
    try:
        parts = urlsplit(value)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # a port that is no number, brackets that do not close
        return False
    host = parts.hostname or ""
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
    # Put together again, nothing else may have been there: no path, query, user, wildcard or trailing slash.
    return safe and bool(HOST.fullmatch(host)) and value == f"{parts.scheme}://{host}{port}"


def _contact(value: object, usual: Contact, place: Place) -> Contact:
    if value is None:
        return usual
    if isinstance(value, str):
        return Contact(value)
    if not isinstance(value, Mapping):
        place.fault("This is not a contact.", "Give it as name, phone and email, each on a line of its own.")
        return usual
    place.only(value, CONTACT_KEYS)
    parts = {part: _words(value.get(part), place.at(part)) for part in CONTACT_KEYS}
    if isinstance(value.get("phone"), int | float):  # 01234567 is octal to YAML, and +44 loses its sign
        place.at("phone").fault(
            "Without quotes this is read as a number, and as another one than was written.",
            'Put it in quotes: "01632 960142".',
        )
    return Contact(parts["name"] or usual.name, parts["phone"], parts["email"])


def _contact_section(contact: Contact) -> dict[str, str]:
    parts = {"name": contact.name, "phone": contact.phone, "email": contact.email}
    return {key: value for key, value in parts.items() if value}


def _widget(value: object, place: Place) -> Widget:
    if value is None:
        return Widget()
    if not isinstance(value, Mapping):
        place.fault("These are not a widget's settings.", "Give it as sites, colour and paused.")
        return Widget()
    place.only(value, WIDGET_KEYS)
    paused = value.get("paused") or False
    if not isinstance(paused, bool):
        place.at("paused").fault(f"'{paused}' is neither true nor false.", "Write true or false, without quotes.")
    sites, colour = _sites(value.get("sites"), place.at("sites")), _colour(value.get("colour"), place.at("colour"))
    return Widget(sites, colour, paused is True)


def _sites(value: object, place: Place) -> tuple[str, ...]:
    listed = [] if value is None else value
    if not isinstance(listed, list):
        place.fault("This is not a list.", "Write it in square brackets: [https://www.school.example].")
        return ()
    sites = [_words(each, place.at(number)).lower() for number, each in enumerate(listed)]
    for number, site in enumerate(sites):
        if not is_site(site):
            place.at(number).fault(
                f"'{site}' is not the address of one site.",
                "Write https:// and the host alone, such as https://www.school.example: no path, no slash at "
                "the end and no *. http:// is for localhost and 127.0.0.1.",
            )
    return tuple(dict.fromkeys(sites))


def _colour(value: object, place: Place) -> str:
    if value is None:
        return Widget().colour
    if not isinstance(value, str) or not COLOUR.fullmatch(value.strip()):
        place.fault(f"'{value}' is not a colour.", 'Write # and six digits or letters a to f, in quotes: "#17566b".')
        return Widget().colour
    return value.strip().lower()


def _widget_section(widget: Widget) -> dict[str, Any]:
    section: dict[str, Any] = {"sites": list(widget.sites), "colour": widget.colour}
    return {**section, "paused": True} if widget.paused else section


def _days(value: object, place: Place) -> int:
    usual = Organisation("", "").retention_days
    if value is None:
        return usual
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= LONGEST_DAYS:
        place.fault(
            f"'{value}' is not a number of days from 1 to {LONGEST_DAYS}.",
            f"Write it as a whole number, without quotes: {usual}.",
        )
        return usual
    return value


def _words(value: object, place: Place) -> str:
    if value is None:
        return ""
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return str(value).strip()
    place.fault("This is not a line of text.", "Write it as text, in quotes if need be.")
    return ""
