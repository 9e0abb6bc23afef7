"""What is read and cited: a file, its blocks, a policy in one version, its clauses."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.values.kinds import BlockKind, Modality, Role


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
        return placed(self.label, self.page)


@dataclass(frozen=True, slots=True)
class Document:
    """A policy with its text and its clauses: what an index holds."""

    policy: Policy
    text: str
    clauses: tuple[Clause, ...]
    pages: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()


def placed(label: str, page: int | None) -> str:
    """The label, with the page where the label does not name it."""
    return label if page is None or "page" in label else f"{label} (page {page})"
