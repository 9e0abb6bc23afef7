"""Stand-ins for the model and the readers: an embedder that hashes words, a reader of plain lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from assistant.errors import UnreadableFile
from assistant.index.embedder import Vectors
from assistant.values import Clause, Document, Policy, Source


class HashEmbedder:
    """Eight numbers a text, the same in every process; remembers what it was asked to encode."""

    name = "hash"
    dimensions = 8

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        rows = [np.frombuffer(sha256(text.encode()).digest(), dtype=np.int32) for text in texts]
        vectors = np.asarray(rows, dtype=np.float32).reshape(len(texts), 8)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@dataclass(frozen=True)
class FakeFacts:
    """What the first lines ("title: ...") of a file state."""

    title: str = ""
    organisation: str = ""
    approved: str = ""
    effective: str = ""
    review: str = ""
    approver: str = ""
    binds: tuple[str, ...] = ()


def read(path: Path) -> Source:
    content = path.read_bytes()
    if not content.strip():
        raise UnreadableFile(f"{path.name} is empty.", "Give a file with text in it.")
    return Source(path.name, content.decode("utf-8"), sha256(content).hexdigest())


def describe(source: Source) -> FakeFacts:
    return FakeFacts(**dict(re.findall(r"^(title|organisation|approved|review): (.+)$", source.text, re.M)))


def split(source: Source) -> tuple[Clause, ...]:
    lines = list(re.finditer(r"^- (.+)$", source.text, re.M))
    return tuple(
        Clause(source.name, str(place), f"rule {place}", line[1], line.start(1), line.end(1))
        for place, line in enumerate(lines, 1)
    )


def document(name: str, *rules: str, organisation: str = "dunmore", version: str = "2026-02") -> Document:
    """A document of the rules given, one clause each."""
    text = "".join(f"- {rule}\n" for rule in rules)
    source = Source(name, text, sha256(text.encode()).hexdigest())
    policy = Policy(organisation, Path(name).stem, name, name, version, approved=version, digest=source.digest)
    return Document(policy, text, split(source))
