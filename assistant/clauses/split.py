"""Turn a source's blocks into clauses: the smallest pieces that can be cited."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.clauses import layout
from assistant.clauses.binds import binds
from assistant.clauses.headings import bare
from assistant.clauses.labels import Place, addresses, labels
from assistant.clauses.lines import Span, blank
from assistant.clauses.modality import modality
from assistant.clauses.nesting import nested
from assistant.clauses.notes import attach, homes
from assistant.clauses.outline import Outline
from assistant.clauses.sentences import sentences
from assistant.values import Block, BlockKind, Clause, Source

_ASIDE = (BlockKind.FURNITURE, BlockKind.CONTENTS)
_FINISHED = re.compile(r"[.!?;][\"'”’)*_\\\]†‡]*$")
_RULING = re.compile(
    r"(?:\b(?:must|will|may|should|shall|can|are|is)(?: not)?\b|n['’]t\b|\bnot\b|\bnever\b"
    r"|^(?:please )?do$|^(?:yes|no)\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A clause before it has an address."""

    place: Place
    start: int
    end: int
    number: str
    headings: tuple[str, ...]
    stem: str
    note: str


def blocks(source: Source) -> tuple[Block, ...]:
    """The source's own blocks, or those inferred from its lines."""
    return nested(source.text, source.blocks) if source.blocks else layout.blocks(source.text)


def split(source: Source) -> tuple[Clause, ...]:
    """Return the source's clauses in the order of the text; `text[start:end]` is each one's text."""
    found = blocks(source)
    shown = [block for block in found if block.kind not in _ASIDE]
    masked = blank(source.text, ((block.start, block.end) for block in found if block.kind in _ASIDE))
    drafts = _homed(source.text, list(_drafts(masked, shown)))
    places = [draft.place for draft in drafts]
    named = zip(drafts, addresses(places), labels(places), strict=True)
    clauses = [_clause(source, *one) for one in named]
    return attach(clauses, {at: draft.note for at, draft in enumerate(drafts) if draft.note})


def _homed(text: str, drafts: list[_Draft]) -> list[_Draft]:
    """Put each Markdown footnote under the headings of the clause that bears its mark."""
    bearers = homes(["" if one.note else text[one.start : one.end] for one in drafts])
    return [_moved(one, drafts[bearers[one.note]]) if one.note in bearers else one for one in drafts]


def _moved(note: _Draft, bearer: _Draft) -> _Draft:
    above = bearer.place
    place = replace(note.place, section=above.section, prefix=above.prefix, heading=above.heading, above=above.above)
    return replace(note, place=place, headings=bearer.headings)


def _clause(source: Source, draft: _Draft, address: str, label: str) -> Clause:
    words = source.text[draft.start : draft.end]
    return Clause(
        document=source.name,
        clause=address,
        label=label,
        text=words,
        start=draft.start,
        end=draft.end,
        number=draft.number,
        headings=draft.headings,
        stem=draft.stem,
        page=bisect_right(source.pages, draft.start) or 1 if source.pages else None,
        modality=modality(words, draft.stem),
        binds=binds(words, draft.stem, draft.headings),
    )


def _drafts(text: str, shown: Sequence[Block]) -> Iterator[_Draft]:
    """Walk the blocks, carrying the outline and the stems of the open lists (by level)."""
    outline, stems = Outline(), dict[int, str]()
    for block, after in zip(shown, _followers(shown), strict=True):
        if block.kind is BlockKind.HEADING:
            outline.heading(text, block)
            stems = {1: _ruling(text, block, after)}
        elif not _is_header(block, text):
            yield from _pieces(text, block, after, outline, stems)


def _followers(shown: Sequence[Block]) -> list[Block | None]:
    """What comes after each block, notes passed over: a stem with a footnote still leads its list."""
    found: list[Block | None] = []
    after: Block | None = None
    for block in reversed(shown):
        found.append(after)
        after = after if block.kind is BlockKind.NOTE else block
    return found[::-1]


def _ruling(text: str, block: Block, after: Block | None) -> str:
    """A heading that rules the list right below it ("Pupils will not") is its stem."""
    title = bare(text[block.start : block.end])
    listed = after is not None and after.kind is BlockKind.ITEM and not after.number
    return title if listed and _RULING.search(title) else ""


def _is_header(block: Block, text: str) -> bool:
    """A table's row of column titles."""
    if block.kind is not BlockKind.ROW or not block.header:
        return False
    cells = tuple(" ".join(text[a:b].split()) for a, b in block.cells)
    return not block.cells or cells == block.header


def _pieces(text: str, block: Block, after: Block | None, outline: Outline, stems: dict[int, str]) -> Iterator[_Draft]:
    spans = _spans(text, block)
    steps = outline.step(block)
    stem = _stem_of(block, stems)
    lead = _lead(text, block, after, spans)
    _open(block, stem, bare(text[lead[0] : lead[1]]) if lead else "", stems)
    spans = [span for span in spans if span != lead]
    for at, (start, end) in enumerate(spans, 1):
        place = outline.place(steps, at, len(spans))
        note = block.number if block.kind is BlockKind.NOTE else ""
        yield _Draft(place, start, end, block.number, outline.headings, stem if at == 1 else "", note)


def _spans(text: str, block: Block) -> list[Span]:
    if block.kind is BlockKind.ROW:
        return [(block.start, block.end)]
    return list(sentences(text, block.start, block.end))


def _stem_of(block: Block, stems: dict[int, str]) -> str:
    if block.kind is BlockKind.ROW:
        return " | ".join(block.header) if any(block.header) else ""
    return stems.get(max(block.level, 1), "") if block.kind is BlockKind.ITEM else ""


def _lead(text: str, block: Block, after: Block | None, spans: Sequence[Span]) -> Span | None:
    """The last sentence, when what follows completes it."""
    if after is None or not spans or block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return None
    words = text[spans[-1][0] : spans[-1][1]]
    deeper = after.kind is BlockKind.ITEM and (block.kind is BlockKind.PARAGRAPH or after.level > block.level)
    if after.kind is BlockKind.ROW:
        return spans[-1] if words.rstrip("*_ ").endswith(":") else None
    return spans[-1] if deeper and not _FINISHED.search(words) else None


def _open(block: Block, stem: str, lead: str, stems: dict[int, str]) -> None:
    """Let a stem rule the items below it; one that begins in lower case goes on with the outer stem."""
    if block.kind is BlockKind.NOTE:
        return
    level = max(block.level, 1) + 1 if block.kind is BlockKind.ITEM else 1
    for deeper in [one for one in stems if one >= level]:
        del stems[deeper]
    if lead:
        stems[level] = f"{stem.rstrip(':')}: {lead}" if stem and lead[0].islower() else lead
