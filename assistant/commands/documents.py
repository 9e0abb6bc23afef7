"""Finds the document that a command names: a file on disk, read on the spot, or an indexed one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import typer

from assistant.commands.options import opened
from assistant.errors import UnknownName
from assistant.values import Clause, Document, Source


@dataclass(frozen=True, slots=True)
class Looked:
    """A document to look at: its source, its clauses, what was odd about it."""

    source: Source
    clauses: tuple[Clause, ...]
    warnings: tuple[str, ...]


def look(context: typer.Context, document: str, organisation: str, data: Path) -> Looked:
    """The document: the file of this path if there is one, otherwise the indexed document.

    A path needs neither a data folder nor the embedding model. Raises UnknownName or UnreadableFile.
    """
    path = Path(document)
    if path.exists():
        return _read(path)
    if not data.exists():
        raise UnknownName(
            f"“{document}” is neither a file nor an indexed document: there is no data folder at {data}.",
            "Check the path, or index something first with policy-assistant add or index.",
        )
    return _indexed(opened(context, data).library.find(document, organisation or None))


def _read(path: Path) -> Looked:
    # Here, not at the top: the libraries that read Word and PDF cost a second that other commands spare.
    from assistant.clauses import split
    from assistant.reading import read

    source = read(path)
    return Looked(source, split(source), source.warnings)


def _indexed(document: Document) -> Looked:
    policy = document.policy
    source = Source(policy.document, document.text, policy.digest, document.pages)
    return Looked(source, document.clauses, document.warnings)
