"""The organisations' settings (name, contacts, trust) as a manifest states them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.errors import BadMetadata
from assistant.naming import slugify
from assistant.values import Contact, Organisation

KEYS = ("name", "safeguarding_lead", "office", "trust")
CONTACT_KEYS = ("name", "phone", "email")


def read_organisation(slug: str, section: Mapping[str, Any], where: str) -> Organisation:
    """An organisation from its section; `where` names the file in errors. Raises BadMetadata."""
    usual = Organisation(slug, named_after(slug))
    return Organisation(
        slug,
        _words(section.get("name"), f"{slug}: name", where) or usual.name,
        _contact(section.get("safeguarding_lead"), usual.safeguarding_lead, f"{slug}: safeguarding_lead", where),
        _contact(section.get("office"), usual.office, f"{slug}: office", where),
        _words(section.get("trust"), f"{slug}: trust", where),
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
    return section


def named_after(slug: str) -> str:
    """A name for an organisation of which only the slug is known: "Marram Bay"."""
    return slugify(slug).replace("-", " ").title() or slug


def _contact(value: object, usual: Contact, key: str, where: str) -> Contact:
    if value is None:
        return usual
    if isinstance(value, str):
        return Contact(value)
    if not isinstance(value, Mapping) or set(value) - set(CONTACT_KEYS):
        raise BadMetadata(f"{where}: {key} is not a contact.", "Give it as name, phone and email.")
    parts = {part: _words(value.get(part), f"{key}: {part}", where) for part in CONTACT_KEYS}
    return Contact(parts["name"] or usual.name, parts["phone"], parts["email"])


def _contact_section(contact: Contact) -> dict[str, str]:
    parts = {"name": contact.name, "phone": contact.phone, "email": contact.email}
    return {key: value for key, value in parts.items() if value}


def _words(value: object, key: str, where: str) -> str:
    if value is None:
        return ""
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return str(value).strip()
    raise BadMetadata(f"{where}: {key} is not a line of text.", "Write it as text, in quotes if need be.")
