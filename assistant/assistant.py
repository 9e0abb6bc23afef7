"""The one place that assembles: data folder, embedder, index, library and the pipeline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Self

from assistant.answering import Parts, ask
from assistant.errors import BadInput
from assistant.index import Embedder, SentenceTransformerEmbedder, Shelf
from assistant.library import Library
from assistant.settings import Settings, Weights, from_environment
from assistant.values import Answer, Question, Role


class Assistant:
    """Answers questions from a data folder; opening it loads no model and reads no index."""

    def __init__(self, library: Library, embedder: Embedder, weights: Weights) -> None:
        self.library = library
        self._embedder = embedder
        self._weights = weights

    @classmethod
    def open(cls, where: Path | str | Settings | None = None, embedder: Embedder | None = None) -> Self:
        """Open a data folder (or settings); without one, POLICY_ASSISTANT_DATA or ./data."""
        settings = where if isinstance(where, Settings) else from_environment(Path(where) if where else None)
        embedder = embedder or SentenceTransformerEmbedder(settings.index.model, settings.index.batch)
        shelf = Shelf(settings.data, embedder, settings.index)
        return cls(Library(settings.data, shelf), embedder, settings.weights)

    def warm_up(self) -> None:
        """Load the model and open every index now, so that the first question does not wait for them."""
        self._embedder.encode(["ready"])
        for organisation in self.library.organisations():
            self.library.shelf.open(organisation.slug)

    def ask(
        self,
        text: str,
        *,
        organisation: str,
        role: str = "staff",
        as_of: str = "",
        document: str = "",
        history: Iterable[str] = (),
        id: str = "",
    ) -> Answer:
        """Answer one question; raises UnknownName (organisation, document) or BadInput (role, date)."""
        question = Question(
            text=text,
            organisation=organisation,
            id=id,
            document=document,
            role=_role(role),
            as_of=_day(as_of),
            history=tuple(history),
        )
        parts = Parts(
            organisation=self.library.organisation(organisation),
            open_index=lambda: self.library.shelf.open(organisation),
            encode=self._embedder.encode,
            weights=self._weights,
        )
        return ask(question, parts)


def _role(role: str) -> Role:
    try:
        return Role(role)
    except ValueError:
        known = ", ".join(Role)
        raise BadInput(f"There is no role “{role}”.", f"Use one of: {known}.") from None


def _day(as_of: str) -> str:
    try:
        return date.fromisoformat(as_of).isoformat() if as_of else date.today().isoformat()
    except ValueError:
        raise BadInput(f"“{as_of}” is not a date.", "Write the day asked about as 2026-11-20.") from None
