"""An answer in words, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.commands.terminal import say
from assistant.dates import say as in_words
from assistant.values import Answer, Citation, Outcome, Verdict

WORDS = {
    Verdict.YES: "YES",
    Verdict.NO: "NO",
    Verdict.CONDITIONAL: "IT DEPENDS",
    Verdict.INFO: "THE POLICY SAYS",
    Verdict.NOT_COVERED: "NOT COVERED",
}
STYLES = {
    Verdict.YES: "bold green",
    Verdict.NO: "bold red",
    Verdict.CONDITIONAL: "bold yellow",
    Verdict.INFO: "bold cyan",
    Verdict.NOT_COVERED: "bold magenta",
}
OTHERWISE = {
    Outcome.SAFEGUARDING: "SAFEGUARDING",
    Outcome.UNCLEAR_QUESTION: "UNCLEAR QUESTION",
    Outcome.OUT_OF_SCOPE: "NOT A QUESTION FOR A POLICY",
    Outcome.REFUSED_INPUT: "NOT ANSWERED",
    Outcome.UNAVAILABLE: "NOT ANSWERED",
}


def print_answer(answer: Answer) -> None:
    """Print the verdict, the sentence, each clause quoted, the notices, and what else was near.

    The sentence of an answer that is no answer goes to standard error, where the caller prints it.
    """
    say(OTHERWISE.get(answer.outcome, WORDS[answer.verdict]), style=STYLES[answer.verdict])
    if answer.outcome not in (Outcome.REFUSED_INPUT, Outcome.UNAVAILABLE):
        say(answer.answer)
    for citation in answer.citations:
        _print_citation(citation)
    for notice in answer.notices:
        if notice.text not in answer.answer:
            say()
            say(f"Note: {notice.text}", style="yellow")
    if answer.related:
        say()
        say("Related clauses:" if answer.citations else "The nearest clauses:", style="bold")
    for citation in answer.related:
        say(f"· {' '.join(_quoted(citation))}", indent=2)
        say(_source(citation), style="dim", indent=4)


def _print_citation(citation: Citation) -> None:
    say()
    *stem, quote = _quoted(citation)
    for line in stem:
        say(line, style="dim", indent=2)
    number = f"[{citation.number}] "
    shift = len(number) + len("“") - citation.start
    say(number + quote, indent=2, bold=[(start + shift, end + shift) for start, end in citation.marks])
    say(_source(citation), style="dim", indent=6)


def _quoted(citation: Citation) -> Iterator[str]:
    if citation.stem:
        yield citation.stem
    yield f"“{citation.quote}”"


def _source(citation: Citation) -> str:
    version = citation.version
    day = in_words(version) if version[:1].isdigit() else version
    return f"{citation.place} · {citation.title} · {day} ({citation.status}) · {citation.document}"
