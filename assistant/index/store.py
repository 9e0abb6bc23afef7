"""The source of truth of a generation: one SQLite file with documents, clauses and vectors."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import DataFolderError
from assistant.index import asked
from assistant.index.embedder import Vectors
from assistant.known import KnownQuestion
from assistant.models.texts import clause_text
from assistant.values import Clause, Document, Modality, Policy

FORMAT = 2
FILE = "index.sqlite"

SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE documents (
    name TEXT PRIMARY KEY, place INTEGER NOT NULL, policy TEXT NOT NULL,
    text TEXT NOT NULL, pages TEXT NOT NULL, warnings TEXT NOT NULL
);
CREATE TABLE clauses (
    key TEXT PRIMARY KEY, place INTEGER NOT NULL, document TEXT NOT NULL REFERENCES documents (name),
    address TEXT NOT NULL, label TEXT NOT NULL, start INTEGER NOT NULL, finish INTEGER NOT NULL,
    number TEXT NOT NULL, headings TEXT NOT NULL, stem TEXT NOT NULL, page INTEGER,
    modality TEXT NOT NULL, binds TEXT NOT NULL, exceptions TEXT NOT NULL,
    vector TEXT NOT NULL REFERENCES vectors (digest)
);
CREATE TABLE vectors (digest TEXT PRIMARY KEY, vector BLOB NOT NULL);
CREATE TABLE stamps (
    name TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL,
    digest TEXT NOT NULL, entry TEXT NOT NULL
);
"""

VECTORS = "SELECT vectors.vector FROM clauses JOIN vectors ON digest = clauses.vector ORDER BY place"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells whether a file changed since it was indexed: size, time in ns, SHA-256, manifest entry."""

    size: int
    modified: int
    digest: str
    entry: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A generation as read: its documents by name, a vector a clause (n, d) in their order, its known questions."""

    embedder: str
    documents: Mapping[str, Document]
    vectors: Vectors
    asked: asked.Asked


def vector_digest(clause: Clause) -> str:
    """Under which a clause's vector is kept: the SHA-256 of the text that is embedded, in hex."""
    return asked.digest_of(clause_text(clause))


def write(
    folder: Path,
    embedder: str,
    documents: Sequence[Document],
    vectors: Mapping[str, bytes],
    stamps: Mapping[str, Stamp],
    questions: Sequence[KnownQuestion] = (),
) -> None:
    """Write the SQLite file of a generation into its fresh folder, whole or not at all."""
    with closing(sqlite3.connect(folder / FILE)) as connection, connection:
        connection.executescript(SCHEMA)
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("INSERT INTO facts VALUES ('embedder', ?)", (embedder,))
        connection.executemany("INSERT INTO vectors VALUES (?, ?)", vectors.items())
        connection.executemany("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)", _document_rows(documents))
        marks = ", ".join("?" * 15)
        connection.executemany(f"INSERT INTO clauses VALUES ({marks})", _clause_rows(documents))
        rows = ((name, s.size, s.modified, s.digest, s.entry) for name, s in stamps.items())
        connection.executemany("INSERT INTO stamps VALUES (?, ?, ?, ?, ?)", rows)
        asked.insert(connection, questions)


def load(folder: Path) -> Stored:
    """Read a whole generation into memory; raises DataFolderError when damaged or newer."""
    with closing(_open(folder)) as connection:
        try:
            clauses = _clauses(connection)
            documents = _documents(connection, clauses)
            blobs = [row[0] for row in connection.execute(VECTORS)]
            embedder = connection.execute("SELECT value FROM facts WHERE name = 'embedder'").fetchone()[0]
            questions = asked.select(connection)
        except (sqlite3.Error, ValueError, TypeError, KeyError) as error:
            raise _damaged(folder, error) from error
    rows = np.frombuffer(b"".join(blobs), dtype="<f4").reshape(len(blobs), -1) if blobs else np.zeros((0, 0))
    return Stored(embedder, documents, np.ascontiguousarray(rows, dtype=np.float32), questions)


def load_embedder(folder: Path) -> str:
    """The name of the model that made a generation's vectors."""
    with closing(_open(folder)) as connection:
        try:
            return str(connection.execute("SELECT value FROM facts WHERE name = 'embedder'").fetchone()[0])
        except (sqlite3.Error, TypeError) as error:
            raise _damaged(folder, error) from error


def load_vectors(folder: Path, embedder: str) -> dict[str, bytes]:
    """The vectors of a generation by digest; none when another model made them."""
    with closing(_open(folder)) as connection:
        try:
            made_by = connection.execute("SELECT value FROM facts WHERE name = 'embedder'").fetchone()[0]
            rows = connection.execute("SELECT digest, vector FROM vectors").fetchall()
        except (sqlite3.Error, TypeError) as error:
            raise _damaged(folder, error) from error
    return dict(rows) if made_by == embedder else {}


