"""Fit the numbers of `Weights` on the policies that no model was trained on: `python -m training.fuse`.

A question's candidates (before the ranker with "none of these") compete in a conditional logit, whose weights are
fitted together; a logistic curve on what the ranker read tells whether any settles the question. Figures are
cross-validated, policies left out in turn. Prints numbers to write into assistant/settings.py, and writes the model of
the verdict beside the other weights.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

from assistant.answering.rank import read_together
from assistant.answering.retrieve import gather
from assistant.answering.scoring import features, ranked, signs
from assistant.answering.understand import Understood, understand
from assistant.answering.verdicts import WEIGHTS, VerdictModel, verdict_chances
from assistant.answering.verdicts import features as verdict_features
from assistant.index import Partition
from assistant.models.encoder import Encoder
from assistant.models.ranker import VERDICTS, Ranker, ranker_named
from assistant.settings import Linear, Settings, Weights
from assistant.values import Hit, Question, Role
from evals.corpora import SHELF, shelved
from training.examples import DATA, Example, held_out, load

Numbers = NDArray[np.float64]
NAMES = tuple(field.name for field in fields(Linear) if field.name != "none")
FOLDS = 5
RIDGE = 0.5
NEVER = -1e6


@dataclass(frozen=True)
class Asked:
    """A held-out question: its hits in the order of the keys, and which is the deciding one (-1: none is)."""

    example: Example
    understood: Understood
    hits: tuple[Hit, ...]
    gold: int


def ask_all(partition: Partition, encoder: Encoder, examples: Sequence[Example], weights: Weights) -> list[Asked]:
    """Each question's figures for every clause of its own policy; further gold clauses are left out."""
    asked = [understand(question(example)) for example in examples]
    vectors = encoder.encode([each.asked for each in asked])
    found = []
    for example, understood, vector in zip(examples, asked, vectors, strict=True):
        clauses = partition.documents[example.policy].clauses
        gold = [clauses[place].key for place in example.gold]
        every = gather(understood, vector, partition, frozenset({example.policy}), len(clauses))
        hits = tuple(hit for hit in every if hit.clause.key not in gold[1:])
        keys = [hit.clause.key for hit in hits]
        found.append(Asked(example, understood, hits, keys.index(gold[0]) if gold else -1))
    return found


def question(example: Example) -> Question:
    """The example as the product is asked it."""
    return Question(example.question, SHELF, role=Role(example.role), history=example.history)


def read(asked: Asked, linear: Linear, ranker: Ranker | None, weights: Weights) -> Asked:
    """The best candidates alone, with the ranker's figures; the deciding one may be lost on the way."""
    scores = table([asked], weights)[0][0] @ vector_of(linear)
    best = [int(place) for place in np.argsort(-scores[: len(asked.hits)])[: weights.reranked]]
    hits = tuple(asked.hits[place] for place in best)
    if ranker is not None:
        hits = read_together(asked.understood, hits, ranker)
    gold = best.index(asked.gold) if asked.gold in best else -1 if asked.gold == -1 else -2
    return replace(asked, hits=hits, gold=gold)


def table(found: Sequence[Asked], weights: Weights) -> tuple[Numbers, Numbers, NDArray[np.int64]]:
    """Figures (n, k, names), which places hold a clause (n, k), and the target (n; k is "none")."""
    most = max(len(each.hits) for each in found)
    figures, there = np.zeros((len(found), most, len(NAMES))), np.zeros((len(found), most))
    for row, each in enumerate(found):
        for place, hit in enumerate(each.hits):
            told = features(hit, each.understood, weights)
            figures[row, place] = [told[name] for name in NAMES]
            there[row, place] = 1.0
    return figures, there, np.array([each.gold if each.gold >= 0 else most for each in found])


def chances(figures: Numbers, there: Numbers, numbers: Numbers) -> Numbers:
    """Of each place, and of "none" in the last column: (n, k + 1)."""
    scores = np.where(there > 0, figures @ numbers[:-1], -1e9)
    scores = np.concatenate((scores, np.full((len(scores), 1), numbers[-1])), axis=1)
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def fit(found: Sequence[Asked], weights: Weights, used: Sequence[str], settled_only: bool = False) -> Linear:
    """The weights of the figures named, the others 0, that make the deciding clauses (or none) likeliest.

    With `settled_only` near misses are left out, and "none" with them: the order alone is fitted.
    """
    kept = [each for each in found if each.gold >= (0 if settled_only else -1)]
    figures, there, target = table(kept, weights)
    free = np.array([*(name in used for name in NAMES), not settled_only], dtype=float)
    chosen = np.zeros((len(kept), there.shape[1] + 1))
    chosen[np.arange(len(kept)), target] = 1.0

    def loss(numbers: Numbers) -> tuple[float, Numbers]:
        numbers = np.append((numbers * free)[:-1], NEVER) if settled_only else numbers * free
        told = chances(figures, there, numbers)
        wrong = told - chosen
        slope = np.append(np.einsum("nk,nkf->f", wrong[:, :-1], figures), wrong[:, -1].sum())
        value = -np.log(np.maximum(told[np.arange(len(kept)), target], 1e-12)).sum()
        return float(value + RIDGE * (numbers[:-1] ** 2).sum() / 2), (slope + RIDGE * np.append(numbers[:-1], 0)) * free

    solved = minimize(loss, np.zeros(len(NAMES) + 1), jac=True, method="L-BFGS-B").x * free
    return Linear(**{name: round(float(value), 3) for name, value in zip((*NAMES, "none"), solved, strict=True)})


