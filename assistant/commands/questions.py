"""The questions that scenarios are drawn from: the project's question sets, and each organisation's own bank."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant import cases, known
from assistant.scenarios.sources import Pool

if TYPE_CHECKING:
    from assistant.cases import Case
    from assistant.library import Library


def questions_of(library: Library) -> Callable[[str], Pool]:
    """What there is for an organisation (slug): no written cases where evals/ is not installed. Raises BadMetadata."""

    def questions(organisation: str) -> Pool:
        written = tuple(case for case in _written() if case.organisation == organisation)
        return Pool(written, known.read(library.shelf.questions_file(organisation)))

    return questions


@lru_cache(maxsize=1)
def _written() -> tuple[Case, ...]:
    """Every case of the shipped sets, read on first use: it takes a second."""
    return tuple(case for each in cases.load() for case in each.cases) if cases.shipped() else ()
