"""The SQLite file of a published part, read: never written again, so it may lie on a disk that can't be."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from assistant.errors import DataFolderError
from assistant.index import asked
from assistant.index.embedder import Vectors
from assistant.index.generations import REBUILD
from assistant.index.store import FILE, FORMAT, Stamp
from assistant.known import KnownQuestion
from assistant.values import Clause, Document, Modality, Policy

VECTORS = "SELECT vectors.vector FROM clauses JOIN vectors ON digest = clauses.vector ORDER BY place"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stored:
    """A part as read: its documents by name, a vector a clause (n, d) in their order, its known questions.

    `withheld` are bare policies: versions that supersede one of the documents and that this part does not hold.
    """

    embedder: str
    documents: Mapping[str, Document]
    vectors: Vectors
    asked: asked.StoredQuestions
    withheld: tuple[Policy, ...] = ()


def load(folder: Path) -> Stored:
    """Read a whole part into memory; raises DataFolderError when damaged or newer."""
    return _read(folder, _stored)


def load_embedder(folder: Path) -> str:
    """The name of the model that made a part's vectors."""
    return _read(folder, lambda connection: _fact(connection, "embedder"))


def load_vectors(folder: Path, embedder: str) -> dict[str, bytes]:
    """The vectors of a part by digest; none when another model made them."""
    rows = _read(folder, lambda c: (_fact(c, "embedder"), c.execute("SELECT digest, vector FROM vectors").fetchall()))
    return dict(rows[1]) if rows[0] == embedder else {}


def load_stamps(folder: Path) -> dict[str, Stamp]:
    """What each file looked like when it was indexed, by file name; reads no text."""
    select = "SELECT name, size, modified, digest, entry FROM stamps"
    return _read(folder, lambda connection: {row[0]: Stamp(*row[1:]) for row in connection.execute(select)})


def load_questions(folder: Path) -> tuple[KnownQuestion, ...]:
    """The known questions that were published with a part, in order; reads no text."""
    return _read(folder, lambda connection: tuple(dict.fromkeys(asked.select(connection).entries)))


def load_policies(folder: Path) -> tuple[Policy, ...]:
    """The policies alone, in order; reads no text."""
    select = "SELECT policy FROM documents ORDER BY place"
    return _read(folder, lambda connection: tuple(_policy(json.loads(row[0])) for row in connection.execute(select)))


def load_withheld(folder: Path) -> tuple[Policy, ...]:
    """The bare versions that supersede one of a part's documents and that it does not hold; reads no text."""
    return _read(folder, _withheld)


def _read(folder: Path, take: Callable[[sqlite3.Connection], T]) -> T:
    """What `take` reads of the file; raises DataFolderError, and FileNotFoundError when there is none."""
    with closing(_open(folder)) as connection:
        try:
            return take(connection)
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
    return DataFolderError(f"The index file {folder / FILE} is damaged ({error}).", REBUILD)


def _fact(connection: sqlite3.Connection, name: str) -> str:
    return str(connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()[0])


def _stored(connection: sqlite3.Connection) -> Stored:
    documents = _documents(connection, _clauses(connection))
    blobs = [row[0] for row in connection.execute(VECTORS)]
    rows = np.frombuffer(b"".join(blobs), dtype="<f4").reshape(len(blobs), -1) if blobs else np.zeros((0, 0))
    vectors = np.ascontiguousarray(rows, dtype=np.float32)
    return Stored(_fact(connection, "embedder"), documents, vectors, asked.select(connection), _withheld(connection))


def _withheld(connection: sqlite3.Connection) -> tuple[Policy, ...]:
    # Parts from before there were several say nothing of what is withheld: nothing was.
    row = connection.execute("SELECT value FROM facts WHERE name = 'withheld'").fetchone() or ("[]",)
    return tuple(_policy(fields) for fields in json.loads(row[0]))


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
        found[name] = Document(_policy(json.loads(policy)), text, own, pages, warnings)
    return found


def _policy(fields: Mapping[str, Any]) -> Policy:
    lists = {key: tuple(value) for key, value in fields.items() if isinstance(value, list)}
    return Policy(**{**fields, **lists})


def _clause(row: tuple[Any, ...], text: str) -> Clause:
    _, _, document, address, label, start, end, number, headings, stem, page, modality, binds, exceptions, _ = row
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
