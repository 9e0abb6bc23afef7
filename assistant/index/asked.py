"""An organisation's own known questions: their table in a generation, and the clauses they lead to when opened."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

import numpy as np

from assistant.index.bank import link
from assistant.index.embedder import Vectors
from assistant.known import Known, KnownQuestion, places
from assistant.models.texts import question_text
from assistant.values import Document, Role

SCHEMA = """
CREATE TABLE questions (
    place INTEGER NOT NULL, entry TEXT NOT NULL, vector TEXT NOT NULL REFERENCES vectors (digest)
);
"""
INSERT = "INSERT INTO questions VALUES (?, ?, ?)"
SELECT = """
SELECT entry, vectors.vector FROM questions JOIN vectors ON digest = questions.vector ORDER BY questions.place
"""

WORD = re.compile(r"[^\W_]+")
DOUBLED = re.compile(r"(.)\1+")
# Words that change nothing in a question. Not "just", "only", "ok" and the like, which can be what it turns on.
FILLERS = frozenset(
    {"a", "an", "the", "please", "pls", "plz", "hi", "hello", "hey", "thanks", "cheers", "sorry", "um", "er"}
)


@dataclass(frozen=True, slots=True)
class StoredQuestions:
    """Known questions as stored: a row an embedded text, its entry and its vector (n, d)."""

    entries: tuple[KnownQuestion, ...] = ()
    vectors: Vectors | None = None


def digest_of(text: str) -> str:
    """Under which a text's vector is kept."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def texts_of(entry: KnownQuestion) -> tuple[str, ...]:
    """What is embedded for an entry: its question as its role asks it, or as each role does when it names none."""
    roles = (entry.role,) if entry.role else tuple(role.value for role in Role)
    return tuple(question_text(entry.question, role) for role in roles)


def texts(entries: Iterable[KnownQuestion]) -> dict[str, str]:
    """All that is embedded for the entries, by digest."""
    return {digest_of(text): text for entry in entries for text in texts_of(entry)}


def insert(connection: sqlite3.Connection, entries: Sequence[KnownQuestion]) -> None:
    """Write the table; the vectors are in their own."""
    connection.execute(SCHEMA)
    for place, entry in enumerate(entries):
        stored = json.dumps(asdict(entry))
        connection.executemany(INSERT, ((place, stored, digest_of(text)) for text in texts_of(entry)))


def select(connection: sqlite3.Connection) -> StoredQuestions:
    """Read the table, if this generation has one (those of format 1 have none)."""
    if not connection.execute("SELECT name FROM sqlite_master WHERE name = 'questions'").fetchone():
        return StoredQuestions()
    rows = connection.execute(SELECT).fetchall()
    entries = tuple(KnownQuestion(**json.loads(row[0])) for row in rows)
    vectors = np.frombuffer(b"".join(row[1] for row in rows), dtype="<f4").reshape(len(rows), -1) if rows else None
    return StoredQuestions(entries, vectors)


class OwnQuestions:
    """The known questions of an opened generation, bound to its clauses wherever their words stand now."""

    def __init__(self, asked: StoredQuestions, documents: Mapping[str, Document], rows: Mapping[str, int]) -> None:
        found = places(asked.entries, documents.values())
        pairs = [(rows[clause.key], place) for place, clauses in enumerate(found) for clause in clauses]
        self.links = link(pairs)
        self._vectors = asked.vectors
        self._approved: dict[tuple[str, ...], list[Known]] = {}
        for entry, clauses in zip(asked.entries, found, strict=True):
            known: list[Known] = self._approved.setdefault(same_words(entry.question), [])
            known += [each for clause in clauses if (each := Known(entry, clause.key)) not in known]

    def cosines(self, vector: Vectors) -> Vectors:
        """The cosine of a vector (d,) with each stored text: (n,)."""
        if self._vectors is None:
            return np.zeros(0, dtype=np.float32)
        return np.asarray(self._vectors @ np.asarray(vector, dtype=np.float32))

    def approved(self, question: str, role: str, documents: frozenset[str]) -> Known | None:
        """The entry that is this very question, approved for this role or, failing that, for anybody.

        None as well when entries that read alike lead to different clauses or verdicts.
        """
        words = same_words(question)
        alike = [
            each
            for each in (self._approved.get(words, ()) if words else ())
            if each.entry.role in ("", role) and each.clause.rpartition("#")[0] in documents
        ]
        closest = [each for each in alike if each.entry.role] or alike
        return closest[0] if len({(each.clause, each.verdict) for each in closest}) == 1 else None


def same_words(question: str) -> tuple[str, ...]:
    """A question without case, punctuation, courtesies and slips of spelling: equal for one question typed twice.

    Words, not vectors: of 59 pairs of training questions about one policy with a cosine of 0.93 or more, 48 had
    different answers, because a number, a day or a "not" differed (evals/LOG.md).
    """
    plain = question.casefold().replace("'", "").replace("’", "")
    return tuple(_spelt(word) for word in WORD.findall(plain) if word not in FILLERS)


def _spelt(word: str) -> str:
    """A word with swapped and doubled letters evened out: "recieve" and "receive", "acommodation" too."""
    if len(word) < 5 or any(letter.isdigit() for letter in word):
        return word
    single = DOUBLED.sub(r"\1", word)
    return single[0] + "".join(sorted(single[1:-1])) + single[-1:]
