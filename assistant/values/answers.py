"""What flows from a question to its answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from assistant.values.documents import Clause, placed
from assistant.values.kinds import Outcome, Role, Status, Verdict


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked, with who asks, of which documents, on which day (ISO) and what went before."""

    text: str
    organisation: str
    id: str = ""
    document: str = ""
    role: Role = Role.STAFF
    as_of: str = ""
    history: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The day asked about."""
        return date.fromisoformat(self.as_of)


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause found for a question, with its scores (higher is better; `dense` is a cosine).

    `known` tells how like the question is to one that this clause is known to settle. `chance` is that of deciding
    the question, from 0 to 1; `verdicts` are the chances of yes, no, conditional and info, where a ranker told them.
    """

    clause: Clause
    score: float
    dense: float = 0.0
    lexical: float = 0.0
    known: float = 0.0
    settles: float = 0.0
    chance: float = 0.0
    verdicts: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause quoted in an answer; `quote` is `text[start:end]` of the document.

    `marks` are offsets in the document, inside `start`..`end` and apart from one another: the very words that
    answer "who", "when" or "how much".
    """

    number: int
    document: str
    policy: str
    title: str
    version: str
    status: Status
    clause: str
    label: str
    page: int | None
    stem: str
    quote: str
    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def place(self) -> str:
        """The label, with the page where the label does not name it."""
        return placed(self.label, self.page)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the asker must see with the answer."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gets; the JSON object of the contract, field for field."""

    id: str
    question: str
    organisation: str
    role: str
    as_of: str
    outcome: Outcome
    verdict: Verdict
    answer: str
    citations: tuple[Citation, ...] = ()
    related: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    confidence: float = 0.0
    steps_ms: dict[str, float] = field(default_factory=dict)
