"""How far the shipped graphs agree with the trained models, on texts that were trained on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from assistant.models.encoder import LONGEST, Encoder
from assistant.models.ranker import JointRanker
from training.encoder import embed, tokenize
from training.examples import Material
from training.joint import Joint, lower_states, pairs

TEXTS, QUESTIONS, CLAUSES = 200, 25, 12


def cosines(model: Any, shipped: Encoder, material: Material) -> NDArray[np.float32]:
    """The cosine (n,) of each text's shipped vector to the trained model's, for questions and clauses alike."""
    texts = every(_questions(material), TEXTS // 2) + every(_clauses(material), TEXTS // 2)
    with torch.no_grad():
        trained = embed(model, tokenize(texts, LONGEST), range(len(texts))).numpy()
    return np.asarray((trained * shipped.encode(texts)).sum(1), dtype=np.float32)


def same_first(model: Any, shipped: Encoder, material: Material) -> float:
    """The share of one policy's questions whose nearest clause is the same for both."""
    policy = min(material.clauses)
    questions, clauses = [example.text for example in material.of([policy])], list(material.clauses[policy])
    asked, read = tokenize(questions, LONGEST), tokenize(clauses, LONGEST)
    with torch.no_grad():
        trained = embed(model, asked, range(len(questions))) @ embed(model, read, range(len(clauses))).T
    ours = shipped.encode(questions) @ shipped.encode(clauses).T
    return float(np.mean(trained.numpy().argmax(1) == ours.argmax(1)))


@torch.no_grad()
def joint_agreement(model: Any, joint: Joint, shipped: Encoder, material: Material) -> tuple[float, float, float]:
    """Mean and largest difference of "settles" (logits), and the share of verdicts that are the same."""
    questions, clauses = every(_questions(material), QUESTIONS), every(_clauses(material), CLAUSES)
    asked = lower_states(model, tokenize(questions, LONGEST))
    read = lower_states(model, tokenize(clauses, LONGEST))
    ranker, apart, same = JointRanker(shipped), [], []
    for question, states in zip(questions, asked, strict=True):
        settles, verdicts = joint(*pairs([states] * len(read), read))
        ours = ranker.rank(question, clauses)
        assert ours.verdicts is not None
        apart.append(np.abs(settles.numpy() - ours.settles))
        same.append(verdicts.numpy().argmax(1) == ours.verdicts.argmax(1))
    return float(np.mean(apart)), float(np.max(apart)), float(np.mean(same))


def every(texts: Sequence[str], wanted: int) -> list[str]:
    """About `wanted` texts, evenly spread."""
    return list(texts[:: max(1, len(texts) // wanted)][:wanted])


def _questions(material: Material) -> list[str]:
    return [example.text for example in material.examples]


def _clauses(material: Material) -> list[str]:
    return [text for texts in material.clauses.values() for text in texts]
