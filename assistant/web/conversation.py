"""One turn of the staff page: a question in, what the page shows and what it hands on with the next question out.

The page holds its own conversation and sends the earlier questions along, so that a server that was restarted, or a
second one, answers a follow-up all the same; nothing of a conversation stays on the server.
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant import dates, personal
from assistant.comparing import touches_others
from assistant.errors import AssistantError, BadInput, UnknownName
from assistant.values import Access, Answer, Organisation, Outcome, Role
from assistant.web import cards
from assistant.web.plain_text import plain_text, spoken
from assistant.web.ports import Asker, Library
from assistant.web.templating import render
from assistant.web.visitors import Visitor

logger = logging.getLogger(__name__)

REMEMBERED = 10
"""Questions of a conversation that are handed on with the next one."""
LONGEST = 20_000
FORGOTTEN = frozenset({Outcome.REFUSED_INPUT, Outcome.SAFEGUARDING, Outcome.UNCLEAR_QUESTION})
"""Outcomes whose question says nothing about the next, or is nobody's business later."""
KEPT = frozenset({Outcome.REFUSED_INPUT, Outcome.UNCLEAR_QUESTION})
"""Outcomes whose question stays in the box, to be mended."""
BROKEN = AssistantError(
    "Something went wrong, and the question was not answered.",
    "Ask again; if it happens again, tell whoever runs the assistant.",
)


@dataclass(frozen=True, slots=True)
class StaffQuestion:
    """What the page sends with a question: `day` as typed, `past` the earlier questions as a JSON list."""

    text: str
    organisation: str
    role: str = "staff"
    day: str = ""
    past: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What the page shows after a question; `box` is "" unless the question has to be mended."""

    html: str
    box: str
    past: str


def take_turn(asker: Asker, asked: StaffQuestion, visitor: Visitor, today: date, site: str = "") -> Turn:
    """Ask and word the result; an error becomes a card that keeps the question in the box."""
    try:
        return _answered(asker, asked, visitor, today, site)
    except AssistantError as error:
        return _failed(asked, error)
    except Exception:
        logger.exception("A question on the staff page could not be answered.")
        return _failed(asked, BROKEN)


def new_conversation(because: str) -> Turn:
    """A page without a conversation, and the word about it that is said."""
    return Turn(_turn("fresh", "", because), "", "")


def roles_for(visitor: Visitor) -> tuple[Role, ...]:
    """As whom a visitor may ask: anybody's view of the policies, the trainer's only for trainers."""
    return tuple(role for role in Role if role is not Role.TRAINER or visitor.may(Access.TRAINER))


def day_of(text: str, today: date) -> str:
    """The day typed ("2025-03-01", "1/3/2025", "1 March 2025") as ISO; today for "". Raises BadInput."""
    if not text.strip():
        return today.isoformat()
    iso = dates.parse(text)
    if len(iso) != len("2025-03-01"):
        raise BadInput(f"“{text.strip()[:40]}” is not a day.", "Write it as 01/03/2025, or leave it empty for today.")
    return iso


def earlier(past: str) -> tuple[str, ...]:
    """The earlier questions without personal data, the last REMEMBERED of them; () for what is no list of questions."""
    try:
        found = json.loads(past[: REMEMBERED * LONGEST]) if past else []
    except ValueError:
        return ()
    questions = found if isinstance(found, list) else []
    asked = [each[:LONGEST] for each in questions if isinstance(each, str) and each.strip()]
    return tuple(personal.withheld(each) for each in asked[-REMEMBERED:])


def named(library: Library, slug: str) -> Organisation:
    """The organisation with this slug; raises BadInput when none was chosen, UnknownName when there is none."""
    if not slug:
        raise BadInput("No organisation is chosen.", "Choose the school whose policies are asked about.")
    for organisation in library.organisations():
        if organisation.slug == slug:
            return organisation
    raise UnknownName(f"There is no organisation “{slug}”.", "Reload the page and choose one from the list.")


def _answered(asker: Asker, asked: StaffQuestion, visitor: Visitor, today: date, site: str) -> Turn:
    if asked.role == Role.TRAINER and not visitor.may(Access.TRAINER):
        raise BadInput("Only a trainer may ask as a trainer.", "Choose “Staff”, which sees the same policies.")
    school = named(asker.library, asked.organisation)
    history, day = earlier(asked.past), day_of(asked.day, today)
    answer = asker.ask(asked.text, organisation=school.slug, role=asked.role, as_of=day, history=history)
    card = cards.answer_card(answer, school, today.isoformat())
    html = _turn("answer", card, spoken(answer, school), plain_text(answer, school, site), _facts(answer, history))
    after = history if answer.outcome in FORGOTTEN else (*history, answer.question)[-REMEMBERED:]
    return Turn(html, asked.text if answer.outcome in KEPT else "", json.dumps(after) if after else "")


def _failed(asked: StaffQuestion, error: AssistantError) -> Turn:
    spoken_problem = f"Not answered. {error.problem} {error.remedy}"
    return Turn(_turn("problem", cards.problem_card(error), spoken_problem), asked.text, asked.past)


def _facts(answer: Answer, history: Iterable[str]) -> str:
    """What the page needs to send feedback on this answer or to compare it, as JSON."""
    first = answer.citations[0] if answer.citations else None
    return json.dumps(
        {
            "question": answer.question,
            "organisation": answer.organisation,
            "role": answer.role,
            "as_of": answer.as_of,
            "outcome": answer.outcome,
            "verdict": answer.verdict,
            "policy": first.policy if first else "",
            "clause": first.clause if first else "",
            "history": list(history),
            "chip": cards.chip(answer) or "Act on this first",
            "compares": touches_others(answer),
        }
    )


def _turn(kind: str, card: str, said: str, plain: str = "", facts: str = "") -> str:
    token = secrets.token_hex(8)  # a new name each time, so that the same answer twice is shown twice
    return cards.one_line(render("turn.html", kind=kind, token=token, card=card, said=said, plain=plain, facts=facts))
