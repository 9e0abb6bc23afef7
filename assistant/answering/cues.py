"""Words of a question and of a clause that tell a verdict, named so that a model can weigh them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.answering.understand import Understood
from assistant.models.ranker import VERDICTS
from assistant.values import Clause

ASKED = re.compile(
    r"\b(?:can|may|could|am|is|are|do|does|must|should|have to|has to|need|allowed|permitted|okay|ok|without|not|never"
    r"|only|always|if|still|ever|even|all|any|what|who|when|how|where|why|which|just|before|after|instead|myself|own)\b"
)
SAID = re.compile(
    r"\b(?:must not|may not|need not|never|not|no|only|unless|except|if|when|may|can|must|should|will|allowed|permitted"
    r"|prohibited|banned|forbidden|required|without|until|before|after|at least|at most|within|permission|approval"
    r"|consent|agreed|always|every|all|any|written|exceptional|normally|usually|where|whoever)\b"
)
WORD = re.compile(r"[a-z']+")
# Beyond these many pairs of words a question, or a clause, says little more about its verdict.
QUESTION_PAIRS, CLAUSE_PAIRS = 12, 60


@dataclass(frozen=True, slots=True)
class Cues:
    """Logits of VERDICTS as a bias (4,) and the sum of the weights (4,) of the cues that are there."""

    bias: NDArray[np.float64]
    weights: Mapping[str, NDArray[np.float64]]

    @classmethod
    def read(cls, written: Mapping[str, object]) -> Cues:
        """From {"bias": [4 numbers], "weights": {cue: [4 numbers]}}."""
        weights: Mapping[str, Sequence[float]] = written["weights"]  # type: ignore[assignment]
        return cls(np.asarray(written["bias"], dtype=float), {cue: np.asarray(each) for cue, each in weights.items()})

    def log_chances(self, understood: Understood, clause: Clause) -> NDArray[np.float64]:
        """The logarithm of each verdict's chance (4,), in the order of VERDICTS."""
        there = (self.weights[cue] for cue in cues(understood, clause) if cue in self.weights)
        logits = sum(there, start=self.bias)
        raised = np.exp(logits - logits.max())
        return np.asarray(np.log(np.maximum(raised / raised.sum(), 1e-4)))


NONE = Cues(np.zeros(len(VERDICTS)), {})


def cues(understood: Understood, clause: Clause) -> frozenset[str]:
    """The cues of a question beside a clause: how it begins, what limits either, and which meets which."""
    question, words = understood.search.lower(), f"{clause.stem} {clause.text}".lower()
    return frozenset((*_alone(question, words), *_together(understood, clause, question, words)))


def _alone(question: str, words: str) -> Iterator[str]:
    asked, said = WORD.findall(question), WORD.findall(words)
    yield f"begins {' '.join(asked[:2])}"
    yield from (f"asks {one} {two}" for one, two in list(pairwise(asked))[:QUESTION_PAIRS])
    yield from (f"says {one} {two}" for one, two in list(pairwise(said))[:CLAUSE_PAIRS])


def _together(understood: Understood, clause: Clause, question: str, words: str) -> Iterator[str]:
    form, modality = understood.form.value, clause.modality.value
    asked, said = set(ASKED.findall(question)), set(SAID.findall(words))
    yield f"{form} of {modality}"
    yield from (f"asks {each}" for each in asked)
    yield from (f"asks {each} of {modality}" for each in asked)
    yield from (f"says {each}" for each in said)
    yield from (f"says {each} to {form}" for each in said)
    yield from (f"says {one} to {other}" for one in said for other in asked)