def vector_of(linear: Linear, none: bool = False) -> Numbers:
    """The weights in the order of NAMES, with that of "none" behind them if wanted."""
    return np.array([getattr(linear, name) for name in (*NAMES, *(["none"] if none else []))])


def crossed(found: Sequence[Asked], weights: Weights, used: Sequence[str], settled_only: bool = False) -> list[Numbers]:
    """Each question's chances under weights fitted without its policy's fold."""
    fold = folds(found)
    told: list[Numbers] = [np.zeros(0)] * len(found)
    for number in range(FOLDS):
        linear = fit([each for each in found if fold[each.example.policy] != number], weights, used, settled_only)
        for place, each in enumerate(found):
            if fold[each.example.policy] == number:
                figures, there, _ = table([each], weights)
                told[place] = chances(figures, there, vector_of(linear, none=True))[0]
    return told


def folds(found: Sequence[Asked]) -> dict[str, int]:
    """The fold of each policy."""
    names = sorted({each.example.policy for each in found})
    return {name: place % FOLDS for place, name in enumerate(names)}


def ranks(found: Sequence[Asked], told: Sequence[Numbers]) -> str:
    """First, first three, and how well "settled" tells near misses from answerable ones."""
    places = [int((t[:-1] > t[each.gold]).sum()) if each.gold >= 0 else 99
              for each, t in zip(found, told, strict=True) if each.gold != -1]  # fmt: skip
    answerable = [each.gold != -1 for each in found]
    auc = roc_auc_score(answerable, [1 - t[-1] for t in told])
    return f"first {np.mean(np.array(places) == 0):.3f} three {np.mean(np.array(places) < 3):.3f} settled AUC {auc:.3f}"


def settled_chances(found: Sequence[Asked], weights: Weights, linear: Linear) -> list[Numbers]:
    """Each question's chances, of its clauses and of none, with the curve of `Settled` fitted without its fold."""
    told = [ranked(each.hits, each.understood, replace(weights, ranked=linear)) for each in found]
    named = [signs(hits, hits[0].chance / sum(hit.chance for hit in hits)) for hits in told]
    rows = np.array([list(each.values()) for each in named])
    answerable = np.array([each.gold != -1 for each in found])
    whole = LogisticRegression(C=10, max_iter=2000).fit(rows, answerable)
    print("settled =", dict(zip(named[0], whole.coef_[0].round(2), strict=True)), "bias", whole.intercept_.round(2))
    fold = folds(found)
    part = np.array([fold[each.example.policy] for each in found])
    settled = np.zeros(len(found))
    for number in range(FOLDS):
        curve = LogisticRegression(C=10, max_iter=2000).fit(rows[part != number], answerable[part != number])
        settled[part == number] = curve.predict_proba(rows[part == number])[:, 1]
    print(f"settled AUC {roc_auc_score(answerable, settled):.3f}")
    return [_placed(each, hits, chance) for each, hits, chance in zip(found, told, settled, strict=True)]


def _placed(asked: Asked, hits: Sequence[Hit], settled: float) -> Numbers:
    """Chances in the order of the question's hits, that of none behind them."""
    whole = sum(hit.chance for hit in hits)
    share = {hit.clause.key: hit.chance / whole for hit in hits}
    return np.array([*(settled * share[hit.clause.key] for hit in asked.hits), 1 - settled])


