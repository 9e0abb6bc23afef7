"""Several documents weighed together for one question: which answers it, which speaks near it, which says nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.weighing import chances, weigh
from assistant.comparing import Says
from assistant.settings import Weights
from assistant.values import Hit, Modality, Question, Verdict
from tests.answering_fakes import document, parts

PHOTOS = document("photos.txt", [("Staff must not photograph pupils on a personal phone.", Modality.PROHIBITS)])
BOATS = document("boats.txt", [("Oars are kept dry.", Modality.STATES)])
DAY = "2026-11-20"


def _question(text: str) -> Question:
    return Question(text, "gull-point", as_of=DAY)


def _hits(*scores: float, settles: float = 2.0) -> tuple[Hit, ...]:
    return tuple(Hit(PHOTOS.clauses[0], score, dense=0.6, settles=settles, chance=0.2) for score in scores)


def test_a_document_with_the_rule_answers_and_one_without_says_nothing() -> None:
    given = parts(PHOTOS, BOATS)
    asked = {"gull-point": (given, frozenset({"photos.txt", "boats.txt"}))}
    weighed = weigh(_question("can staff photograph pupils on a personal phone?"), asked)
    assert dict(weighed.says) == {
        ("gull-point", "photos.txt"): Says.ANSWERS,
        ("gull-point", "boats.txt"): Says.NOTHING,
    }
    assert next(iter(weighed.says)) == ("gull-point", "photos.txt")


def test_a_fact_about_a_document_is_answered_without_a_search() -> None:
    asked = {"gull-point": (parts(BOATS), frozenset({"boats.txt"}))}
    weighed = weigh(_question("when was this policy approved?"), asked)
    assert weighed.says["gull-point", "boats.txt"] is Says.ANSWERS


@pytest.mark.parametrize(
    ("text", "stricter"),
    [
        ("can staff photograph pupils?", Verdict.NO),
        ("is it forbidden to photograph pupils?", Verdict.YES),
        ("do staff have to photograph pupils?", None),
        ("who photographs pupils?", None),
    ],
)
def test_the_stricter_verdict_depends_on_what_is_asked(text: str, stricter: Verdict | None) -> None:
    asked = {"gull-point": (parts(PHOTOS), frozenset({"photos.txt"}))}
    assert weigh(_question(text), asked).stricter is stricter


def test_a_clause_that_another_policy_outdoes_settles_less_than_the_same_clause_alone() -> None:
    weights = Weights()
    alone = chances({("a", "x"): _hits(8.0)}, weights)
    beside = chances({("a", "x"): _hits(8.0), ("b", "y"): _hits(12.0)}, weights)
    assert beside["a", "x"] < alone["a", "x"]


def test_clauses_that_no_ranker_has_read_keep_their_chances() -> None:
    unread = tuple(replace(hit, settles=0.0) for hit in _hits(8.0, 7.0))
    assert chances({("a", "x"): unread}, Weights()) == {("a", "x"): 0.4}
