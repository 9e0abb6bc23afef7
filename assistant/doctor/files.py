"""Whether the files that the program made or came with are as they were made: the index's and the models'."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.doctor.findings import Finding, Level, of_error
from assistant.index import Embedder
from assistant.library import Library
from assistant.models.encoder import Encoder
from assistant.models.weights import faults


def index(library: Library, slug: str) -> Iterator[Finding]:
    """What of an organisation's index, which opens, is done without, or can't be told to be whole."""
    parts = [(library.shelf.open(slug, public), public) for public in (False, True)]
    where = f"{slug}: index"
    for part, public in parts:
        of_which = "the part for parents and pupils of " if public else ""
        for name in part.faults:
            text = f"The file {name} in {of_which}the index is not as it was built, so it is not used."
            yield Finding(Level.WARNING, where, text, "Run: policy-assistant index --rebuild")
    if not all(part.listed for part, _ in parts):
        text = "The index was made by an earlier version, so a file in it that is damaged may not be noticed."
        yield Finding(Level.NOTE, where, text, "Run: policy-assistant index")


def models(embedder: Embedder) -> Iterator[Finding]:
    """Whether the shipped models, where they are in use, are those that were shipped (C9)."""
    if isinstance(embedder, Encoder):
        yield from (of_error("models", fault) for fault in faults(embedder.folder))
