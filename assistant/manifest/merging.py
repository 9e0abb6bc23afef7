"""Manifests put together: a file added or withdrawn, a corpus brought in; what a person wrote by hand wins."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields, replace
from typing import TypeVar

from assistant.manifest.organisations import named_after
from assistant.manifest.values import Entry, Manifest, Section
from assistant.values import Organisation

Stated = TypeVar("Stated", Organisation, Entry)


def including(section: Section, entry: Entry) -> Section:
    """The section with the entry, in place of one of the same file name."""
    others = tuple(other for other in section.policies if other.name != entry.name)
    withdrawn = tuple(name for name in section.withdrawn if name != entry.name)
    return replace(section, policies=(*others, entry), withdrawn=withdrawn)


def without(section: Section, name: str) -> Section:
    """The section without the file; noted when a corpus brought it, so that it is not brought again."""
    entry = section.entry(name)
    noted = (name,) if entry and entry.origin else ()
    kept = tuple(other for other in section.policies if other.name != name)
    return replace(section, policies=kept, withdrawn=(*section.withdrawn, *noted))


def with_section(manifest: Manifest, section: Section) -> Manifest:
    """The manifest with the section, in place of one of the same organisation."""
    return replace(manifest, sections={**manifest.sections, section.organisation.slug: section})


def merged(manifest: Manifest, brought: Manifest, origin: str, before: Manifest) -> Manifest:
    """The data folder's manifest with the corpus's organisations and files in place of those it brought before.

    `before` is what corpora brought last: what differs from it a person changed by hand, and it stays.
    """
    sections = {slug: _left(section, origin) for slug, section in manifest.sections.items()}
    for slug, section in brought.sections.items():
        own = manifest.sections.get(slug) or Section(section.organisation)
        kept = sections.get(slug) or own
        last = before.sections.get(slug) or Section(Organisation(slug, named_after(slug)))
        # What a person added or removed by hand wins over the corpus.
        taken = {*own.withdrawn, *(entry.name for entry in kept.policies)}
        new = (_brought(own, e, last, origin) for e in section.policies if e.name not in taken)
        organisation = _settled(own.organisation, section.organisation, last.organisation)
        sections[slug] = Section(organisation, (*kept.policies, *new), own.withdrawn)
    return replace(manifest, sections=sections)


def without_refused(wanted: Manifest, before: Manifest, refused: Collection[tuple[str, str]], origin: str) -> Manifest:
    """The manifest without the corpus's files that were refused (organisation, file); what stood of them stays."""
    sections = {}
    for slug, section in wanted.sections.items():
        old = before.sections.get(slug) or Section(section.organisation)
        entries = [
            old.entry(entry.name) if entry.origin == origin and (slug, entry.name) in refused else entry
            for entry in section.policies
        ]
        sections[slug] = replace(section, policies=tuple(entry for entry in entries if entry))
    return replace(wanted, sections=sections)


def _brought(own: Section, entry: Entry, last: Section, origin: str) -> Entry:
    brought = replace(entry, file=entry.name, origin=origin)
    held, before = own.entry(entry.name), last.entry(entry.name)
    if not held or not before:
        return brought
    return _settled(held, brought, replace(before, file=entry.name, origin=origin))


def _settled(own: Stated, brought: Stated, before: Stated) -> Stated:
    """What is brought now, save what a person changed since it was last brought."""
    keys = [each.name for each in fields(own)]
    return replace(brought, **{key: getattr(own, key) for key in keys if getattr(own, key) != getattr(before, key)})


def _left(section: Section, origin: str) -> Section:
    kept = tuple(entry for entry in section.policies if not origin or entry.origin != origin)
    return replace(section, policies=kept)
