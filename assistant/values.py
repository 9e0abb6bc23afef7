"""The words of the product as frozen values; no foreign imports.

Offsets are indices into Python `str`s, half open: `text[start:end]`. Dates are ISO 8601 strings of
reduced precision where the source gives no day: "2026", "2026-02" or "2026-02-14"; "" is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Modality(StrEnum):
    """What a clause does."""

    PROHIBITS = "prohibits"
    REQUIRES = "requires"
    PERMITS = "permits"
    ADVISES = "advises"
    DEFINES = "defines"
    STATES = "states"


class Verdict(StrEnum):
    """The answer in one word."""

    YES = "yes"
    NO = "no"
    CONDITIONAL = "conditional"
    INFO = "info"
    NOT_COVERED = "not_covered"


class Outcome(StrEnum):
    """Why an answer looks as it does: a closed list."""

    ANSWERED = "answered"
    NOT_COVERED = "not_covered"
    UNCLEAR_QUESTION = "unclear_question"
    OUT_OF_SCOPE = "out_of_scope"
    SAFEGUARDING = "safeguarding"
    REFUSED_INPUT = "refused_input"
    UNAVAILABLE = "unavailable"


class Status(StrEnum):
    """Where a version of a policy stands on a given day."""

    IN_FORCE = "in force"
    SUPERSEDED = "superseded"
    NOT_YET_IN_FORCE = "not yet in force"


class Role(StrEnum):
    """Who asks."""

    STAFF = "staff"
    PARENT = "parent"
    PUPIL = "pupil"
    TRAINER = "trainer"

    @property
    def public(self) -> bool:
        """Whether somebody of this role is outside staff, and so sees only what is written for them."""
        return self in (Role.PARENT, Role.PUPIL)


class Access(StrEnum):
    """What an account is for; an admin may do all, a trainer what staff may."""

    STAFF = "staff"
    TRAINER = "trainer"
    ADMIN = "admin"


class BlockKind(StrEnum):
    """What a run of a document's text is, before it becomes clauses."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    NOTE = "note"
    FURNITURE = "furniture"
    CONTENTS = "contents"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text of one kind, as a reader that knows its format saw it.

    `start` and `end` span the words alone, without the marker. `level` is the depth: of a heading
    (1 is the top), of a list item (1 is the outermost). `number` is the number or letter a reader
    sees ("3.2", "(a)", "iv"), "" for a bullet or none. `header` holds a table row's column titles
    and `cells` the offsets of its cells, in the same order.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    number: str = ""
    header: tuple[str, ...] = ()
    cells: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: its text with positions.

    `text` is the decoded file itself for .txt and .md (newlines untouched), the extracted text
    otherwise. `pages` holds the offset at which each page starts (empty: the format has no pages).
    `blocks` covers the text in order where the format states its structure (Word, HTML); empty
    means that the layout must be inferred from the lines. `properties` are facts the format holds
    beside the text (title, author); `warnings` are sentences for the person who adds the file.
    """

    name: str
    text: str
    digest: str
    pages: tuple[int, ...] = ()
    blocks: tuple[Block, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """One document in one version.

    `document` is the source file's name; `slug` the policy's slug, shared by its versions.
    `approved`, `effective` and `review` are reduced-precision dates. `audiences` are the roles that
    may see it; `binds` the groups it binds. `digest` is the SHA-256 of the file, in hex.
    """

    organisation: str
    slug: str
    document: str
    title: str
    version: str
    approved: str = ""
    effective: str = ""
    review: str = ""
    approver: str = ""
    audiences: tuple[str, ...] = ("staff", "parent", "pupil")
    binds: tuple[str, ...] = ()
    digest: str = ""

    @property
    def id(self) -> str:
        """How the version is addressed: "iwys/social-media@2026-02"."""
        return f"{self.organisation}/{self.slug}@{self.version}"

    def open_to(self, role: Role) -> bool:
        """Whether somebody of this role may see it: staff and trainers see all, others what is written for them."""
        return not role.public or role.value in self.audiences


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest citable piece of a document.

    `clause` is its address in the document ("3.b2"), unique there; `label` is how a person cites
    it. `text` is `document_text[start:end]`, verbatim. `stem` is the sentence that a list item
    completes, or a table row's column titles. `page` counts from 1. `exceptions` are addresses of
    clauses of the same document (a starred footnote, say) that modify this one.
    """

    document: str
    clause: str
    label: str
    text: str
    start: int
    end: int
    number: str = ""
    headings: tuple[str, ...] = ()
    stem: str = ""
    page: int | None = None
    modality: Modality = Modality.STATES
    binds: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Unique within an organisation: "file.txt#3.b2"."""
        return f"{self.document}#{self.clause}"

    @property
    def place(self) -> str:
        """The label, with the page where the label does not name it."""
        return _placed(self.label, self.page)


@dataclass(frozen=True, slots=True)
class Document:
    """A policy with its text and its clauses: what an index holds."""

    policy: Policy
    text: str
    clauses: tuple[Clause, ...]
    pages: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or an office to turn to."""

    name: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Widget:
    """How an organisation's widget looks and where it may stand.

    `sites` are origins ("https://www.school.example"); none means nowhere. `colour` is "#rrggbb". A paused widget
    answers nobody.
    """

    sites: tuple[str, ...] = ()
    colour: str = "#17566b"
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Organisation:
    """A school, provision or trust; `retention_days` is how long what people add (feedback, results) is kept."""

    slug: str
    name: str
    safeguarding_lead: Contact = Contact("the designated safeguarding lead")
    office: Contact = Contact("the school office")
    trust: str = ""
    widget: Widget = Widget()
    retention_days: int = 30


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
        return _placed(self.label, self.page)


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


def _placed(label: str, page: int | None) -> str:
    return label if page is None or "page" in label else f"{label} (page {page})"
