"""All organisations' indexes under one data folder: open one to search it, publish a new generation of it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from assistant import known
from assistant.errors import DataFolderError, UnknownName
from assistant.index import digests, generations, public, store, stored
from assistant.index.building import Builder, Progress
from assistant.index.embedder import Embedder
from assistant.index.opened import Opened, missing
from assistant.index.partition import Partition
from assistant.index.store import Part, Stamp
from assistant.settings import IndexSettings
from assistant.values import Document, Policy

__all__ = ["Progress", "Shelf"]

T = TypeVar("T")


class Shelf:
    """The indexes in `root`, the data folder; readers never wait for the one writer.

    With `public_only` every part read is the public one, and nothing is written.
    """

    def __init__(
        self, root: Path, embedder: Embedder, settings: IndexSettings | None = None, public_only: bool = False
    ) -> None:
        self.root = root
        self.embedder = embedder
        self.public_only = public_only
        self._settings = settings or IndexSettings()
        self._opened = Opened(embedder, self._settings)
        self._writer = threading.local()

    def folder(self, slug: str) -> Path:
        """Where an organisation's files and generations lie."""
        return self.root / "organisations" / slug

    def organisations(self) -> tuple[str, ...]:
        """The slugs of the organisations that have something published, in order."""
        home = self.root / "organisations"
        entries = sorted(home.iterdir()) if home.is_dir() else []
        return tuple(entry.name for entry in entries if (entry / generations.POINTER).is_file())

    def open(self, slug: str, public: bool = False) -> Partition:
        """The generation of an organisation that is in force now, or its public part; raises UnknownName."""
        number = generations.current(self.folder(slug)) if slug else 0
        if not number:
            self._require_root()
            raise UnknownName(f"Nothing is indexed for an organisation {slug!r}.", self._known())
        return self._opened.get(slug, self.folder(slug), number, public or self.public_only)

    def documents(self, slug: str) -> Mapping[str, Document]:
        """The published documents by file name, whichever model embedded them; raises as `open` does."""
        return self._opened.load(slug, self.folder(slug), self.public_only).documents

    def stamps(self, slug: str) -> Mapping[str, Stamp]:
        """What each indexed file looked like, by name; empty when nothing is published."""
        return self._read(slug, stored.load_stamps, {})

    def policies(self, slug: str, public: bool = False) -> tuple[Policy, ...]:
        """The policies in force's generation or its public part, without their texts; empty when none is published."""
        return self._read(slug, stored.load_policies, (), public)

    def withheld(self, slug: str) -> tuple[Policy, ...]:
        """The staff's versions of public policies, bare: organisation, slug and dates; empty when nothing is there."""
        return self._read(slug, stored.load_withheld, (), True)

    def outdated(self, slug: str) -> bool:
        """Whether what is published is another model's than the one in use, or lacks its public part or digests."""
        number = generations.current(self.folder(slug))
        if not number:
            return False
        part = public.folder_of(generations.path(self.folder(slug), number), True)
        return not digests.listed(part) or self._read(slug, stored.load_embedder, "") != self.embedder.name

    def questions_file(self, slug: str) -> Path:
        """Where the organisation's own known questions are written, by hand or by command; never rebuilt."""
        return self.folder(slug) / known.NAME

    def questions_changed(self, slug: str) -> bool:
        """Whether that file says other than what was published; raises BadMetadata when it can't be read."""
        published: tuple[known.KnownQuestion, ...] = self._read(slug, stored.load_questions, ())
        return known.read(self.questions_file(slug)) != published

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer of the data folder; a thread that already is may enter again."""
        self._require_writer()
        if getattr(self._writer, "active", False):
            yield
            return
        with generations.writing(self.root, self._settings.lock_seconds):
            self._writer.active = True
            try:
                yield
            finally:
                self._writer.active = False

    def publish(
        self,
        slug: str,
        documents: Sequence[Document],
        progress: Progress | None = None,
        stamps: Mapping[str, Stamp] | None = None,
        reuse: bool = True,
    ) -> int:
        """Put a new generation with these documents in force; returns its number.

        Its public part holds those that are not for staff alone and comes into force at the same moment. The
        organisation's known questions go in as their file has them. Only texts that are new are encoded (all, without
        `reuse`); `progress` gets (encoded, to encode). Readers see the old generation until this returns, then the new
        one, in every process. `stamps` are kept for whoever asks whether a file changed.
        """
        with self.writing(), _writable(self.root), generations.building(self.folder(slug)) as fresh:
            questions = known.read(self.questions_file(slug))
            reusable = self._known_vectors(slug) if reuse else {}
            whole = Part(tuple(documents), questions, stamps or {})
            Builder(self.embedder, self._settings).build(fresh, whole, reusable, progress)
            return generations.publish(self.folder(slug), fresh)

    def _read(self, slug: str, load: Callable[[Path], T], nothing: T, is_public: bool = False) -> T:
        """What `load` reads of the part in force; `nothing` when nothing is published."""
        number = generations.current(self.folder(slug))
        if not number:
            return nothing
        part = public.folder_of(generations.path(self.folder(slug), number), is_public or self.public_only)
        try:
            return load(part)
        except FileNotFoundError as error:
            raise missing(slug, part) from error

    def _known_vectors(self, slug: str) -> dict[str, bytes]:
        try:
            return self._read(slug, self._sound_vectors, {})
        except DataFolderError:
            return {}  # nothing to reuse: all is encoded afresh

    def _sound_vectors(self, part: Path) -> dict[str, bytes]:
        """The vectors of a part that is as it was built: a damaged one would live on in every generation to come."""
        digests.require(part, store.FILE)
        return stored.load_vectors(part, self.embedder.name)

    def _require_writer(self) -> None:
        if self.public_only:
            raise DataFolderError(
                "This process reads what is public and may write nothing.",
                "Change policies with another process, opened without `public_only`.",
            )

    def _require_root(self) -> None:
        if not self.root.is_dir():
            raise DataFolderError(
                f"The data folder {self.root} does not exist.",
                "Create it by adding a policy with `policy-assistant add FILE --organisation SLUG`, "
                "or name another with --data.",
            )

    def _known(self) -> str:
        known = ", ".join(self.organisations())
        if known:
            return f"Give one of these: {known}."
        return "Add a file with `policy-assistant add FILE --organisation SLUG` first."


@contextmanager
def _writable(root: Path) -> Iterator[None]:
    """Say in words that the disk is full or failing; the generation in force is untouched."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise DataFolderError(
            f"The index in {root} can't be written ({error}). The one before stays in force.",
            "Check the disk's space and permissions, then run `policy-assistant index`.",
        ) from error
