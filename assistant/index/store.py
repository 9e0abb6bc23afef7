"""The source of truth of a generation: one SQLite file a part with documents, clauses and vectors; writing it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

from assistant.index import asked
from assistant.known import KnownQuestion
from assistant.models.texts import clause_text
from assistant.values import Clause, Document, Policy

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


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells whether a file changed since it was indexed: size, time in ns, SHA-256, manifest entry."""

    size: int
    modified: int
    digest: str
    entry: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of a generation holds.

    `withheld` are versions that supersede one of the documents and that this part must not hold: bare policies, of
    which only the organisation, the slug and the dates are said.
    """

    documents: tuple[Document, ...]
    questions: tuple[KnownQuestion, ...] = ()
    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    withheld: tuple[Policy, ...] = ()

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses of the documents, in their order."""
        return tuple(clause for document in self.documents for clause in document.clauses)

    @property
    def texts(self) -> dict[str, str]:
        """All that is embedded of it, by digest."""
        return {vector_digest(clause): clause_text(clause) for clause in self.clauses} | asked.texts(self.questions)


def vector_digest(clause: Clause) -> str:
    """Under which a clause's vector is kept: the SHA-256 of the text that is embedded, in hex."""
    return asked.digest_of(clause_text(clause))


def write(folder: Path, embedder: str, part: Part, vectors: Mapping[str, bytes]) -> None:
    """Write the SQLite file of a part into its fresh folder, whole or not at all; of the vectors only its own."""
    with closing(sqlite3.connect(folder / FILE)) as connection, connection:
        connection.executescript(SCHEMA)
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        withheld = json.dumps([asdict(policy) for policy in part.withheld])
        connection.executemany("INSERT INTO facts VALUES (?, ?)", (("embedder", embedder), ("withheld", withheld)))
        own = ((digest, vectors[digest]) for digest in part.texts)
        connection.executemany("INSERT INTO vectors VALUES (?, ?)", own)
        connection.executemany("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)", _document_rows(part.documents))
        marks = ", ".join("?" * 15)
        connection.executemany(f"INSERT INTO clauses VALUES ({marks})", _clause_rows(part.clauses))
        rows = ((name, s.size, s.modified, s.digest, s.entry) for name, s in part.stamps.items())
        connection.executemany("INSERT INTO stamps VALUES (?, ?, ?, ?, ?)", rows)
        asked.insert(connection, part.questions)


def _document_rows(documents: Iterable[Document]) -> Iterable[tuple[object, ...]]:
    for place, document in enumerate(documents):
        policy = json.dumps(asdict(document.policy))
        pages, warnings = json.dumps(document.pages), json.dumps(document.warnings)
        yield document.policy.document, place, policy, document.text, pages, warnings


def _clause_rows(clauses: Iterable[Clause]) -> Iterable[tuple[object, ...]]:
    for place, c in enumerate(clauses):
        headings, binds, exceptions = json.dumps(c.headings), json.dumps(c.binds), json.dumps(c.exceptions)
        address = (c.key, place, c.document, c.clause, c.label, c.start, c.end, c.number, headings, c.stem)
        yield (*address, c.page, c.modality.value, binds, exceptions, vector_digest(c))
