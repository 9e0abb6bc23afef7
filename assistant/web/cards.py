"""An answer as escaped HTML: verdict in words, sentence, quote, where it stands, notices, whom to ask."""

from __future__ import annotations

from assistant.errors import AssistantError
from assistant.values import Answer, Notice, Organisation, Outcome, Verdict
from assistant.web import links
from assistant.web.templating import render

SAFEGUARDING = "safeguarding"
VERDICTS = {
    Verdict.YES: "Yes",
    Verdict.NO: "No",
    Verdict.CONDITIONAL: "It depends",
    Verdict.INFO: "The policy says",
    Verdict.NOT_COVERED: "Not covered",
}
OUTCOMES = {
    Outcome.UNCLEAR_QUESTION: "Question unclear",
    Outcome.OUT_OF_SCOPE: "Outside the policies",
    Outcome.REFUSED_INPUT: "Not answered",
    Outcome.UNAVAILABLE: "Not available now",
}
CONTACTED = frozenset({Outcome.NOT_COVERED, Outcome.OUT_OF_SCOPE, Outcome.UNAVAILABLE})


def answer_card(answer: Answer, organisation: Organisation, today: str = "") -> str:
    """The answer as one line of HTML; another day than `today` (ISO; "" is not told) is said at its head."""
    card = render(
        "card.html",
        answer=answer,
        organisation=organisation,
        other_day=bool(today) and answer.as_of != today,
        alarm=alarm(answer),
        notices=notices(answer),
        chip=chip(answer),
        tone=answer.verdict.value if answer.outcome in (Outcome.ANSWERED, Outcome.SAFEGUARDING) else "none",
        sentence=sentence(answer),
        ask_office=office_line(answer, organisation),
        link=lambda citation: links.to_clause(citation, str(answer.role)),
    )
    return one_line(card)


def problem_card(error: AssistantError) -> str:
    """What went wrong and what to do about it, as one line of HTML."""
    return one_line(render("problem_card.html", problem=error.problem, remedy=error.remedy))


def chip(answer: Answer) -> str:
    """The verdict in words; "" where only the safeguarding card is shown."""
    if answer.outcome is Outcome.SAFEGUARDING and not answer.citations:
        return ""
    return OUTCOMES.get(answer.outcome, VERDICTS[answer.verdict])


def sentence(answer: Answer) -> str:
    """The plain sentence, without what the card says beside it: safeguarding text and the verdict's word."""
    text = answer.answer
    for notice in alarm(answer):
        text = text.removeprefix(notice.text).lstrip()
    return text.removeprefix(f"{VERDICTS[answer.verdict]}. ") or text


def alarm(answer: Answer) -> tuple[Notice, ...]:
    """The safeguarding notices; the answer itself where the outcome is safeguarding and no notice says so."""
    found = tuple(notice for notice in answer.notices if notice.kind == SAFEGUARDING)
    if not found and answer.outcome is Outcome.SAFEGUARDING:
        return (Notice(SAFEGUARDING, answer.answer),)
    return found


def notices(answer: Answer) -> tuple[Notice, ...]:
    """The notices that stand beside the answer, without those of safeguarding."""
    return tuple(notice for notice in answer.notices if notice.kind != SAFEGUARDING)


def spoken_verdict(answer: Answer) -> str:
    """Verdict and sentence as one run of text; "" where only the safeguarding card is shown."""
    return f"{chip(answer)}. {sentence(answer)}".strip() if chip(answer) else ""


def office_line(answer: Answer, organisation: Organisation) -> str:
    """ "Whom to ask: the office, 01234 2" where the answer sends the asker there and does not say so itself."""
    office = organisation.office
    if answer.outcome not in CONTACTED or office.name in answer.answer:
        return ""
    return "Whom to ask: " + ", ".join(part for part in (office.name, office.phone, office.email) if part)


def one_line(html: str) -> str:
    """Gradio shows the card through its Markdown component: a block of HTML without a line break stays as it is."""
    return " ".join(line.strip() for line in html.splitlines() if line.strip())
