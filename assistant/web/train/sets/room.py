"""Puts the trainers' own pages together: prepare, handout and alone."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.state import State
from assistant.web.clock import Today
from assistant.web.ports import Asker
from assistant.web.train.sets.alone import alone_router
from assistant.web.train.sets.changing import changing_router
from assistant.web.train.sets.handout import handout_router
from assistant.web.train.sets.offering import offering_router
from assistant.web.train.sets.prepare import prepare_router
from assistant.web.train.sets.workbench import QuestionsOf, Workbench
from assistant.web.train.sets.writing import writing_router


def train_router(asker: Asker, state: State, questions: QuestionsOf, today: Today) -> APIRouter:
    """Routes `/train`, `/train/new`, `/train/sets/…` and `/learn…`; `questions` are those to draw from."""
    bench = Workbench(asker, state, questions, today)
    router = APIRouter()
    for part in (prepare_router, changing_router, writing_router, handout_router, offering_router, alone_router):
        router.include_router(part(bench))
    return router
