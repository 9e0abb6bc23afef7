"""One turn of the staff page: a question in, the card, the text left in the box and the history out."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.errors import AssistantError, BadInput, UnknownName
from assistant.values import Organisation, Outcome
from assistant.web import cards
from assistant.web.ports import Asker, Library

REMEMBERED = 10
"""Questions of a conversation that are handed on with the next one."""
FORGOTTEN = frozenset({Outcome.REFUSED_INPUT, Outcome.SAFEGUARDING, Outcome.UNCLEAR_QUESTION})
"""Outcomes whose question says nothing about the next, or is nobody's business later."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What the page shows after a question; `box` is "" unless the question has to be mended."""

    card: str
    box: str
    history: tuple[str, ...]


def take_turn(asker: Asker, text: str, organisation: str, role: str, history: tuple[str, ...]) -> Turn:
    """Ask and word the result; an error becomes a card that keeps the question in the box."""
    try:
        school = named(asker.library, organisation)
        answer = asker.ask(text, organisation=organisation, role=role, history=history)
    except AssistantError as error:
        return Turn(cards.problem_card(error), text, history)
    card = cards.answer_card(answer, school, history)
    kept = text if answer.outcome in (Outcome.REFUSED_INPUT, Outcome.UNCLEAR_QUESTION) else ""
    remembered = history if answer.outcome in FORGOTTEN else (*history, text)[-REMEMBERED:]
    return Turn(card, kept, remembered)


def named(library: Library, slug: str) -> Organisation:
    """The organisation with this slug; raises BadInput when none was chosen, UnknownName when there is none."""
    if not slug:
        raise BadInput("No organisation is chosen.", "Choose the school whose policies are asked about.")
    for organisation in library.organisations():
        if organisation.slug == slug:
            return organisation
    raise UnknownName(f"There is no organisation “{slug}”.", "Reload the page and choose one from the list.")