def decisions(found: Sequence[Asked], told: Sequence[Numbers]) -> None:
    """Print what thresholds cost: declining, the verdict, a plain yes."""
    settled = np.array([1 - t[-1] for t in told])
    answerable = np.array([each.gold != -1 for each in found])
    right = np.array(
        [each.gold >= 0 and int(np.argmax(t[:-1])) == each.gold for each, t in zip(found, told, strict=True)]
    )
    for threshold in (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        says = settled >= threshold
        cost = np.where(says, np.where(right, 0, 3), np.where(answerable, 1, 0)).mean()
        print(
            f"answer from {threshold}: answered {says.mean():.3f} right of them {right[says].mean():.3f}, "
            f"near misses declined {(~says[~answerable]).mean():.3f}, "
            f"answerable declined {(~says[answerable]).mean():.3f}, cost {cost:.3f}"
        )
    models = verdict_models(found)
    for name, guessed in (("modality alone", verdicts(found, told, {})), ("fitted", verdicts(found, told, models))):
        sure = [g[0] == each.example.verdict for g, each in zip(guessed, found, strict=True) if each.gold >= 0]
        on_gold = [g[0] == each.example.verdict for g, each, ok in zip(guessed, found, right, strict=True) if ok]
        print(f"verdict by {name}: right {np.mean(sure):.3f}, where the first clause is right {np.mean(on_gold):.3f}")
    for verdict in ("yes", "no"):
        verdict_curve(verdict, found, verdicts(found, told, models), settled)


def verdict_models(found: Sequence[Asked]) -> dict[str, VerdictModel]:
    """For each policy a model fitted without its fold."""
    fold = folds(found)
    models = [fit_verdicts([each for each in found if fold[each.example.policy] != number]) for number in range(FOLDS)]
    return {name: models[number] for name, number in fold.items()}


def fit_verdicts(found: Sequence[Asked]) -> VerdictModel:
    """A multinomial logistic regression on the deciding clauses of answerable questions."""
    kept = [each for each in found if each.gold >= 0]
    rows = np.array([verdict_features(each.understood, each.hits[each.gold]) for each in kept])
    fitted = LogisticRegression(C=0.3, max_iter=2000, fit_intercept=False).fit(rows, [e.example.verdict for e in kept])
    order = [list(fitted.classes_).index(name) for name in VERDICTS]
    return VerdictModel(fitted.coef_[order])


def verdicts(
    found: Sequence[Asked], told: Sequence[Numbers], models: Mapping[str, VerdictModel]
) -> list[tuple[str, float]]:
    """For each question the likeliest verdict of its best clause, and its chance times the clause's."""
    guessed = []
    for each, t in zip(found, told, strict=True):
        best = int(np.argmax(t[: len(each.hits)]))
        says = verdict_chances(each.understood, each.hits[best], models.get(each.example.policy))
        verdict = max(says, key=lambda one: says[one])
        guessed.append((verdict.value, says[verdict] * float(t[best])))
    return guessed


def verdict_curve(verdict: str, found: Sequence[Asked], guessed: Sequence[tuple[str, float]], settled: Numbers) -> None:
    """Print how many plain verdicts are right and wrong from each threshold on, of questions not declined at 0.5."""
    for threshold in (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        said = [
            each.example.verdict
            for each, (guess, chance), s in zip(found, guessed, settled, strict=True)
            if guess == verdict and chance >= threshold and s >= 0.5
        ]
        wrong = Counter(one for one in said if one != verdict)
        print(f"{verdict} from {threshold}: {said.count(verdict)} right, {dict(wrong)} wrong")


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, help="folder of the models (default: those that ship)")
    arguments = parser.parse_args()
    encoder = Encoder(arguments.weights) if arguments.weights else Encoder()
    ranker = ranker_named(Settings().ranker, encoder)
    material, weights = load(), Weights()
    kept = held_out(material.clauses)
    with tempfile.TemporaryDirectory() as folder:
        files = {name: (DATA / "policies" / name).read_bytes() for name in kept}
        partition = shelved(files, Path(folder), encoder).library.shelf.open(SHELF)
        found = ask_all(partition, encoder, material.of(kept), weights)
    print(len(found), "questions of", len(kept), "policies")
    plain = ("dense", "lexical", "bound", "rule")
    alone: list[tuple[str, ...]] = [("dense",), ("lexical",), ("dense", "lexical")]
    for used in (*alone, plain, (*plain, "known")):
        print("found by", *used, "|", ranks(found, crossed(found, weights, used)))
    linear = fit(found, weights, (*plain, "known"))
    print("found =", linear)
    if ranker is None:
        return
    together = [read(each, linear, ranker, weights) for each in found]
    print("kept among", weights.reranked, np.mean([each.gold >= 0 for each in together if each.gold != -1]))
    every = (*plain, "known", "ranker")
    variants: list[tuple[str, ...]] = [("ranker",), ("dense", "ranker")]
    variants += [tuple(name for name in every if name != out) for out in every]
    for used in (*variants, every):
        print("ranked by", *used, "|", ranks(together, crossed(together, weights, used, settled_only=True)))
    linear = fit(together, weights, every, settled_only=True)
    print("ranked =", linear)
    decisions(together, settled_chances(together, weights, linear))
    fitted = fit_verdicts(together).weights.round(4).tolist()
    WEIGHTS.write_text(json.dumps({"weights": fitted}) + "\n", encoding="utf-8")
    print("verdicts written to", WEIGHTS.name)


if __name__ == "__main__":
    main()
