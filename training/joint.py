"""The joint ranker: question and clause read together by three layers over the encoder's lower states.

The encoder's first three layers are shared and frozen, so that a clause's states are computed once and kept; only
what needs question and clause side by side is computed for each pair.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from training.encoder import Texts

LOWER_LAYERS = 3
VERDICTS = 4
# The first guess before training: the chance grows with the cosine of the two halves' means.
COSINE_WEIGHT, COSINE_BIAS = 12.0, -6.0


class Joint(nn.Module):
    """Scores of pairs: whether the clause settles the question (a logit, 0 is even), and which verdict."""

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.segments = nn.Parameter(torch.zeros(2, width))
        self.layers = nn.ModuleList(copy.deepcopy(layer) for layer in encoder.encoder.layer[LOWER_LAYERS:])
        self.settles = nn.Linear(4 * width, 1)
        self.verdict = nn.Linear(4 * width, VERDICTS)
        with torch.no_grad():
            self.settles.weight.zero_()
            self.settles.weight[0, :width] = COSINE_WEIGHT
            self.settles.bias.fill_(COSINE_BIAS)

    def forward(self, states: Tensor, segments: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Logits (n,) and (n, 4) from lower states (n, tokens, width), segment ids (n, tokens; 0 question, 1 clause)
        and the mask (n, tokens; 1 where a token stands)."""
        hidden = states + self.segments[segments]
        hidden = through(self.layers, hidden, mask)
        question = _mean(hidden, mask * (1 - segments))
        clause = _mean(hidden, mask * segments)
        features = torch.cat((question * clause, (question - clause).abs(), hidden[:, 0] / 10, clause), dim=1)
        return self.settles(features).squeeze(-1), self.verdict(features)


def through(layers: Any, states: Tensor, mask: Tensor) -> Tensor:
    """Run BERT layers over states (n, tokens, width), padding masked out."""
    shut = (1.0 - mask[:, None, None, :].float()) * -1e9
    for layer in layers:
        states = layer(states, shut)
    return states


def _mean(hidden: Tensor, mask: Tensor) -> Tensor:
    weights = mask.unsqueeze(-1).to(hidden.dtype)
    return nn.functional.normalize((hidden * weights).sum(1) / weights.sum(1).clamp(min=1.0), dim=1)


@torch.no_grad()
def lower_states(encoder: Any, texts: Texts) -> list[NDArray[np.float16]]:
    """For each text the states after the shared layers, (tokens, width)."""
    found: list[NDArray[np.float16]] = [np.zeros((0, 0), np.float16)] * len(texts.ids)
    for group in texts.buckets(range(len(texts.ids))):
        ids, mask = texts.batch(group)
        hidden = encoder.embeddings(input_ids=ids)
        hidden = through(encoder.encoder.layer[:LOWER_LAYERS], hidden, mask)
        for place, row in enumerate(group):
            found[row] = hidden[place, : len(texts.ids[row])].to(torch.float16).numpy()
    return found


def pairs(
    questions: Sequence[NDArray[np.float16]], clauses: Sequence[NDArray[np.float16]]
) -> tuple[Tensor, Tensor, Tensor]:
    """States, segment ids and mask of pairs, each question's tokens followed by its clause's, padded to the longest."""
    lengths = [len(question) + len(clause) for question, clause in zip(questions, clauses, strict=True)]
    shape = (len(lengths), max(lengths))
    states = np.zeros((*shape, questions[0].shape[1]), np.float32)
    segments, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for row, (question, clause) in enumerate(zip(questions, clauses, strict=True)):
        states[row, : len(question)] = question
        states[row, len(question) : lengths[row]] = clause
        segments[row, len(question) :] = 1
        mask[row, : lengths[row]] = 1
    return torch.from_numpy(states), torch.from_numpy(segments), torch.from_numpy(mask)