def load_stamps(folder: Path) -> dict[str, Stamp]:
    """What each file looked like when it was indexed, by file name; reads no text."""
    with closing(_open(folder)) as connection:
        try:
            rows = connection.execute("SELECT name, size, modified, digest, entry FROM stamps").fetchall()
        except sqlite3.Error as error:
            raise _damaged(folder, error) from error
    return {row[0]: Stamp(*row[1:]) for row in rows}


def load_questions(folder: Path) -> tuple[KnownQuestion, ...]:
    """The known questions that were published with a generation, in order; reads no text."""
    with closing(_open(folder)) as connection:
        try:
            return tuple(dict.fromkeys(asked.select(connection).entries))
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise _damaged(folder, error) from error


def load_policies(folder: Path) -> tuple[Policy, ...]:
    """The policies alone, in order; reads no text."""
    with closing(_open(folder)) as connection:
        try:
            rows = connection.execute("SELECT policy FROM documents ORDER BY place").fetchall()
            return tuple(_policy(row[0]) for row in rows)
        except (sqlite3.Error, ValueError, TypeError, KeyError) as error:
            raise _damaged(folder, error) from error


def _open(folder: Path) -> sqlite3.Connection:
    # A published generation never changes, so SQLite may skip locks and works on a read-only disk.
    address = (folder / FILE).absolute().as_uri() + "?mode=ro&immutable=1"
    if not (folder / FILE).is_file():
        raise FileNotFoundError(folder / FILE)
    connection = sqlite3.connect(address, uri=True)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as error:
        connection.close()
        raise _damaged(folder, error) from error
    if version > FORMAT:
        connection.close()
        raise DataFolderError(
            f"The index in {folder} has format {version}, newer than this program's {FORMAT}.",
            "Update policy-assistant, or give another folder with --data.",
        )
    return connection


def _damaged(folder: Path, error: Exception) -> DataFolderError:
    return DataFolderError(
        f"The index in {folder} is damaged ({error}).",
        "Run `policy-assistant index --rebuild`; it is built again from the files.",
    )


def _document_rows(documents: Sequence[Document]) -> Iterable[tuple[object, ...]]:
    for place, document in enumerate(documents):
        policy = json.dumps(asdict(document.policy))
        pages, warnings = json.dumps(document.pages), json.dumps(document.warnings)
        yield document.policy.document, place, policy, document.text, pages, warnings


def _clause_rows(documents: Sequence[Document]) -> Iterable[tuple[object, ...]]:
    clauses = (clause for document in documents for clause in document.clauses)
    for place, c in enumerate(clauses):
        headings, binds, exceptions = json.dumps(c.headings), json.dumps(c.binds), json.dumps(c.exceptions)
        address = (c.key, place, c.document, c.clause, c.label, c.start, c.end, c.number, headings, c.stem)
        yield (*address, c.page, c.modality.value, binds, exceptions, vector_digest(c))


def _clauses(connection: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    for row in connection.execute("SELECT * FROM clauses ORDER BY place"):
        found.setdefault(row[2], []).append(row)
    return found


def _documents(connection: sqlite3.Connection, clauses: Mapping[str, list[tuple[Any, ...]]]) -> dict[str, Document]:
    found = {}
    for name, policy, text, pages, warnings in connection.execute(
        "SELECT name, policy, text, pages, warnings FROM documents ORDER BY place"
    ):
        own = tuple(_clause(row, text) for row in clauses.get(name, ()))
        pages, warnings = tuple(json.loads(pages)), tuple(json.loads(warnings))
        found[name] = Document(_policy(policy), text, own, pages, warnings)
    return found


def _policy(stored: str) -> Policy:
    fields: dict[str, Any] = json.loads(stored)
    lists = {key: tuple(value) for key, value in fields.items() if isinstance(value, list)}
    return Policy(**(fields | lists))


def _clause(row: tuple[Any, ...], text: str) -> Clause:
    (
        _,
        _,
        document,
        address,
        label,
        start,
        end,
        number,
        headings,
        stem,
        page,
        modality,
        binds,
        exceptions,
        _,
    ) = row
    return Clause(
        document,
        address,
        label,
        # Sliced, not stored: a clause's words can't differ from its document's.
        text[start:end],
        start,
        end,
        number,
        tuple(json.loads(headings)),
        stem,
        page,
        Modality(modality),
        tuple(json.loads(binds)),
        tuple(json.loads(exceptions)),
    )
