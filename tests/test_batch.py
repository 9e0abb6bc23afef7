"""A batch of questions: order, ids, and lines that can't be used."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.batch import Result, run, to_line
from assistant.errors import UnknownName
from assistant.values import Question, Role

DEFAULTS = Question("", "marram-bay")


def echo(question: Question) -> dict[str, Any]:
    if question.organisation == "nowhere":
        raise UnknownName("There is no organisation “nowhere”.", "Choose another.")
    return {"id": question.id, "question": question.text, "organisation": question.organisation}


def results(*lines: str | bytes) -> list[Result]:
    encoded = [line if isinstance(line, bytes) else line.encode() for line in lines]
    return list(run(encoded, echo, DEFAULTS))


def test_answers_come_in_the_order_of_the_questions_with_their_ids() -> None:
    found = results('{"id": "b", "question": "May I?"}', '{"id": "a", "question": "Must I?"}')
    assert [result.output["id"] for result in found] == ["b", "a"]
    assert not any(result.error for result in found)


def test_a_numeric_id_comes_back_as_a_number() -> None:
    assert results('{"id": 7, "question": "May I?"}')[0].output["id"] == 7


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ('{"id": "x", "question": ', "isn't JSON"),
        ("[1, 2]", "isn't a JSON object"),
        ('{"id": "x"}', "no question"),
        ('{"id": "x", "question": 3}', "is not text"),
        ('{"id": ["x"], "question": "May I?"}', "neither text nor a number"),
        ('{"id": "x", "question": "May I?", "role": "governor"}', "no role"),
        ('{"id": "x", "question": "May I?", "history": "before"}', "not a list of questions"),
        ('{"id": "x", "question": "May I?", "organisation": "nowhere"}', "no organisation"),
        (b'{"id": "x", "question": "caf\xe9"}', "isn't UTF-8"),
    ],
)
def test_a_bad_line_is_reported_with_its_number_and_the_rest_go_on(bad: str | bytes, said: str) -> None:
    found = results('{"id": "1", "question": "May I?"}', bad, '{"id": "3", "question": "Must I?"}')
    assert [bool(result.error) for result in found] == [False, True, False]
    assert found[1].output["line"] == 2
    assert said in found[1].output["error"]


def test_a_bad_line_keeps_its_id_where_it_has_one() -> None:
    assert results('{"id": "x"}')[0].output["id"] == "x"


def test_blank_lines_and_a_byte_order_mark_are_passed_over_and_still_counted() -> None:
    found = results(b'\xef\xbb\xbf{"question": "May I?"}\r\n', b"\n", b"{")
    assert [result.line for result in found] == [1, 3]
    assert not found[0].error


def test_every_field_of_a_line_reaches_the_question() -> None:
    seen: list[Question] = []
    line = {"id": "q", "question": "And then?", "organisation": "sallow", "document": "a.md", "role": "parent"}
    line |= {"as_of": "2025-01-01", "history": [{"question": "May I?"}]}  # type: ignore[dict-item]

    def keep(question: Question) -> dict[str, Any]:
        seen.append(question)
        return {}

    list(run([json.dumps(line).encode()], keep, DEFAULTS))
    assert seen == [Question("And then?", "sallow", "q", "a.md", Role.PARENT, "2025-01-01", ("May I?",))]


def test_a_line_that_names_no_organisation_asks_the_one_given_for_all() -> None:
    assert results('{"question": "May I?"}')[0].output["organisation"] == "marram-bay"


def test_a_result_is_written_as_one_line_in_its_own_letters() -> None:
    assert to_line(Result(1, {"answer": "“No”\nnot"})) == '{"answer": "“No”\\nnot"}\n'
