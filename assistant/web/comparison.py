"""A comparison of policies as HTML and as the sentence that is said about it; the wording is closed."""

from __future__ import annotations

from assistant.comparing import Comparison, Conflict, Says
from assistant.values import Citation, Organisation
from assistant.web import cards, links
from assistant.web.templating import render, said

NO_OTHER = "There is no other policy to compare with on this day."
NOTHING = "None of the other policies speaks to this question."
CONTRADICTION = "Two policies contradict each other."
CONTRADICT = "{refuses} says “{no}”; {allows} says “{yes}”."
FOLLOW = "Until {office} has said which counts, follow {stricter}, the stricter of the two."
NEITHER = "Ask {office} which of the two counts before going by either."
ONLY = {
    Says.ANSWERS: "The one other policy answers the question too.",
    Says.NEAR: "The one other policy speaks near the question.",
}


def comparison_card(comparison: Comparison, school: Organisation, trust: Organisation | None) -> str:
    """The comparison as HTML: what contradicts first, then who answers, who speaks near it, and who does not say."""
    return render(
        "compared.html",
        comparison=comparison,
        shown=[(row, comparison.of(row)) for row in (Says.ANSWERS, Says.NEAR)],
        silent=comparison.of(Says.NOTHING),
        trust=trust,
        found=_found(comparison),
        contradiction=_contradiction(comparison.conflict, trust) if comparison.conflict else "",
        follow=_follow(comparison.conflict, school, trust) if comparison.conflict else "",
        chips=cards.VERDICTS,
        link=lambda citation: links.to_clause(citation, str(comparison.answer.role)),
    )


def summary(comparison: Comparison, school: Organisation, trust: Organisation | None = None) -> str:
    """What the comparison found, the contradiction before all else, in a few sentences."""
    conflict = comparison.conflict
    warning = (CONTRADICTION, _contradiction(conflict, trust), _follow(conflict, school, trust)) if conflict else ()
    return " ".join((*warning, _found(comparison)))


def _found(comparison: Comparison) -> str:
    answering, near, silent = (len(comparison.of(says)) for says in Says)
    if not answering + near:
        return NOTHING if silent else NO_OTHER
    if answering + near + silent == 1:
        return ONLY[Says.ANSWERS if answering else Says.NEAR]
    counted = (
        (answering, "answers the question too", "answer the question too"),
        (near, "speaks near it", "speak near it"),
        (silent, "does not say", "do not say"),
    )
    parts = [f"{count} {one if count == 1 else many}" for count, one, many in counted if count]
    listed = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    return f"Of {answering + near + silent} other policies, {listed}."


def _contradiction(conflict: Conflict, trust: Organisation | None) -> str:
    return CONTRADICT.format(
        refuses=_named(conflict.refuses.citation, trust),
        allows=_named(conflict.allows.citation, trust),
        no=cards.VERDICTS[conflict.refuses.verdict],
        yes=cards.VERDICTS[conflict.allows.verdict],
    )


def _follow(conflict: Conflict, school: Organisation, trust: Organisation | None) -> str:
    if conflict.stricter is None:
        return NEITHER.format(office=school.office.name)
    return FOLLOW.format(office=school.office.name, stricter=_named(conflict.stricter.citation, trust))


def _named(citation: Citation, trust: Organisation | None) -> str:
    owner = f" of {trust.name}" if trust and citation.policy.startswith(f"{trust.slug}/") else ""
    return f"“{citation.title}”{owner} (version {said(citation.version)})"
