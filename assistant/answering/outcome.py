"""An answer with nothing cited yet: the question's own fields, an outcome, a verdict and a sentence."""

from __future__ import annotations

from assistant.values import Answer, Outcome, Question, Verdict


def plain(question: Question, outcome: Outcome, verdict: Verdict, sentence: str) -> Answer:
    """The answer to build on; citations, notices and confidence are added with `dataclasses.replace`."""
    return Answer(
        id=question.id,
        question=question.text,
        organisation=question.organisation,
        role=question.role,
        as_of=question.as_of,
        outcome=outcome,
        verdict=verdict,
        answer=sentence,
    )
