"""Fits the trained half of the safeguarding screen: `python -m training.tellings [--model NAME] [--questions N]`.

Tried and not kept (cross-validated, 7,000 messages): the embedding alone and the words alone (each finds fewer tellings
at the same false alarms), classes of words (kin, young people, harm) and runs of letters (no gain beyond the noise).
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from assistant.answering.screening.concerns import is_concern
from assistant.answering.screening.tellings import FILE, word_buckets
from assistant.index import Embedder, embedder_named
from assistant.models.weights import shipped
from training.digests import note

DATA = Path(__file__).parent / "data"
SEED = 7
FOLDS = 5
BUCKETS = 4096
# Of the strength of the penalty: larger is weaker.
STRENGTH = 10.0
# A telling counts as many ordinary questions: there are far fewer of them, and the harm of a miss is far greater.
TELLING_WEIGHT = 4.0
TRICKY_WEIGHT = 3.0
FALSE_ALARMS = 0.02
QUESTIONS = 6500

Floats = NDArray[np.float64]
Features = Any


@dataclass(frozen=True, slots=True)
class Message:
    """A message and whether it tells of someone at risk. `source` says where it is from: "told" and "tricky" were
    written for this, "question" is a training question; messages of one `group` are near-variants."""

    text: str
    telling: bool
    source: str
    group: str


def messages(questions: int = QUESTIONS, folder: Path = DATA) -> tuple[Message, ...]:
    """The tellings, the ordinary messages with their words, and a sample of the training questions."""
    told = [Message(row["text"], True, "told", row["group"]) for row in _rows(folder / "tellings" / "tellings.jsonl")]
    tricky = [
        Message(row["text"], False, "tricky", row["group"]) for row in _rows(folder / "tellings" / "ordinary.jsonl")
    ]
    return (*told, *tricky, *_questions(questions, folder))


def _questions(number: int, folder: Path) -> Iterator[Message]:
    """Questions read and marked as tellings, and `number` of the rest; what was marked as neither is left out."""
    marked = {row["id"]: row["telling"] for row in _rows(folder / "tellings" / "from_questions.jsonl")}
    every = [row for path in sorted((folder / "questions").glob("*.jsonl")) for row in _rows(path)]
    plain = [row for row in every if row["id"] not in marked]
    sample = random.Random(SEED).sample(plain, min(number, len(plain)))
    for row in (*(row for row in every if marked.get(row["id"])), *sample):
        yield Message(row["question"], bool(marked.get(row["id"])), "question", f"policy/{row['policy']}")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def features(texts: Sequence[str], vectors: NDArray[np.float32]) -> Features:
    """A sparse matrix (n, dimensions + BUCKETS): each text's vector, then its hashed words at length 1."""
    buckets = [word_buckets(text, BUCKETS) for text in texts]
    values = [1 / len(row) ** 0.5 for row in buckets for _ in row]
    starts = np.cumsum([0, *map(len, buckets)])
    words = csr_matrix((values, [place for row in buckets for place in row], starts), shape=(len(texts), BUCKETS))
    return hstack([csr_matrix(vectors), words]).tocsr()


def fit(seen: Features, found: Sequence[Message]) -> LogisticRegression:
    """The regression on these rows; tellings and tricky messages weigh more than training questions."""
    weights = [TELLING_WEIGHT if each.telling else TRICKY_WEIGHT if each.source == "tricky" else 1.0 for each in found]
    return LogisticRegression(C=STRENGTH, max_iter=500).fit(seen, [each.telling for each in found], weights)


def held_out_chances(seen: Features, found: Sequence[Message]) -> Floats:
    """The chance (n,) that each message gets from a model fitted without its group."""
    chances = np.zeros(len(found))
    folds = GroupKFold(FOLDS, shuffle=True, random_state=SEED)
    for train, test in folds.split(seen, groups=[each.group for each in found]):
        model = fit(seen[train], [found[place] for place in train])
        chances[test] = model.predict_proba(seen[test])[:, 1]
    return chances


def threshold(chances: Floats, found: Sequence[Message], false_alarms: float = FALSE_ALARMS) -> float:
    """The lowest chance, rounded up to a hundredth, at which at most this share of the ordinary is a false alarm."""
    ordinary = chances[[not each.telling for each in found]]
    return math.ceil(float(np.quantile(ordinary, 1 - false_alarms)) * 100) / 100


def figures(chances: Floats, limit: float, found: Sequence[Message]) -> dict[str, dict[str, float]]:
    """For each kind of message its number and the share that the rules, the model, or either takes for a telling."""
    kinds = {f"{each.source}, {'telling' if each.telling else 'ordinary'}" for each in found}
    return {kind: _shares(chances, limit, found, kind) for kind in sorted(kinds)}


def _shares(chances: Floats, limit: float, found: Sequence[Message], kind: str) -> dict[str, float]:
    mine = [n for n, each in enumerate(found) if f"{each.source}, {'telling' if each.telling else 'ordinary'}" == kind]
    rules = np.array([is_concern(found[place].text) for place in mine])
    model = chances[mine] >= limit
    shares = {"rules": rules, "model": model, "either": rules | model}
    return {"number": len(mine)} | {name: round(float(each.mean()), 3) for name, each in shares.items()}


def train(embedder: Embedder, found: Sequence[Message]) -> dict[str, Any]:
    """What the screen's telling model needs to know, with the cross-validated figures and the data's digest."""
    texts = [each.text for each in found]
    seen = features(texts, embedder.encode(texts))
    chances = held_out_chances(seen, found)
    limit = threshold(chances, found)
    model, dimensions = fit(seen, found), embedder.dimensions
    return {
        "model": embedder.name,
        "dimensions": dimensions,
        "data": sha256("\n".join(f"{each.telling} {each.text}" for each in found).encode()).hexdigest(),
        "threshold": limit,
        "bias": round(float(model.intercept_[0]), 4),
        "vector": _rounded(model.coef_[0][:dimensions]),
        "words": _rounded(model.coef_[0][dimensions:]),
        "cross_validated": figures(chances, limit, found),
    }


def _rounded(numbers: Floats) -> list[float]:
    return [round(float(each), 4) for each in numbers]


def main() -> None:
    """Fit with an embedder ("" is the shipped one), write the weights, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="", help="a sentence-transformers model; none is the shipped encoder")
    parser.add_argument("--questions", type=int, default=QUESTIONS, help="training questions taken as ordinary")
    parser.add_argument("--out", type=Path, default=shipped(), help="folder of the weights to write into")
    asked = parser.parse_args()
    facts = train(embedder_named(asked.model), messages(asked.questions))
    (asked.out / FILE).write_text(json.dumps(facts) + "\n", encoding="utf-8", newline="\n")
    note(asked.out, (FILE,))
    print(f"{asked.out / FILE}: {facts['model']}, threshold {facts['threshold']}")
    for kind, shares in facts["cross_validated"].items():
        print(f"{kind}: {shares}")


if __name__ == "__main__":
    main()
