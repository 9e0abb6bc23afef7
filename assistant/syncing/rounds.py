"""One organisation's round: each file kept, made or refused, and the index published if anything differs."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.errors import AssistantError, DataFolderError
from assistant.index import Shelf, Stamp
from assistant.index.shelf import Progress
from assistant.syncing.jobs import Job, Tools, copy_in, made, unchanged
from assistant.values import Document, Organisation

log = logging.getLogger(__name__)
NEW, CHANGED, UNCHANGED, REMOVED, REFUSED = "new", "changed", "unchanged", "removed", "refused"


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a document; `detail` says why it was refused and what to do."""

    organisation: str
    document: str
    what: str
    detail: str = ""


@dataclass(slots=True)
class Round:
    """One organisation's round, as it fills: the documents kept and made, their stamps, what changed."""

    organisation: Organisation
    before: Mapping[str, Document]
    stamps_before: Mapping[str, Stamp]
    documents: list[Document] = field(default_factory=list)
    stamps: dict[str, Stamp] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    def keep(self, name: str) -> bool:
        """Keep a document as it was indexed; False when it was not."""
        if name not in self.before or name not in self.stamps_before:
            return False
        self.documents.append(self.before[name])
        self.stamps[name] = self.stamps_before[name]
        return True

    def note(self, name: str, what: str, detail: str = "") -> None:
        """Record what happened to a document."""
        self.changes.append(Change(self.organisation.slug, name, what, detail))


def bring_in_line(
    shelf: Shelf,
    organisation: Organisation,
    jobs: Sequence[Job],
    tools: Tools,
    rebuild: bool = False,
    progress: Progress | None = None,
) -> tuple[Change, ...]:
    """Index what is new or changed, drop what is gone, publish if anything differs; a bad file stops no other."""
    stamps = _stamps(shelf, organisation.slug, rebuild)
    fresh = {job.entry.name for job in jobs if rebuild or not unchanged(job, organisation, stamps)}
    names = {job.entry.name for job in jobs}
    stale = bool(jobs) and not rebuild and _stale(shelf, organisation.slug)
    if not fresh and names == stamps.keys() and not stale:
        return tuple(Change(organisation.slug, job.entry.name, UNCHANGED) for job in jobs)
    work = Round(organisation, _documents(shelf, organisation.slug, rebuild), stamps)
    for job in jobs:
        _take(work, job, tools, shelf, job.entry.name in fresh)
    for name in stamps.keys() - names:
        work.note(name, REMOVED)
    if rebuild or stale or _differs(work):
        shelf.publish(organisation.slug, work.documents, progress, work.stamps, reuse=not rebuild)
    return tuple(work.changes)


def _take(work: Round, job: Job, tools: Tools, shelf: Shelf, fresh: bool) -> None:
    name = job.entry.name
    if not fresh and work.keep(name):
        work.note(name, UNCHANGED)
        return
    try:
        document, stamp, _ = made(job, work.organisation, tools, work.documents)
        copy_in(job.path, shelf.folder(work.organisation.slug) / "files")
    except AssistantError as error:
        _refuse(work, job, str(error))
    except Exception as error:  # one file must never stop the others, whatever its parser does
        log.exception("%s can't be read", job.path)
        _refuse(work, job, f"{name} can't be read ({error}). Save it in another format and add that.")
    else:
        work.documents.append(document)
        work.stamps[name] = stamp
        work.note(name, _what(name, stamp, work.stamps_before))


def _refuse(work: Round, job: Job, detail: str) -> None:
    if job.path.exists() and work.keep(job.entry.name):
        detail += " What was indexed of it before stays."
    work.note(job.entry.name, REFUSED, detail)


def _what(name: str, stamp: Stamp, before: Mapping[str, Stamp]) -> str:
    if name not in before:
        return NEW
    same = (before[name].digest, before[name].entry) == (stamp.digest, stamp.entry)
    return UNCHANGED if same else CHANGED


def _differs(work: Round) -> bool:
    stamps = [(name, stamp.digest, stamp.entry) for name, stamp in work.stamps.items()]
    before = [(name, stamp.digest, stamp.entry) for name, stamp in work.stamps_before.items()]
    return sorted(stamps) != sorted(before)


def _stale(shelf: Shelf, slug: str) -> bool:
    """Whether what is published lacks known questions as written now, or is of another model."""
    return shelf.questions_changed(slug) or shelf.outdated(slug)


def _stamps(shelf: Shelf, slug: str, rebuild: bool) -> Mapping[str, Stamp]:
    try:
        return shelf.stamps(slug)
    except (DataFolderError, FileNotFoundError):
        if not rebuild:
            raise
        return {}


def _documents(shelf: Shelf, slug: str, rebuild: bool) -> Mapping[str, Document]:
    if slug not in shelf.organisations():
        return {}
    try:
        return shelf.documents(slug)
    except DataFolderError:
        if not rebuild:
            raise
        return {}
