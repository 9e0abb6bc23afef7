"""A clause in its page: its words with what stands before and after them in the policy."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from assistant.errors import UnknownName
from assistant.scenarios.ruling import words
from assistant.scenarios.values import Cited
from assistant.values import Clause, Document, Policy, Role, Status
from assistant.versions import status_of
from assistant.web import links, viewing
from assistant.web.ports import Library
from assistant.web.viewing import Piece

AROUND, LINES = 360, 4
"""Characters and lines shown before the clause, and as many after it, at the most."""
EMPTY_LINES = re.compile(r"\s*\n\s*\n|\s*\r?\n")


@dataclass(frozen=True, slots=True)
class InPage:
    """A clause to be shown; `before` and `after` are the pieces around it, `cut` ends of the text left out."""

    policy: Policy
    status: Status
    clause: Clause
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool
    link: str

    @property
    def place(self) -> str:
        """The label, with the page where the label doesn't name it."""
        return self.clause.place

    @property
    def stem(self) -> str:
        """The words that open the clause's list, where they don't stand before it already: a rule is none without."""
        before = words("".join(piece.text for piece in self.before))
        return "" if words(self.clause.stem) in before else self.clause.stem

    @property
    def text(self) -> str:
        """All that is shown of the policy."""
        return "".join(
            [self.stem, *(each.text for each in self.before), self.clause.text, *(each.text for each in self.after)]
        )


def in_page(cited: Cited, library: Library, day: date, role: Role = Role.STAFF) -> InPage:
    """The clause as it stands in its version. Raises UnknownName where the version or the clause is gone."""
    organisation = cited.version.partition("/")[0]
    document = library.find(cited.document, organisation)
    clause = next((each for each in document.clauses if each.clause == cited.clause), None)
    if clause is None:
        raise UnknownName(f"“{document.policy.title}” has no such clause any more.", "Load the page again.")
    before, after = _around(document, clause)
    policy = document.policy
    return InPage(
        policy=policy,
        status=status_of(policy, library.policies(organisation), day),
        clause=clause,
        before=_squeezed(before),
        after=_squeezed(after),
        cut_before=clause.start > sum(len(piece.text) for piece in before),
        cut_after=clause.end + sum(len(piece.text) for piece in after) < len(document.text.rstrip()),
        link=links.to_address(policy, clause.clause, role.value),
    )


def _around(document: Document, clause: Clause) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    cut = viewing.pieces(document)
    here = next(index for index, piece in enumerate(cut) if piece.clause and piece.clause.clause == clause.clause)
    return _within(cut[:here][::-1])[::-1], _within(cut[here + 1 :])


def _within(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The first pieces, whole ones only, up to AROUND characters and LINES lines that say something."""
    kept: list[Piece] = []
    for piece in pieces:
        kept.append(piece)
        text = "".join(each.text for each in kept)
        if len(text) > AROUND or sum(bool(line.strip()) for line in text.splitlines()) > LINES:
            return tuple(kept[:-1])
    return tuple(kept)


def _squeezed(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces without empty lines and the marks of headings: on a projector each line counts."""
    kept: list[Piece] = []
    for piece in pieces:
        text = EMPTY_LINES.sub("\n", piece.text.lstrip("# ") if piece.heading else piece.text)
        if text.strip() or not (kept and kept[-1].text.endswith("\n")):
            kept.append(replace(piece, text=text))
    return tuple(kept)
