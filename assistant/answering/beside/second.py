"""Questions that touch two rules: the clause for the part that the first one leaves open."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.beside.content import content
from assistant.answering.understand import Understood
from assistant.values import Clause, Hit, Modality

JOINT = re.compile(
    r"[,;]? (?:and|or|then|and then) (?:(?:can|could|may|should|must|do|am) (?:i|we|they) )?", re.IGNORECASE
)
SENTENCES = re.compile(r"[.?!;]\s+\S")
LONGEST = 30
"""Words. In a longer question, a story, "and" joins what happened and not what is asked."""
NEAR = 8
"""Hits looked at."""
STRENGTH = 0.1
"""Share of the first hit's chance that a second rule has at least."""
FEWEST, MOST = 2, 6
"""Content words of a part that can be a question by itself; a second rule says the fewest, and half of them, too."""
FACTS = (Modality.STATES, Modality.DEFINES)


def second_rule(question: Understood, hits: Sequence[Hit]) -> Clause | None:
    """Another strong hit, a rule from another place, for the half of "… and …" that the first clause leaves open."""
    parts = [content(part) for part in JOINT.split(question.search)]
    if len(parts) != 2 or len(hits) < 2 or _a_story(question.search):
        return None
    first, said = hits[0], _said(hits[0].clause)
    answered, other = sorted(parts, key=lambda part: -len(part & said))
    still_open = other - said
    if not answered & said or not FEWEST <= len(still_open) <= MOST:
        return None
    strong = (hit.clause for hit in hits[1:NEAR] if hit.chance >= STRENGTH * first.chance)
    return next((clause for clause in strong if _elsewhere(clause, first.clause) and _covers(clause, still_open)), None)


def _a_story(text: str) -> bool:
    return len(text.split()) > LONGEST or SENTENCES.search(text) is not None


def _covers(clause: Clause, part: frozenset[str]) -> bool:
    shared = len(part & _said(clause))
    return shared >= FEWEST and 2 * shared >= len(part)


def _said(clause: Clause) -> frozenset[str]:
    return content(" ".join((*clause.headings[-1:], clause.stem, clause.text)))


def _elsewhere(clause: Clause, first: Clause) -> bool:
    """Whether a clause is a rule that stands in another section than the first, or does something else."""
    place, home = (clause.document, clause.headings), (first.document, first.headings)
    return clause.modality not in FACTS and (place != home or clause.modality != first.modality)
