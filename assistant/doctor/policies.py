"""Whether an organisation's policies are indexed as the manifest states them, in date, and their questions in use."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from assistant.approving import listed
from assistant.dates import latest
from assistant.doctor.findings import Finding, Level, of_error
from assistant.errors import AssistantError, DataFolderError
from assistant.library import Library
from assistant.manifest import NAME, Section
from assistant.values import Policy
from assistant.versions import in_force


def stated(library: Library, sections: Collection[str]) -> Iterator[Finding]:
    """Whether the manifest names organisations, and all that are searched."""
    if not sections:
        yield Finding(
            Level.ERROR,
            NAME,
            "No organisation is named, so nothing can be answered.",
            "Put back what stood there, or add a file with `policy-assistant add FILE --organisation SLUG`.",
        )
    for slug in library.shelf.organisations():
        if slug not in sections:
            text = f"{slug} is indexed and not in the manifest: the next `policy-assistant index` takes it out."
            yield Finding(Level.WARNING, NAME, text, "Put its section back if that is not meant.")


def published(library: Library, slug: str) -> tuple[Policy, ...]:
    """The policies that are searched, none when nothing is indexed; raises DataFolderError when a part won't open."""
    try:
        policies = library.shelf.policies(slug)
        for public in (False, True) if policies else ():
            library.shelf.open(slug, public)
    except OSError as error:
        raise DataFolderError(
            f"The index of {slug} can't be read ({error.strerror or error}).", "Run: policy-assistant index --rebuild"
        ) from error
    return policies


def missing(library: Library, section: Section) -> Iterator[Finding]:
    """Whether the files that the manifest lists are there."""
    slug = section.organisation.slug
    for entry in section.policies:
        if not (library.shelf.folder(slug) / "files" / entry.name).is_file():
            yield Finding(
                Level.ERROR,
                f"{slug}: policies",
                f"The file {entry.name} is listed and not there.",
                f"Add it again (policy-assistant add FILE --organisation {slug}), or take its lines out.",
            )


def differing(section: Section, policies: Iterable[Policy]) -> Iterator[Finding]:
    """Whether what is searched is what the manifest lists."""
    slug = section.organisation.slug
    where, remedy = f"{slug}: policies", "Run: policy-assistant index"
    names, wanted = {policy.document for policy in policies}, {entry.name for entry in section.policies}
    if not names:
        add = f"Add one: policy-assistant add FILE --organisation {slug}"
        text = "Nothing is indexed, so nothing can be answered."
        yield Finding(Level.ERROR, where, text, remedy if wanted else add)
        return
    for name in sorted(wanted - names):
        yield Finding(Level.WARNING, where, f"{name} is in the manifest and not indexed.", remedy)
    for name in sorted(names - wanted):
        yield Finding(Level.WARNING, where, f"{name} is indexed and no longer in the manifest.", remedy)


def overdue(slug: str, policies: Iterable[Policy], on: date) -> Iterator[Finding]:
    """Whether policies in force are past their review on a day."""
    late = [policy for policy in in_force(policies, on) if policy.review and on > latest(policy.review)]
    if late:
        verb = "policy is" if len(late) == 1 else "policies are"
        yield Finding(
            Level.WARNING,
            f"{slug}: policies",
            f"{len(late)} {verb} past the day of review.",
            f"See which: policy-assistant review --organisation {slug}",
        )


def questions(library: Library, slug: str, on: date) -> Iterator[Finding]:
    """Whether the organisation's own known questions can be read and are all in use."""
    where = f"{slug}: questions.yaml"
    try:
        faulty = [each for each in listed(library, slug, on) if each.fault]
        changed = library.shelf.questions_changed(slug)
    except AssistantError as error:
        yield of_error(where, error)
        return
    if changed:
        yield Finding(Level.WARNING, where, "It has changed since it was indexed.", "Run: policy-assistant index")
    for each in faulty:
        yield Finding(
            Level.WARNING,
            where,
            f"“{each.entry.question}” is not used. {each.fault}",
            "Approve it again with `policy-assistant known add`, or withdraw it.",
        )
