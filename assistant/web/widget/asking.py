"""A parent's question: its size, the organisation it is put to, who may answer it now, and the reply."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request

from assistant.answering.word import whom_to_ask
from assistant.errors import AssistantError, BadInput, UnknownName
from assistant.values import Organisation, Role
from assistant.web.ports import Asker, Library
from assistant.web.widget.answers import Reply, reply_to
from assistant.web.widget.turnstile import Turnstile

logger = logging.getLogger(__name__)

LONGEST = 300
"""Characters of a question."""
REMEMBERED = 5
"""Earlier questions that a page hands on."""
LARGEST_BODY = 32_768
"""Bytes; 300 characters and five questions of as many fit in many times over."""


class NotHere(UnknownName):
    """No organisation of that name answers here, or it has paused the service: nobody is told which."""

    def __init__(self) -> None:
        super().__init__("This service is not available here.", "Please contact the school office.")


class NotNow(AssistantError):
    """The policies can't be searched at the moment."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(
            "The policies can’t be searched at the moment, so the question was not answered.",
            f"Try again in a few minutes, or {whom_to_ask(organisation)}. The question is still in the box.",
        )


class TooLarge(BadInput):
    """The request holds more than any question does."""


class ParentQuestion(BaseModel):
    """What a page sends: the question and the earlier ones of the conversation, oldest first."""

    model_config = ConfigDict(extra="forbid")
    question: str
    history: list[str] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Counter:
    """Where questions are handed in: the assistant, and the turnstile before it."""

    asker: Asker
    turnstile: Turnstile

    def reply(self, asked: ParentQuestion, slug: str, visitor: str) -> Reply:
        """Answer as to a parent. Raises NotHere, BadInput, TooMany or NotNow."""
        school = open_to_parents(self.asker.library, slug)
        text, history = checked(asked)
        with self.turnstile.passing(visitor):
            try:
                answer = self.asker.ask(text, organisation=slug, role=Role.PARENT.value, history=history)
            except UnknownName:
                raise NotHere from None
            except AssistantError as error:
                logger.exception("A parent's question could not be answered.")
                raise NotNow(school) from error
        return reply_to(answer, school)


def open_to_parents(library: Library, slug: str) -> Organisation:
    """The organisation, if it is known and has not paused its widget. Raises NotHere."""
    for organisation in library.organisations():
        if organisation.slug == slug and not organisation.widget.paused:
            return organisation
    raise NotHere


def checked(asked: ParentQuestion) -> tuple[str, tuple[str, ...]]:
    """The question and what went before, as they may be asked. Raises BadInput."""
    text = asked.question.replace("\r\n", "\n").strip()
    if not text:
        raise BadInput("There is no question yet.", "Write it in the box, in your own words.")
    if (over := len(text) - LONGEST) > 0:
        raise BadInput(
            f"The question is {over} character{'s' if over > 1 else ''} too long.",
            f"Shorten it to {LONGEST} characters; nothing of it is lost.",
        )
    earlier = (question.strip()[:LONGEST] for question in asked.history[-REMEMBERED:])
    return text, tuple(question for question in earlier if question)


async def body_of(request: Request) -> bytes:
    """The body, read no further than a question reaches. Raises TooLarge."""
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > LARGEST_BODY:
            raise TooLarge("The request is too large.", f"Ask in at most {LONGEST} characters.")
    return bytes(read)


def from_json(body: bytes) -> ParentQuestion:
    """What the frame sends. Raises BadInput."""
    try:
        return ParentQuestion.model_validate_json(body)
    except ValidationError as error:
        raise BadInput("The request can't be read.", 'Send {"question": "…", "history": ["…"]} as JSON.') from error


def from_form(body: bytes) -> ParentQuestion:
    """What a page without JavaScript sends."""
    fields: Mapping[str, list[Any]] = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return ParentQuestion(question=fields.get("question", [""])[0], history=fields.get("earlier", []))
