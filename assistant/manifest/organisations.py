"""The organisations' settings (name, contacts, trust, widget, retention) as a manifest states them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from assistant.errors import BadMetadata
from assistant.naming import slugify
from assistant.values import Contact, Organisation, Widget

KEYS = ("name", "safeguarding_lead", "office", "trust", "widget", "retention_days")
CONTACT_KEYS = ("name", "phone", "email")
WIDGET_KEYS = ("sites", "colour", "paused")
LONGEST_DAYS = 365
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*", re.I | re.A)
LOOPBACK = ("localhost", "127.0.0.1")


def read_organisation(slug: str, section: Mapping[str, Any], where: str) -> Organisation:
    """An organisation from its section; `where` names the file in errors. Raises BadMetadata."""
    usual = Organisation(slug, named_after(slug))
    return Organisation(
        slug,
        _words(section.get("name"), f"{slug}: name", where) or usual.name,
        _contact(section.get("safeguarding_lead"), usual.safeguarding_lead, f"{slug}: safeguarding_lead", where),
        _contact(section.get("office"), usual.office, f"{slug}: office", where),
        _words(section.get("trust"), f"{slug}: trust", where),
        _widget(section.get("widget"), f"{slug}: widget", where),
        _days(section.get("retention_days"), f"{slug}: retention_days", where),
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


def _require_known(value: Mapping[str, Any], known: tuple[str, ...], key: str, where: str) -> None:
    """Name the slip of the keyboard itself: whoever edits the file looks for that word."""
    if unknown := [part for part in value if part not in known]:
        raise BadMetadata(f"{where}: {key}: {unknown[0]!r} is not known.", f"Use these: {', '.join(known)}.")


def _contact(value: object, usual: Contact, key: str, where: str) -> Contact:
    if value is None:
        return usual
    if isinstance(value, str):
        return Contact(value)
    if not isinstance(value, Mapping):
        raise BadMetadata(f"{where}: {key} is not a contact.", "Give it as name, phone and email.")
    _require_known(value, CONTACT_KEYS, key, where)
    if isinstance(value.get("phone"), int | float):  # 01234567 is octal to YAML, and +44 loses its sign
        raise BadMetadata(f"{where}: {key}: phone is read as a number and would be wrong.", "Put it in quotes.")
    parts = {part: _words(value.get(part), f"{key}: {part}", where) for part in CONTACT_KEYS}
    return Contact(parts["name"] or usual.name, parts["phone"], parts["email"])


def _contact_section(contact: Contact) -> dict[str, str]:
    parts = {"name": contact.name, "phone": contact.phone, "email": contact.email}
    return {key: value for key, value in parts.items() if value}


def _widget(value: object, key: str, where: str) -> Widget:
    if value is None:
        return Widget()
    if not isinstance(value, Mapping):
        raise BadMetadata(f"{where}: {key} is not a widget's settings.", "Give it as sites, colour and paused.")
    _require_known(value, WIDGET_KEYS, key, where)
    paused = value.get("paused") or False
    if not isinstance(paused, bool):
        raise BadMetadata(f"{where}: {key}: paused is neither true nor false.", "Write true or false.")
    colour = _colour(value.get("colour"), f"{key}: colour", where)
    return Widget(_sites(value.get("sites"), f"{key}: sites", where), colour, paused)


def _sites(value: object, key: str, where: str) -> tuple[str, ...]:
    listed = [] if value is None else value
    if not isinstance(listed, list):
        raise BadMetadata(f"{where}: {key} is not a list.", "Write it as [https://www.school.example].")
    sites = tuple(_words(each, key, where).lower() for each in listed)
    for site in sites:
        if not is_site(site):
            raise BadMetadata(
                f"{where}: {key}: {site!r} is not the address of one site.",
                "Write https:// and the host alone, such as https://www.school.example: no path, no slash at "
                "the end and no *. http:// is for localhost and 127.0.0.1.",
            )
    return tuple(dict.fromkeys(sites))


def _colour(value: object, key: str, where: str) -> str:
    if value is None:
        return Widget().colour
    if not isinstance(value, str) or not COLOUR.fullmatch(value.strip()):
        raise BadMetadata(
            f"{where}: {key} is not a colour.", 'Write # and six digits or letters a to f, in quotes: "#17566b".'
        )
    return value.strip().lower()


def _widget_section(widget: Widget) -> dict[str, Any]:
    section: dict[str, Any] = {"sites": list(widget.sites), "colour": widget.colour}
    return {**section, "paused": True} if widget.paused else section


def _days(value: object, key: str, where: str) -> int:
    if value is None:
        return Organisation("", "").retention_days
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= LONGEST_DAYS:
        raise BadMetadata(
            f"{where}: {key} is not a number of days from 1 to {LONGEST_DAYS}.", "Write it as a whole number: 30."
        )
    return value


def _words(value: object, key: str, where: str) -> str:
    if value is None:
        return ""
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return str(value).strip()
    raise BadMetadata(f"{where}: {key} is not a line of text.", "Write it as text, in quotes if need be.")
