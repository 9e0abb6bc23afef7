"""All organisations' indexes under one data folder: open one to search it, publish a new generation of it."""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from assistant import known
from assistant.errors import DataFolderError, UnknownName
from assistant.index import asked, bank, generations, store, vectors
from assistant.index.embedder import Embedder, Vectors
from assistant.index.partition import Partition
from assistant.index.words import Words
from assistant.models.texts import clause_text
from assistant.settings import IndexSettings
from assistant.values import Clause, Document, Policy

Progress = Callable[[int, int], None]


class Shelf:
    """The indexes in `root`, the data folder; readers never wait for the one writer."""

    def __init__(self, root: Path, embedder: Embedder, settings: IndexSettings | None = None) -> None:
        self.root = root
        self.embedder = embedder
        self._settings = settings or IndexSettings()
        self._opened: OrderedDict[str, Partition] = OrderedDict()
        self._guard = threading.RLock()
        self._writer = threading.local()
        self._bank: list[bank.ShippedBank | None] = []

    def folder(self, slug: str) -> Path:
        """Where an organisation's files and generations lie."""
        return self.root / "organisations" / slug

    def organisations(self) -> tuple[str, ...]:
        """The slugs of the organisations that have something published, in order."""
        home = self.root / "organisations"
        entries = sorted(home.iterdir()) if home.is_dir() else []
        return tuple(entry.name for entry in entries if (entry / generations.POINTER).is_file())

    def open(self, slug: str) -> Partition:
        """The generation of an organisation that is in force now; raises UnknownName."""
        number = generations.current(self.folder(slug)) if slug else 0
        if not number:
            self._require_root()
            raise UnknownName(f"Nothing is indexed for an organisation {slug!r}.", self._known())
        with self._guard:
            partition = self._opened.get(slug)
            if partition is None or partition.generation != number:
                partition = self._opened[slug] = self._of_this_model(self._load(slug))
            self._opened.move_to_end(slug)
            while len(self._opened) > self._settings.open_partitions:
                self._opened.popitem(last=False)
            return partition

    def documents(self, slug: str) -> Mapping[str, Document]:
        """The published documents by file name, whichever model embedded them; raises as `open` does."""
        return self._load(slug).documents

    def stamps(self, slug: str) -> Mapping[str, store.Stamp]:
        """What each indexed file looked like, by name; empty when nothing is published."""
        number = generations.current(self.folder(slug))
        return store.load_stamps(generations.path(self.folder(slug), number)) if number else {}

    def policies(self, slug: str) -> tuple[Policy, ...]:
        """The policies in force's generation, without their texts; empty when nothing is published."""
        number = generations.current(self.folder(slug))
        return store.load_policies(generations.path(self.folder(slug), number)) if number else ()

    def outdated(self, slug: str) -> bool:
        """Whether what is published was embedded by another model than the one in use."""
        number = generations.current(self.folder(slug))
        return bool(number) and store.load_embedder(generations.path(self.folder(slug), number)) != self.embedder.name

    def questions_file(self, slug: str) -> Path:
        """Where the organisation's own known questions are written, by hand or by command; never rebuilt."""
        return self.folder(slug) / known.NAME

    def questions_changed(self, slug: str) -> bool:
        """Whether that file says other than what was published; raises BadMetadata when it can't be read."""
        number = generations.current(self.folder(slug))
        published = store.load_questions(generations.path(self.folder(slug), number)) if number else ()
        return known.read(self.questions_file(slug)) != published

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer of the data folder; a thread that already is may enter again."""
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
        stamps: Mapping[str, store.Stamp] | None = None,
        reuse: bool = True,
    ) -> int:
        """Put a new generation with these documents in force; returns its number.

        The organisation's known questions go in as their file has them. Only texts that are new are
        encoded (all, without `reuse`); `progress` gets (encoded, to encode). Readers see the old
        generation until this returns, then the new one, in every process. `stamps` are kept for whoever
        asks whether a file changed.
        """
        with self.writing(), _writable(self.root), generations.building(self.folder(slug)) as fresh:
            questions = known.read(self.questions_file(slug))
            reusable = self._known_vectors(slug) if reuse else {}
            clauses = [clause for document in documents for clause in document.clauses]
            kept = self._encode(clauses, questions, reusable, progress)
            rows = self._joined(clauses, kept)
            store.write(fresh, self.embedder.name, documents, kept, stamps or {}, questions)
            self._build_caches(fresh, clauses, rows)
            self._check(fresh, documents, rows)
            return generations.publish(self.folder(slug), fresh)

    def _load(self, slug: str) -> Partition:
        # A reader may be overtaken by two publications between reading CURRENT and opening: look again.
        for _ in range(5):
            number = generations.current(self.folder(slug))
            folder = generations.path(self.folder(slug), number)
            try:
                return Partition(slug, number, folder, self._settings, self._shipped)
            except FileNotFoundError:
                if number == generations.current(self.folder(slug)):
                    break
        raise DataFolderError(
            f"The index of {slug} in {self.root} is incomplete.",
            "Run `policy-assistant index --rebuild`; it is built again from the files.",
        )

    def _of_this_model(self, partition: Partition) -> Partition:
        """The partition; vectors of two models can't be compared, so one of another's is refused."""
        if partition.embedder != self.embedder.name:
            raise DataFolderError(
                f"The index of {partition.organisation} was made with the model {partition.embedder}, "
                f"and {self.embedder.name} is in use.",
                "Run `policy-assistant index`; it embeds the clauses again.",
            )
        return partition

    def _known_vectors(self, slug: str) -> dict[str, bytes]:
        number = generations.current(self.folder(slug))
        try:
            return store.load_vectors(generations.path(self.folder(slug), number), self.embedder.name)
        except (FileNotFoundError, DataFolderError):
            return {}  # nothing to reuse: all is encoded afresh

    def _encode(
        self,
        clauses: Sequence[Clause],
        questions: Sequence[known.KnownQuestion],
        reusable: Mapping[str, bytes],
        progress: Progress | None,
    ) -> dict[str, bytes]:
        """The vectors of the clauses and the known questions, by the digest of what is embedded."""
        wanted = {store.vector_digest(c): clause_text(c) for c in clauses} | asked.texts(questions)
        found = {digest: reusable[digest] for digest in wanted if digest in reusable}
        # By length, so that a batch is not padded to its one long clause.
        digests = sorted(wanted.keys() - found.keys(), key=lambda digest: (-len(wanted[digest]), digest))
        step = self._settings.batch
        for at in range(0, len(digests), step):
            part = digests[at : at + step]
            rows = self.embedder.encode([wanted[digest] for digest in part])
            found.update((d, row.astype("<f4").tobytes()) for d, row in zip(part, rows, strict=True))
            if progress is not None:
                progress(at + len(part), len(digests))
        return found

    def _joined(self, clauses: Sequence[Clause], kept: Mapping[str, bytes]) -> Vectors:
        joined = b"".join(kept[store.vector_digest(c)] for c in clauses)
        return np.frombuffer(joined, dtype="<f4").reshape(len(clauses), self.embedder.dimensions)

    def _shipped(self) -> bank.ShippedBank | None:
        """The shipped bank, read when first asked for, once for all organisations."""
        with self._guard:
            if not self._bank:
                self._bank.append(bank.shipped(self.embedder))
            return self._bank[0]

    def _build_caches(self, fresh: Path, clauses: Sequence[Clause], rows: Vectors) -> None:
        vectors.build(fresh / "chroma", clauses, rows)
        Words.build(clauses, self._settings.bm25_k1, self._settings.bm25_b).save(fresh / "words")

    def _check(self, fresh: Path, documents: Sequence[Document], rows: Vectors) -> None:
        fault = _fault(fresh, documents, rows, self._settings.checked_clauses)
        if fault:
            raise DataFolderError(
                f"The new index did not pass its checks: {fault} The one before stays in force.",
                "Run `policy-assistant index --rebuild`, and report this if it happens again.",
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


def _fault(fresh: Path, documents: Sequence[Document], rows: Vectors, sample: int) -> str:
    stored = store.load(fresh)
    if tuple(stored.documents.values()) != tuple(documents):
        return "the documents read back differ from those written."
    if not np.array_equal(stored.vectors.reshape(rows.shape), rows):
        return "the vectors read back differ from those written."
    clauses = [clause for document in documents for clause in document.clauses]
    words = Words.load(fresh / "words", len(clauses))
    for place in np.linspace(0, len(clauses) - 1, min(sample, len(clauses)), dtype=int):
        text = clause_text(clauses[place])
        if words.stems(text) and not words.scores(text)[place] > 0:
            return f"{clauses[place].key} is not found by its own words."
    return vectors.check(fresh / "chroma", [clause.key for clause in clauses], rows, sample)
