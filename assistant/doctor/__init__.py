"""Checks all that a person sets up, and says of each fault where it is and what to do: `policy-assistant doctor`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant import manifest
from assistant.doctor import files
from assistant.doctor.contacts import contacts
from assistant.doctor.findings import Finding, Level, counted, gravest_first, of_error, of_manifest
from assistant.doctor.folder import folder, signing_in
from assistant.doctor.policies import differing, missing, overdue, published, questions, stated
from assistant.doctor.widgets import empty, keeping, widget
from assistant.errors import AssistantError, BadInput, UnknownName
from assistant.library import Library
from assistant.manifest import Section
from assistant.versions import in_force

__all__ = ["Finding", "Level", "counted", "examine", "require_ready"]


def examine(library: Library, on: date, organisation: str = "") -> tuple[Finding, ...]:
    """All that is to be mended or known on a day, gravest first; of one organisation ("" is all) and the folder.

    Raises UnknownName.
    """
    return gravest_first(_examine(library, on, organisation))


def require_ready(library: Library) -> None:
    """Raise BadInput unless every organisation's safeguarding lead and office can be reached (S1)."""
    found = [each for organisation in library.organisations() for each in contacts(organisation)]
    errors = [each for each in found if each.level is Level.ERROR]
    if errors:
        first = errors[0]
        more = f" ({len(errors)} such faults in all.)" if len(errors) > 1 else ""
        raise BadInput(
            f"Other people may not be served yet: {first.where}: {first.problem}{more}",
            f"{first.remedy} It stands in {library.data / manifest.NAME}; `policy-assistant doctor` lists every fault.",
        )


def _examine(library: Library, on: date, organisation: str) -> Iterator[Finding]:
    yield from folder(library.data)
    yield from signing_in(library.data)
    yield from files.models(library.shelf.embedder)
    try:
        library.organisations()  # says best what is missing
        sections = manifest.read(library.data).sections
    except manifest.FaultyManifest as error:
        yield from of_manifest(manifest.NAME, error)
        return
    except AssistantError as error:
        yield of_error(manifest.NAME, error)
        return
    if organisation and organisation not in sections:
        known = (
            f"Choose one of: {', '.join(sections)}." if sections else "Add a file with `policy-assistant add` first."
        )
        raise UnknownName(f"There is no organisation “{organisation}”.", known)
    yield from stated(library, sections)
    for slug, section in sections.items():
        if organisation in ("", slug):
            yield from _organisation(library, section, on)


def _organisation(library: Library, section: Section, on: date) -> Iterator[Finding]:
    organisation = section.organisation
    slug = organisation.slug
    yield from (*contacts(organisation), *widget(organisation), *keeping(organisation))
    yield from missing(library, section)
    try:
        policies = published(library, slug)
    except AssistantError as error:
        yield of_error(f"{slug}: index", error)
        return
    if policies:
        yield from files.index(library, slug)
    yield from (
        *differing(section, policies),
        *overdue(slug, policies, on),
        *empty(organisation, in_force(policies, on)),
    )
    if policies:
        yield from questions(library, slug, on)
