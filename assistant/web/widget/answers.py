"""An answer as the widget shows it: HTML in which every value was escaped, and the text that is spoken."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering.word import whom_to_ask
from assistant.values import Answer, Organisation, Outcome
from assistant.web import cards, links
from assistant.web.conversation import FORGOTTEN, KEPT
from assistant.web.plain_text import spoken
from assistant.web.templating import render
from assistant.web.widget import ringing

TOLD = frozenset({Outcome.ANSWERED, Outcome.SAFEGUARDING})
"""Outcomes whose verdict is a verdict."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a page shows after a question: `keep` leaves the question in the box, `remember` hands it on later."""

    html: str
    spoken: str
    keep: bool = False
    remember: bool = True


def reply_to(answer: Answer, organisation: Organisation) -> Reply:
    """The whole answer at once."""
    return Reply(
        answer_html(answer, organisation),
        spoken(answer, organisation),
        keep=answer.outcome in KEPT,
        remember=answer.outcome not in FORGOTTEN,
    )


def answer_html(answer: Answer, organisation: Organisation) -> str:
    """The article of one answer: the safeguarding card first, verdict, quote, place, notices, whom to ring."""
    return render(
        "widget/answer.html",
        answer=answer,
        organisation=organisation,
        office=office_ways(organisation) if answer.outcome in cards.CONTACTED else None,
        alarm=[ringing.spans(notice.text) for notice in cards.alarm(answer)],
        chip=cards.chip(answer),
        tone=answer.verdict.value if answer.outcome in TOLD else "none",
        sentence=sentence(answer, organisation),
        notices=cards.notices(answer),
        link=lambda citation: links.to_clause(citation, str(answer.role)),
    )


def sentence(answer: Answer, organisation: Organisation) -> str:
    """The plain sentence; whom to ask is left to the box below it, where it can be rung."""
    text = cards.sentence(answer)
    if answer.outcome not in cards.CONTACTED:
        return text
    ask = whom_to_ask(organisation)
    for joint in ("; ", ": "):
        text = text.replace(f"{joint}{ask}.", ".")
    return text


def office_ways(organisation: Organisation) -> tuple[ringing.Span, ...]:
    """The office's name, then its telephone and e-mail as links where they are such."""
    office = organisation.office
    ways = (
        ringing.Span(office.name),
        ringing.Span(office.phone, ringing.phone_link(office.phone)),
        ringing.Span(office.email, ringing.email_link(office.email)),
    )
    return tuple(way for way in ways if way.text)
