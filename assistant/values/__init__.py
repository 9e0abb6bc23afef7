"""The words of the product as frozen values; no foreign imports.

Offsets are indices into Python `str`s, half open: `text[start:end]`. Dates are ISO 8601 strings of
reduced precision where the source gives no day: "2026", "2026-02" or "2026-02-14"; "" is unknown.
"""

from __future__ import annotations

from assistant.values.answers import Answer, Citation, Hit, Notice, Question
from assistant.values.documents import Block, Clause, Document, Policy, Source
from assistant.values.kinds import Access, BlockKind, Modality, Outcome, Role, Status, Verdict
from assistant.values.organisations import Contact, Organisation, Widget

__all__ = [
    "Access",
    "Answer",
    "Block",
    "BlockKind",
    "Citation",
    "Clause",
    "Contact",
    "Document",
    "Hit",
    "Modality",
    "Notice",
    "Organisation",
    "Outcome",
    "Policy",
    "Question",
    "Role",
    "Source",
    "Status",
    "Verdict",
    "Widget",
]
