"""An assistant that counts its questions by outcome, for whoever asks: the page or the interface."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.comparing import Key, Weighed
from assistant.errors import AssistantError
from assistant.values import Answer, Clause
from assistant.web.metrics import Questions
from assistant.web.ports import Asker, Library


class Counted:
    """Passes each question on and notes its outcome."""

    def __init__(self, asker: Asker, questions: Questions) -> None:
        self._asker = asker
        self._questions = questions

    @property
    def library(self) -> Library:
        """The assistant's own library."""
        return self._asker.library

    def ask(
        self,
        text: str,
        *,
        organisation: str,
        role: str = "staff",
        as_of: str = "",
        document: str = "",
        history: Sequence[str] = (),
    ) -> Answer:
        """Answer a question and count it. Raises AssistantError."""
        try:
            answer = self._asker.ask(
                text, organisation=organisation, role=role, as_of=as_of, document=document, history=history
            )
        except AssistantError:
            self._questions.count_error()
            raise
        self._questions.count(answer.outcome)
        return answer

    def nearest(
        self, text: str, *, organisation: str, documents: Iterable[str], role: str = "staff", limit: int = 12
    ) -> tuple[Clause, ...]:
        """The clauses nearest to some words; looking is no question, so it isn't counted. Raises AssistantError."""
        return self._asker.nearest(text, organisation=organisation, documents=documents, role=role, limit=limit)

    def weigh(
        self, text: str, *, documents: Iterable[Key], role: str = "staff", as_of: str = "", history: Sequence[str] = ()
    ) -> Weighed:
        """What each document says to a question that was counted when it was asked. Raises AssistantError."""
        return self._asker.weigh(text, documents=documents, role=role, as_of=as_of, history=history)
