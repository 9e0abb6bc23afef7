"""Takes feedback on an answer, from the staff page and over HTTP by one path: `take_feedback`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from assistant import personal
from assistant.errors import BadInput, UnknownName
from assistant.state import State
from assistant.state.feedback import Feedback, add
from assistant.values import Outcome, Role, Verdict
from assistant.web.clock import right_now
from assistant.web.ports import Library

REASON_LIMIT = 1_000
QUESTION_LIMIT = 2_000
LONGEST = 20_000
"""Characters that are looked at, to say in plain words how many are too many; half a character is none."""
VERSION_ID = re.compile(r"[a-z0-9-]{1,80}/[a-z0-9-]{1,80}@[a-z0-9-]{1,40}")
CLAUSE = re.compile(r"[\w.-]{1,40}")


class FeedbackRequest(BaseModel):
    """Whether an answer was right, and why not."""

    model_config = ConfigDict(extra="forbid")
    organisation: str = Field(description="The organisation's slug.")
    right: bool = Field(description="Whether the answer was right.")
    reason: str = Field(
        "", max_length=LONGEST, description="In plain words, at most 1,000 characters; no personal data."
    )
    question: str = Field(
        "", max_length=LONGEST, description="Only where the sender chose to include it; no personal data."
    )
    role: str = Field("", description="Who asked: staff, parent, pupil or trainer.")
    outcome: str = Field("", description="The answer's outcome.")
    verdict: str = Field("", description="The answer's verdict.")
    policy: str = Field("", description="The id of the version cited first, such as iwys/phones@2026-02.")
    clause: str = Field("", description="The address of the clause cited first, such as 3.b2.")
    as_of: str = Field("", description="The day asked about, as 2026-11-20.")


class Received(BaseModel):
    """What became of feedback: the number to delete it by."""

    id: int


def feedback_router(state: State, library: Library) -> APIRouter:
    """Route `POST /api/feedback`."""
    router = APIRouter()

    @router.post("/api/feedback", status_code=201, summary="Say whether an answer was right")
    def feedback(body: FeedbackRequest) -> Received:
        """Keep the judgement without an account or an address; the question only if it was sent along."""
        return Received(id=take_feedback(state, library, Feedback(**body.model_dump())))

    return router


def take_feedback(state: State, library: Library, feedback: Feedback) -> int:
    """Check feedback and keep it; its number. The label and document are looked up, whatever `feedback` says of them.

    Raises UnknownName (organisation) or BadInput, each before anything is written, so that the sender can mend and
    send the same text again.
    """
    library.policies(feedback.organisation)
    _check_choices(feedback)
    tidy = replace(feedback, reason=feedback.reason.strip(), question=feedback.question.strip())
    _check_words(tidy.reason, "the reason", REASON_LIMIT)
    _check_words(tidy.question, "the question", QUESTION_LIMIT)
    kept = replace(tidy, reason=personal.masked(tidy.reason), question=personal.masked(tidy.question))
    return add(state, _cited(kept, library), right_now())


def _check_choices(feedback: Feedback) -> None:
    _check_choice(feedback.role, tuple(Role), "role")
    _check_choice(feedback.outcome, tuple(Outcome), "outcome")
    _check_choice(feedback.verdict, tuple(Verdict), "verdict")
    if feedback.as_of:
        try:
            date.fromisoformat(feedback.as_of)
        except ValueError as error:
            raise BadInput(f"“{feedback.as_of[:40]}” is not a day.", "Write it as 2026-02-14.") from error


def _check_choice(given: str, allowed: Iterable[str], what: str) -> None:
    if given and given not in allowed:
        raise BadInput(f"There is no {what} “{given[:40]}”.", f"Use one of: {', '.join(allowed)}; or leave it out.")


def _check_words(text: str, what: str, limit: int) -> None:
    if len(text) > limit:
        raise BadInput(
            f"Nothing was kept: {what} has {len(text):,} characters, more than {limit:,}.",
            "Shorten it and send again.",
        )
    personal.refuse(text, what)


def _cited(feedback: Feedback, library: Library) -> Feedback:
    """With the clause's document and label; a version withdrawn since keeps its id and address alone."""
    if not (feedback.policy or feedback.clause):
        return replace(feedback, document="", label="")
    theirs = feedback.policy.startswith(f"{feedback.organisation}/") and VERSION_ID.fullmatch(feedback.policy)
    if not (theirs and CLAUSE.fullmatch(feedback.clause)):
        raise BadInput(
            "The policy and clause don't name a clause of this organisation.",
            "Send both as the answer gives them, such as iwys/phones@2026-02 and 3.b2, or neither.",
        )
    try:
        document = library.find(feedback.policy, feedback.organisation)
    except UnknownName:
        return replace(feedback, document="", label="")
    labels = {clause.clause: clause.label for clause in document.clauses}
    return replace(feedback, document=document.policy.document, label=labels.get(feedback.clause, ""))
