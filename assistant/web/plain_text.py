"""An answer as plain text to paste into a message, and as the one sentence that a screen reader speaks."""

from __future__ import annotations

import re

from assistant.answering.rows import is_row, row_in_words
from assistant.values import Answer, Citation, Organisation
from assistant.web import cards, links
from assistant.web.templating import said

AFTER_A_SENTENCE = re.compile(r"(?<=[.!?…])\s\[\d+\]")
MARK = re.compile(r"\[(\d+)\]")
AUTOMATED = "An automated look-up: the policy itself is what counts."


def plain_text(answer: Answer, organisation: Organisation, site: str = "") -> str:
    """Verdict, sentence, exact quotes with label, version, status and link, and the day; `site` begins the links."""
    role = str(answer.role)
    blocks = [
        f"Question: {answer.question}",
        *(notice.text for notice in cards.alarm(answer)),
        cards.spoken_verdict(answer),
        *(_quoted(citation, role, site) for citation in answer.citations),
        *(f"Please note: {notice.text}" for notice in cards.notices(answer)),
        cards.office_line(answer, organisation),
        f"{organisation.name}. Policies as they stood on {said(answer.as_of)}, asked as {role}. {AUTOMATED}",
    ]
    return "\n\n".join(block for block in blocks if block)


def spoken(answer: Answer, organisation: Organisation) -> str:
    """The whole answer in one announcement: what to do first, verdict, sentence, deciding quote and where it stands."""
    parts = [
        *(f"Act on this first. {notice.text}" for notice in cards.alarm(answer)),
        cards.spoken_verdict(answer),
        cards.office_line(answer, organisation),
        *(_read_out(citation) for citation in answer.citations[:1]),
        *(notice.text for notice in cards.notices(answer)),
    ]
    words = " ".join(part for part in parts if part)
    return MARK.sub(r"quote \1", AFTER_A_SENTENCE.sub("", words))


def _quoted(citation: Citation, role: str, site: str) -> str:
    stem = f"{citation.stem}\n" if citation.stem else ""
    return "\n".join(
        (
            f"[{citation.number}] “{stem}{citation.quote}”",
            citation.place,
            f"{citation.title}, version {said(citation.version)} ({citation.status})",
            f"{site}{links.to_clause(citation, role)}",
        )
    )


def _read_out(citation: Citation) -> str:
    row = is_row(citation.clause)
    quote = row_in_words(citation.stem, citation.quote) if row else f"{citation.stem} {citation.quote}".strip()
    return f"The policy says: “{quote}” {citation.place}; {citation.title}, version {said(citation.version)}."
