"""Pages over a set of scenarios: prepare, handout, alone; `train_router` puts them together."""

from __future__ import annotations

from assistant.web.train.sets.room import train_router
from assistant.web.train.sets.workbench import QuestionsOf, no_questions

__all__ = ["QuestionsOf", "no_questions", "train_router"]
