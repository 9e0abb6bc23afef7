"""The command that asks: one question, or a batch."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, TextIO

import typer

from assistant.commands.options import DEFAULT_DATA, AsOf, Data, Json, OrganisationSlug, choose, opened
from assistant.commands.printing import print_answer
from assistant.commands.terminal import complain, dump, say
from assistant.errors import AssistantError, BadInput
from assistant.values import Answer, Organisation, Outcome, Question, Role

if TYPE_CHECKING:
    from assistant.assistant import Assistant

EXITS = {Outcome.REFUSED_INPUT: 2, Outcome.UNAVAILABLE: 1}
"""Outcomes that a script must notice; every other one is an answer, and exits 0."""


def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="The question, in quotes.")] = None,
    organisation: OrganisationSlug = "",
    document: Annotated[str, typer.Option(metavar="FILE_OR_ID", help="Ask this document alone.")] = "",
    role: Annotated[Role, typer.Option(help="Who asks.")] = Role.STAFF,
    as_of: AsOf = "",
    as_json: Json = False,
    batch: Annotated[
        Path | None, typer.Option(metavar="FILE.jsonl", help="Answer the questions in a file (- reads them in).")
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE.jsonl", help="Where a batch's answers go.")] = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """Answer a question with the clause that decides it, or a batch of questions.

    A batch has a line of JSON a question: {"id", "question", "organisation"?, "document"?, "role"?,
    "as_of"?, "history"?: [{"question"}]}. A bad line is reported and doesn't stop the rest.

    Example: policy-assistant ask "can I accept a friend request from an ex-pupil?"
    """
    if (question is None) == (batch is None) or (out and not batch):
        raise BadInput("Give either a question or --batch FILE (--out goes with --batch).", "See: ask --help.")
    asked = Question(question or "", organisation, document=document, role=role, as_of=as_of)
    if batch:
        raise typer.Exit(_ask_batch(opened(context, data), batch, out, asked))
    answer = _with_card(asked.text, lambda: _ask(opened(context, data), asked))
    _print(answer, as_json)
    raise typer.Exit(EXITS.get(answer.outcome, 0))


def _ask(assistant: Assistant, question: Question) -> Answer:
    return assistant.ask(
        question.text,
        organisation=_organisation(assistant, question),
        role=question.role,
        as_of=question.as_of,
        document=question.document,
        history=question.history,
        id=question.id,
    )


def _organisation(assistant: Assistant, question: Question) -> str:
    library = assistant.library
    if question.document and not question.organisation:
        return library.find(question.document, public=question.role.public).policy.organisation
    return choose(library.organisations(), question.organisation)


def _with_card(text: str, answer: Callable[[], Answer]) -> Answer:
    """Whatever is wrong with the data or the options, a disclosure first gets its card."""
    try:
        return answer()
    except AssistantError:
        from assistant.answering import word
        from assistant.answering.screening.screen import screen

        if screen(text, "").concern:
            say(word.CARD.format(lead=word.reach(Organisation("", "").safeguarding_lead)))
        raise


def _print(answer: Answer, as_json: bool) -> None:
    if as_json:
        # Not at the top: the answering room brings numpy, which `--help` and `clauses` do without.
        from assistant.answering import to_json

        dump(to_json(answer))
    else:
        print_answer(answer)
    if answer.outcome in EXITS:
        complain(answer.answer)


def _ask_batch(assistant: Assistant, batch: Path, out: Path | None, defaults: Question) -> int:
    from assistant.batch import run, to_line

    bad = 0
    with _reading(batch) as lines, _writing(out, batch) as answers:
        for result in run(lines, lambda question: _answered(assistant, question), defaults):
            answers.write(to_line(result))
            answers.flush()
            if result.error:
                complain(f"{batch}, line {result.line}: {result.error}")
                bad += 1
    if bad:
        complain(f"{bad} of the lines had no answer; the others were answered.")
    return 2 if bad else 0


def _answered(assistant: Assistant, question: Question) -> dict[str, Any]:
    from assistant.answering import to_json

    return to_json(_ask(assistant, question))


@contextmanager
def _reading(batch: Path) -> Iterator[BinaryIO]:
    if str(batch) == "-":
        yield sys.stdin.buffer
        return
    try:
        lines = batch.open("rb")
    except OSError as error:
        raise BadInput(f"{batch} can't be read ({error.strerror}).", "Check the path of the batch.") from error
    with lines:
        yield lines


@contextmanager
def _writing(out: Path | None, batch: Path) -> Iterator[TextIO]:
    if out is None:
        yield sys.stdout
        return
    if out.resolve() == batch.resolve():
        raise BadInput(f"{out} holds the questions.", "Name another file with --out.")
    try:
        answers = out.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise BadInput(f"{out} can't be written ({error.strerror}).", "Name another file with --out.") from error
    with answers:
        yield answers
