"""An index of a few clauses in memory, for the tests of answering: meaning is words in common."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.answering import Parts
from assistant.known import Known
from assistant.settings import Linear, Weights
from assistant.values import Clause, Contact, Document, Modality, Organisation, Policy

DIMENSIONS = 256
ROLE = re.compile(r"^(?:staff|parent|pupil|trainer): ")
SCHOOL = Organisation(
    "gull-point",
    "Gull Point School",
    safeguarding_lead=Contact("Priya Lowe", "01632 960001"),
    office=Contact("the school office", "01632 960000", "office@gull-point.example.org"),
)


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """Bags of five-letter word beginnings, without the asker's role before a question, of unit length: (n, 256)."""
    rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        for word in re.findall(r"[a-z]{3,}", ROLE.sub("", text.lower())):
            row[sum(ord(c) * 7**i for i, c in enumerate(word[:5])) % DIMENSIONS] += 1
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def document(
    name: str,
    lines: Sequence[tuple[str, Modality]],
    *,
    version: str = "2026-02",
    review: str = "",
    audiences: tuple[str, ...] = ("staff", "parent", "pupil"),
    exceptions: dict[int, tuple[str, ...]] | None = None,
) -> Document:
    """A document of one clause a line; clause addresses are "1", "2" and so on."""
    text, clauses = "", []
    for number, (line, modality) in enumerate(lines, 1):
        start = len(text)
        text += f"{line}\n"
        tied = (exceptions or {}).get(number, ())
        clauses.append(
            Clause(
                name,
                str(number),
                f"Section {number}",
                line,
                start,
                start + len(line),
                modality=modality,
                exceptions=tied,
            )
        )
    policy = Policy("gull-point", "phones", name, "Phones Policy", version, version, "", review, audiences=audiences)
    return Document(policy, text, tuple(clauses))


class FakeIndex:
    """Searches every clause; scores are shared words."""

    def __init__(self, *documents: Document) -> None:
        self.settled: dict[str, Known] = {}
        self.documents = {document.policy.document: document for document in documents}
        self.policies = tuple(document.policy for document in documents)
        self._clauses = {clause.key: clause for document in documents for clause in document.clauses}

    def clause(self, key: str) -> Clause:
        return self._clauses[key]

    def dense(self, vector: NDArray[np.float32], limit: int, documents: frozenset[str]) -> list[tuple[str, float]]:
        found = [
            (key, float(encode([clause.text])[0] @ vector))
            for key, clause in self._clauses.items()
            if clause.document in documents
        ]
        return sorted(found, key=lambda hit: -hit[1])[:limit]

    def lexical(self, text: str, limit: int, documents: frozenset[str]) -> list[tuple[str, float]]:
        return [(key, score) for key, score in self.dense(encode([text])[0], limit, documents) if score > 0]

    def known(self, vector: NDArray[np.float32], limit: int, documents: frozenset[str]) -> list[tuple[str, float]]:
        return []

    def approved(self, question: str, role: str, documents: frozenset[str]) -> Known | None:
        return self.settled.get(question)


def parts(*documents: Document, weights: Weights | None = None) -> Parts:
    """The pipeline's parts over these documents."""
    index = FakeIndex(*documents)
    sure = Weights(found=Linear(dense=12.0, lexical=0.0, none=4.0, rule=0.1), answer_from=0.5, yes_from=0.5)
    return Parts(SCHOOL, lambda: index, encode, weights or sure)
