"""The one place that assembles: data folder, embedder, index, library and the pipeline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Self

from assistant import personal
from assistant.answering import Parts, ask
from assistant.answering.nearest import nearest
from assistant.answering.screening.tellings import Tells, teller
from assistant.answering.verdicts import VerdictModel
from assistant.answering.weighing import weigh
from assistant.comparing import Key, Weighed
from assistant.errors import BadInput
from assistant.index import Embedder, Shelf, embedder_named
from assistant.library import Library
from assistant.models.encoder import Encoder
from assistant.models.ranker import Ranker, ranker_named
from assistant.models.texts import question_text
from assistant.models.weights import require_whole
from assistant.settings import Settings, Weights, from_environment
from assistant.values import Answer, Clause, Question, Role


class Assistant:
    """Answers questions from a data folder; opening it loads no model and reads no index."""

    def __init__(self, library: Library, embedder: Embedder, weights: Weights, ranker: Ranker | None = None) -> None:
        self.library = library
        self._embedder = embedder
        self._weights = weights
        self._ranker = ranker

    @classmethod
    def open(cls, where: Path | str | Settings | None = None, embedder: Embedder | None = None) -> Self:
        """Open a data folder (or settings); without one, POLICY_ASSISTANT_DATA or ./data."""
        settings = where if isinstance(where, Settings) else from_environment(Path(where) if where else None)
        embedder = embedder or embedder_named(settings.index.model, settings.index.batch)
        shelf = Shelf(settings.data, embedder, settings.index, settings.public_only)
        # The shipped ranker reads the shipped encoder's states; beside another embedder only a named one stands in.
        encoder = embedder if isinstance(embedder, Encoder) else None
        ranker = ranker_named(settings.ranker, encoder or Encoder()) if encoder or settings.ranker else None
        return cls(Library(settings.data, shelf), embedder, settings.weights, ranker)

    @cached_property
    def _tells(self) -> Tells | None:
        return teller(self._embedder)

    @cached_property
    def _verdicts(self) -> VerdictModel | None:
        return VerdictModel.load()

    def require_whole(self) -> None:
        """Raise DamagedWeights unless the shipped models, where they are in use, are those that were shipped (C9)."""
        if isinstance(self._embedder, Encoder):
            require_whole(self._embedder.folder)

    def warm_up(self) -> None:
        """Load the models and open every index now, so that the first question does not wait for them."""
        vector = self._embedder.encode(["ready"])[0]
        if self._ranker:
            self._ranker.rank("ready", ["ready"])
        shelf = self.library.shelf
        for organisation in self.library.organisations():
            for public in (False, True):
                shelf.open(organisation.slug, public).known(vector, 1, frozenset())

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
        """Answer one question; raises UnknownName (organisation, document) or BadInput (role, date).

        Whoever is outside staff is answered from the part of the index that holds what they may see and nothing else.
        """
        question = Question(
            text=text,
            organisation=organisation,
            id=id,
            document=document,
            role=self._answered(_role(role)),
            as_of=_day(as_of),
            history=tuple(history),
        )
        return ask(question, self._parts(organisation, question.role))

    def weigh(
        self, text: str, *, documents: Iterable[Key], role: str = "staff", as_of: str = "", history: Iterable[str] = ()
    ) -> Weighed:
        """What each document (organisation, file name) says, all of them weighed together. Raises as `ask` does."""
        asker = self._answered(_role(role))
        named: dict[str, set[str]] = {}
        for organisation, document in documents:
            named.setdefault(organisation, set()).add(document)
        before = tuple(personal.withheld(turn) for turn in history)
        question = Question(personal.withheld(text), "", role=asker, as_of=_day(as_of), history=before)
        return weigh(question, {slug: (self._parts(slug, asker), frozenset(own)) for slug, own in named.items()})

    def nearest(
        self, text: str, *, organisation: str, documents: Iterable[str], role: str = "staff", limit: int = 12
    ) -> tuple[Clause, ...]:
        """The clauses of these documents (file names) nearest to some words, best first. Raises as `ask` does."""
        asker = self._answered(_role(role))
        vector = self._embedder.encode([question_text(personal.withheld(text), asker)])[0]
        self.library.organisation(organisation)
        index = self.library.shelf.open(organisation, asker.public)
        return nearest(text, vector, index, frozenset(documents), limit)

    def _parts(self, organisation: str, role: Role) -> Parts:
        return Parts(
            organisation=self.library.organisation(organisation),
            open_index=lambda: self.library.shelf.open(organisation, role.public),
            encode=self._embedder.encode,
            weights=self._weights,
            ranker=self._ranker,
            tells=self._tells,
            verdicts=lambda: self._verdicts,
        )

    def _answered(self, role: Role) -> Role:
        if self.library.shelf.public_only and not role.public:
            raise BadInput("Only parents and pupils are answered here.", "Ask as one of them: role parent or pupil.")
        return role


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
