"""The policies of the data folder: adding, bringing the index in line, removing and finding them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from assistant import clauses, reading
from assistant.errors import UnknownName
from assistant.index import Shelf
from assistant.index.shelf import Progress
from assistant.intake import Describer, Facts, Reader, Splitter
from assistant.library.held import HeldManifest
from assistant.library.stated import stated
from assistant.manifest import Entry, Manifest, Section, located, read
from assistant.manifest.merging import including, with_section, without, without_refused
from assistant.manifest.organisations import named_after
from assistant.naming import checked_slug
from assistant.syncing import (
    CHANGED,
    NEW,
    REFUSED,
    UNCHANGED,
    Change,
    Job,
    Tools,
    bring_in_line,
    copy_in,
    made,
    require_file,
)
from assistant.values import Document, Organisation, Policy


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file that was added: "new", "changed" or "unchanged", and what was read in it."""

    document: Document
    status: str
    facts: Facts


class Library:
    """The manifest, the files and the index in one data folder."""

    def __init__(
        self,
        data: Path,
        shelf: Shelf,
        reader: Reader | None = None,
        describer: Describer | None = None,
        splitter: Splitter | None = None,
    ) -> None:
        self.data = data
        self.shelf = shelf
        self._tools = Tools(reader or reading.read, describer or reading.describe, splitter or clauses.split)
        self._held = HeldManifest(data)

    def add(self, path: Path, organisation: str, overrides: Mapping[str, str] | None = None) -> Added:
        """Read a file, record it and index it; raises UnreadableFile, BadMetadata, BadInput, DataFolderError.

        `overrides` state what the file doesn't say or says wrongly: policy, title, approved,
        effective, review, approver, audiences, binds (the last two separated by commas).
        """
        checked_slug(organisation, "an organisation")
        with self.shelf.writing():
            manifest = self._held.read(create=True)
            section = manifest.sections.get(organisation) or self._new_section(organisation, path)
            entry = stated(section.entry(path.name) or Entry(path.name), overrides or {})
            return self._add(manifest, section, Job(replace(entry, origin=""), path))

    def sync(
        self, corpus: Path | None = None, rebuild: bool = False, progress: Progress | None = None
    ) -> tuple[Change, ...]:
        """Bring the index in line with the manifest, and with a corpus folder (or manifest) if given.

        One change a document, refused ones included; `progress` gets (clauses encoded, to encode).
        """
        if corpus is None:
            self._held.read()  # before the lock, which would create a missing folder
        with self.shelf.writing():
            manifest = self._held.read(create=corpus is not None)
            brought = read(corpus) if corpus else Manifest(self.data)
            origin = str(corpus.resolve()) if corpus else ""
            wanted = self._held.bring(manifest, brought, origin)
            changes: list[Change] = []
            for slug, section in wanted.sections.items():
                jobs = [self._job(slug, entry, brought, origin) for entry in section.policies]
                changes += bring_in_line(self.shelf, section.organisation, jobs, self._tools, rebuild, progress)
            changes += self._clear(wanted, rebuild, progress)
            # From the manifest as it now stands: a person may have edited it while the files were read.
            refused = {(each.organisation, each.document) for each in changes if each.what == REFUSED}
            self._held.record(without_refused(self._held.read(), manifest, refused, origin))
            return tuple(changes)

    def remove(self, document: str, organisation: str | None = None) -> Policy:
        """Withdraw a document: out of the index, the manifest and the folder; raises UnknownName."""
        self.find(document, organisation)  # before the lock, which would create a missing folder
        with self.shelf.writing():
            policy = self.find(document, organisation).policy
            slug, name = policy.organisation, policy.document
            manifest = self._held.read()
            if slug in manifest.sections:
                self._held.record(with_section(manifest, without(manifest.sections[slug], name)))
            kept = [d for d in self.shelf.open(slug).documents.values() if d.policy.document != name]
            stamps = {key: stamp for key, stamp in self.shelf.stamps(slug).items() if key != name}
            self.shelf.publish(slug, kept, stamps=stamps)
            (self._files(slug) / name).unlink(missing_ok=True)
            return policy

    def policies(self, organisation: str | None = None, public: bool = False) -> tuple[Policy, ...]:
        """The indexed policies, of one organisation or of all; the public ones alone if asked. Raises UnknownName."""
        if organisation is not None:
            self.organisation(organisation)
            return self.shelf.policies(organisation, public)
        self._held.read()
        return tuple(policy for slug in self.shelf.organisations() for policy in self.shelf.policies(slug, public))

    def versions(self, organisation: str, public: bool = False) -> tuple[Policy, ...]:
        """What decides which version is in force: the policies and, bare, those that the public part withholds."""
        policies = self.policies(organisation, public)
        return (*policies, *self.shelf.withheld(organisation)) if public else policies

    def find(self, document: str, organisation: str | None = None, public: bool = False) -> Document:
        """The document with this file name or id ("iwys/social-media@2026-02"); raises UnknownName.

        With `public` one for staff alone is not there, and its name is not suggested.
        """
        if organisation is None and "/" in document:
            organisation = document.partition("/")[0]
        policies = self.policies(organisation, public)
        found = [policy for policy in policies if document in (policy.document, policy.id)]
        if not found:
            raise UnknownName(f"No document {document!r} is indexed.", _suggestion(document, policies))
        if len(found) > 1:
            ids = ", ".join(policy.id for policy in found)
            raise UnknownName(f"Several documents are called {document!r}.", f"Give one of these: {ids}.")
        return self.shelf.open(found[0].organisation, public).documents[found[0].document]

    def organisation(self, slug: str) -> Organisation:
        """The settings of an organisation; raises UnknownName."""
        sections = self._held.in_use().sections
        if slug not in sections:
            known = ", ".join(sections) or "none yet; add a file with `policy-assistant add`"
            raise UnknownName(f"There is no organisation {slug!r}.", f"Known are: {known}.")
        return sections[slug].organisation

    def organisations(self) -> tuple[Organisation, ...]:
        """All organisations of the manifest, in its order."""
        return tuple(section.organisation for section in self._held.in_use().sections.values())

    def _add(self, manifest: Manifest, section: Section, job: Job) -> Added:
        slug, name = section.organisation.slug, job.entry.name
        before = self.shelf.open(slug).documents if slug in self.shelf.organisations() else {}
        stamps = dict(self.shelf.stamps(slug))
        others = [document for key, document in before.items() if key != name]
        document, stamp, facts = made(job, section.organisation, self._tools, others)
        old = stamps.get(name)
        if name in before and old and (old.digest, old.entry) == (stamp.digest, stamp.entry):
            return Added(before[name], UNCHANGED, facts)
        copy_in(job.path, self._files(slug))
        self._held.record(with_section(manifest, including(section, replace(job.entry, file=name))))
        self.shelf.publish(slug, [*others, document], stamps={**stamps, name: stamp})
        return Added(document, CHANGED if name in before else NEW, facts)

    def _new_section(self, slug: str, path: Path) -> Section:
        """An organisation that its first file names, or else its slug."""
        require_file(path)
        named = self._tools.describe(self._tools.read(path)).organisation
        return Section(Organisation(slug, named or named_after(slug)))

    def _job(self, slug: str, entry: Entry, brought: Manifest, origin: str) -> Job:
        own = brought.sections.get(slug)
        source = own.entry(entry.name) if own and origin and entry.origin == origin else None
        return Job(entry, located(brought, source) if source else self._files(slug) / entry.name)

    def _clear(self, wanted: Manifest, rebuild: bool, progress: Progress | None) -> list[Change]:
        """Withdraw what is published of organisations that the manifest no longer names."""
        gone = [slug for slug in self.shelf.organisations() if slug not in wanted.sections]
        rounds = (
            bring_in_line(self.shelf, Organisation(slug, slug), [], self._tools, rebuild, progress) for slug in gone
        )
        return [change for changes in rounds for change in changes]

    def _files(self, slug: str) -> Path:
        return self.shelf.folder(slug) / "files"


def _suggestion(document: str, policies: tuple[Policy, ...]) -> str:
    names = [name for policy in policies for name in (policy.document, policy.id)]
    near = get_close_matches(document, names, n=3, cutoff=0.4)
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return "See what is indexed with `policy-assistant policies`."
