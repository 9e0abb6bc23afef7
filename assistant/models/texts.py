"""What the models read: one way to write a question and a clause, in training and in use alike."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.values import Clause

TURNS = 2
HEADINGS = 2


def question_text(text: str, role: str, history: Sequence[str] = ()) -> str:
    """The asker's role, the last turns before, and the question: "parent: can I … / and at the gate?"."""
    return f"{role}: " + " / ".join((*history[-TURNS:], text))


def clause_text(clause: Clause) -> str:
    """The nearest headings, the stem and the clause's own words."""
    return "\n".join(part for part in (" > ".join(clause.headings[-HEADINGS:]), clause.stem, clause.text) if part)
