"""What a clause says to a question: by its modality and its words, and by the ranker's verdict beside them."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering.cues import NONE, Cues
from assistant.answering.understand import Form, Understood
from assistant.models import weights
from assistant.models.ranker import VERDICTS
from assistant.values import Clause, Hit, Modality, Verdict

FILE = "verdicts.json"
CONDITION = re.compile(
    r"\b(?:if|unless|except|provided|only (?:if|when|with|after|where|by|for|in)|as long as|so long as|subject to|without (?:the )?(?:\w+ ){0,3}(?:consent|permission|approval|agreement)|"
    r"with (?:the )?(?:\w+ ){0,3}(?:consent|permission|approval|agreement)|until|prior approval|where (?:possible|appropriate|necessary)|in exceptional)\b",
    re.IGNORECASE,
)
LIMIT = re.compile(
    r"\b(?:but|when|where|while|during|before|after|between|within|at most|up to|no more than|for (?:one|two|three)|on (?:the )?(?:first|last|\w+days?)|at (?:lunch|break)\w*|who|whose)\b",
    re.IGNORECASE,
)
NO_DUTY = re.compile(
    r"\b(?:need not|needn't|not (?:be )?(?:required|obliged|necessary|compulsory|expected)|does not have to|do not have to|don't have to|no (?:duty|obligation|need)|optional|voluntary)\b",
    re.IGNORECASE,
)


# A question that wants yes or no, whatever its form.
YES_OR_NO = re.compile(
    r"^\W*(?:and |so |but |also |ok |hi |hello )*(?:is|are|am|does|do|did|can|could|will|would|has|have|had|should|must|may|might|was|were|isn't|aren't|doesn't|don't|can't)\b",
    re.IGNORECASE,
)

RULES: dict[Form, dict[Modality, Verdict]] = {
    Form.PERMISSION: {
        Modality.PROHIBITS: Verdict.NO,
        Modality.PERMITS: Verdict.YES,
        Modality.REQUIRES: Verdict.CONDITIONAL,
        Modality.ADVISES: Verdict.CONDITIONAL,
    },
    Form.PROHIBITION: {
        Modality.PROHIBITS: Verdict.YES,
        Modality.PERMITS: Verdict.NO,
        Modality.REQUIRES: Verdict.CONDITIONAL,
        Modality.ADVISES: Verdict.CONDITIONAL,
    },
    Form.OBLIGATION: {
        Modality.REQUIRES: Verdict.YES,
        Modality.ADVISES: Verdict.YES,
        Modality.PERMITS: Verdict.NO,
        Modality.PROHIBITS: Verdict.NO,
    },
    Form.FACT: {},
}


@dataclass(frozen=True, slots=True)
class VerdictModel:
    """Logits of VERDICTS as sums over `features`: `weights` (4, features). Fitted by `python -m training.fuse`."""

    weights: NDArray[np.float64]
    cues: Cues = NONE

    @classmethod
    def load(cls, folder: Path | None = None) -> VerdictModel | None:
        """The model in a folder of weights (else that which ships); None where none does. Raises DamagedWeights."""
        folder = folder or weights.shipped()
        if not weights.has(FILE, folder):
            return None
        written = json.loads(weights.content(FILE, folder))
        return cls(np.asarray(written["weights"], dtype=np.float64), Cues.read(written["cues"]))

    def chances(self, understood: Understood, hit: Hit) -> dict[Verdict, float]:
        """The chance of each verdict, given the ranker's."""
        logits = self.weights @ np.asarray(features(understood, hit, self.cues))
        raised = np.exp(logits - logits.max())
        return {Verdict(name): float(each) for name, each in zip(VERDICTS, raised / raised.sum(), strict=True)}


def features(understood: Understood, hit: Hit, cues: Cues) -> list[float]:
    """What the verdict is judged by: the ranker's log-chances and those of the cues, form and modality, limits."""
    clause, form = hit.clause, understood.form
    words = f"{clause.stem} {clause.text}"
    says = verdict_of(form, clause).value
    flags = (CONDITION.search(words), LIMIT.search(words), NO_DUTY.search(words), YES_OR_NO.search(understood.search))
    return [
        1.0,
        *(math.log(max(chance, 1e-4)) for chance in hit.verdicts),
        *cues.log_chances(understood, clause).tolist(),
        *(float(says == verdict) for verdict in VERDICTS),
        *(float(form is one and clause.modality is other) for one in Form for other in Modality),
        *(float(flag is not None) for flag in flags),
        *(float(form is one and flags[-1] is not None) for one in Form),
    ]


def verdict_chances(understood: Understood, hit: Hit, model: VerdictModel | None) -> dict[Verdict, float]:
    """The chance of each verdict on this clause; where no ranker told any, the modality decides alone."""
    if model and hit.verdicts:
        return model.chances(understood, hit)
    says = verdict_of(understood.form, hit.clause)
    return {Verdict(verdict): float(verdict == says) for verdict in VERDICTS}


def verdict_of(form: Form, clause: Clause) -> Verdict:
    """What a clause says to a question of this form; conditions in its words make it conditional."""
    if form is Form.OBLIGATION and NO_DUTY.search(clause.text):
        return Verdict.NO
    verdict = RULES[form].get(clause.modality, Verdict.INFO)
    if verdict is Verdict.INFO:
        return verdict
    words = f"{clause.stem} {clause.text}"
    # A permission within limits is a plain "yes" only to who is within them, and nothing here knows that.
    limited = clause.modality is Modality.PERMITS and LIMIT.search(words)
    return Verdict.CONDITIONAL if limited or CONDITION.search(words) else verdict
