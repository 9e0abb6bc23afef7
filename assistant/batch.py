"""Runs a batch of questions: a line of JSON a question in, a line of JSON an answer out, in order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from assistant.errors import AssistantError, BadInput
from assistant.values import Question, Role

Ask = Callable[[Question], dict[str, Any]]
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
TEXT_FIELDS = ("question", "organisation", "document", "role", "as_of")


@dataclass(frozen=True, slots=True)
class Result:
    """What one line came to: `output` is the JSON object to write; `error` is "" for an answer."""

    line: int
    output: dict[str, Any]
    error: str = ""


def run(lines: Iterable[bytes], ask: Ask, defaults: Question) -> Iterator[Result]:
    """Answer the questions one by one, in their order; blank lines are skipped.

    `ask` gets a Question and gives the answer as JSON; `defaults` says whom a line asks that doesn't.
    A line that can't be used or answered gives {"id"?, "line", "error"} in its place, and the rest go on.
    """
    for number, line in enumerate(lines, start=1):
        line = line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line
        if line.strip():
            yield _answer(number, line, ask, defaults)


def to_line(result: Result) -> str:
    """A result as its line of JSON."""
    return json.dumps(result.output, ensure_ascii=False) + "\n"


def _answer(number: int, line: bytes, ask: Ask, defaults: Question) -> Result:
    record: dict[str, Any] = {}
    try:
        record = _record(line)
        answer = ask(_question(record, defaults))
    except AssistantError as error:
        named = {"id": record["id"]} if "id" in record else {}
        return Result(number, {**named, "line": number, "error": str(error)}, str(error))
    # A numeric id comes back as the number it was, not as the text that Answer holds.
    return Result(number, {**answer, "id": record["id"]} if "id" in record else answer)


def _record(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadInput("The line isn't UTF-8 text.", "Save the file as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise BadInput(f"The line isn't JSON ({error}).", "Write one JSON object a line.") from error
    if not isinstance(record, dict):
        raise BadInput("The line isn't a JSON object.", 'Write {"id": "q1", "question": "…"}.')
    return {name: value for name, value in record.items() if value is not None}


def _question(record: dict[str, Any], defaults: Question) -> Question:
    identifier = record.get("id", "")
    if isinstance(identifier, bool) or not isinstance(identifier, str | int):
        raise BadInput("The id is neither text nor a number.", 'Write an id such as "q1".')
    if "question" not in record:
        raise BadInput("The line has no question.", 'Add "question": "…" to it.')
    texts = {name: _text(record, name) or str(getattr(defaults, name, "")) for name in TEXT_FIELDS}
    return Question(
        text=texts["question"],
        organisation=texts["organisation"],
        id=str(identifier),
        document=texts["document"],
        role=_role(texts["role"]),
        as_of=texts["as_of"],
        history=_history(record.get("history", [])),
    )


def _text(record: dict[str, Any], name: str) -> str:
    value = record.get(name, "")
    if not isinstance(value, str):
        raise BadInput(f'"{name}" is not text.', "Put it in double quotes.")
    return value


def _role(text: str) -> Role:
    try:
        return Role(text or Role.STAFF)
    except ValueError as error:
        raise BadInput(f'There is no role "{text}".', f"Use one of {', '.join(Role)}.") from error


def _history(value: object) -> tuple[str, ...]:
    turns = value if isinstance(value, list) else [None]
    asked = [turn.get("question") if isinstance(turn, dict) else turn for turn in turns]
    if not all(isinstance(text, str) for text in asked):
        raise BadInput('"history" is not a list of questions.', 'Write [{"question": "…"}, …].')
    return tuple(str(text) for text in asked)
