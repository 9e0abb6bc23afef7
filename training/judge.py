"""Train the joint ranker: one deciding clause against those that look like it, and against "none of these".

Candidates are the marked tempting clauses and what the tuned bi-encoder and BM25 find; a near miss has no right one.
The verdict is learnt on the deciding clause. `python -m training.judge --help`.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]
from torch import Tensor

from assistant.index.words import Words
from assistant.models.ranker import VERDICTS
from assistant.settings import IndexSettings
from training.encoder import LONGEST_CLAUSE, LONGEST_QUESTION, embed, load_encoder, tokenize
from training.examples import Example, Material, held_out, load
from training.joint import Joint, lower_states, pairs
from training.retriever import with_unrelated_turns

CANDIDATES = 7
POOL = 16
SHOWN = 12
QUESTIONS_A_STEP = 16
PAIRS_AT_ONCE = 64
VERDICT_SHARE = 0.5
CHECKED = 500


@dataclass(frozen=True)
class Prepared:
    """Examples with their states, and for each the clauses of its policy that come nearest, best first."""

    examples: tuple[Example, ...]
    questions: list[NDArray[np.float16]]
    clauses: dict[str, list[NDArray[np.float16]]]
    nearest: list[list[int]]
    cosines: list[NDArray[np.float32]]


@torch.no_grad()
def prepare(encoder: Any, material: Material, examples: Sequence[Example]) -> Prepared:
    """Compute what stays the same during training: lower states, cosines, nearest clauses."""
    questions = tokenize([example.text for example in examples], LONGEST_QUESTION)
    vectors = embed(encoder, questions, range(len(examples))).numpy()
    kept: dict[str, tuple[NDArray[np.float32], Words]] = {}
    states = {}
    for policy in sorted({example.policy for example in examples}):
        texts = material.clauses[policy]
        tokens = tokenize(texts, LONGEST_CLAUSE)
        settings = IndexSettings()
        kept[policy] = (
            embed(encoder, tokens, range(len(texts))).numpy(),
            Words.build(material.parsed[policy], settings.bm25_k1, settings.bm25_b),
        )
        states[policy] = lower_states(encoder, tokens)
    cosines = [kept[e.policy][0] @ vector for e, vector in zip(examples, vectors, strict=True)]
    lexical = [np.asarray(kept[e.policy][1].scores(e.question)) for e in examples]
    fused = [dense + 0.3 * words / (words + 16.0) for dense, words in zip(cosines, lexical, strict=True)]
    nearest = [[int(place) for place in np.argsort(-scores)[:POOL]] for scores in fused]
    return Prepared(tuple(examples), lower_states(encoder, questions), states, nearest, cosines)


def candidates(prepared: Prepared, row: int, picker: random.Random) -> tuple[list[int], int]:
    """Clauses to choose among, the deciding one first if there is one, and its place (or "none", the last place)."""
    example = prepared.examples[row]
    others = [place for place in prepared.nearest[row] if place not in example.gold]
    tempting = [place for place in example.near if place not in example.gold][:2]
    rest = [place for place in others if place not in tempting]
    wanted = CANDIDATES - len(tempting) - (1 if example.gold else 0)
    hard = rest[: wanted // 2]
    chance = picker.sample(rest[wanted // 2 :], min(wanted - len(hard), len(rest[wanted // 2 :])))
    chosen = [*example.gold[:1], *tempting, *hard, *chance]
    return chosen, 0 if example.gold else len(chosen)


def score(joint: Joint, prepared: Prepared, wanted: Sequence[tuple[int, int]]) -> tuple[Tensor, Tensor]:
    """Logits (n,) and (n, 4) of (example, clause) pairs, in their order; computed in groups of like length."""
    length = [
        len(prepared.questions[row]) + len(prepared.clauses[prepared.examples[row].policy][place])
        for row, place in wanted
    ]
    order = sorted(range(len(wanted)), key=length.__getitem__)
    settled, verdicts = [], []
    for begin in range(0, len(order), PAIRS_AT_ONCE):
        group = [wanted[place] for place in order[begin : begin + PAIRS_AT_ONCE]]
        batch = pairs(
            [prepared.questions[row] for row, _ in group],
            [prepared.clauses[prepared.examples[row].policy][place] for row, place in group],
        )
        one, two = joint(*batch)
        settled.append(one)
        verdicts.append(two)
    back = torch.tensor(np.argsort(order))
    return torch.cat(settled)[back], torch.cat(verdicts)[back]


def loss_of(joint: Joint, prepared: Prepared, rows: Sequence[int], picker: random.Random) -> tuple[Tensor, Tensor]:
    """Listwise loss with a "none" of score 0, and the verdict's cross-entropy on deciding clauses."""
    chosen = [candidates(prepared, row, picker) for row in rows]
    wanted = [(row, place) for row, (places, _) in zip(rows, chosen, strict=True) for place in places]
    settled, verdicts = score(joint, prepared, wanted)
    listwise, told, right, begin = [], [], [], 0
    for row, (places, target) in zip(rows, chosen, strict=True):
        logits = torch.cat((settled[begin : begin + len(places)], torch.zeros(1)))
        listwise.append(torch.nn.functional.cross_entropy(logits[None], torch.tensor([target])))
        if prepared.examples[row].gold and prepared.examples[row].verdict in VERDICTS:
            told.append(verdicts[begin])
            right.append(VERDICTS.index(prepared.examples[row].verdict))
        begin += len(places)
    return torch.stack(listwise).mean(), torch.nn.functional.cross_entropy(torch.stack(told), torch.tensor(right))


@torch.no_grad()
def check(joint: Joint, prepared: Prepared, rows: Sequence[int]) -> str:
    """Held-out figures: deciding clause first (joint alone; with the cosine), AUC of settled, verdict on the gold."""
    wanted = [(row, place) for row in rows for place in prepared.nearest[row][:SHOWN]]
    settled = score(joint, prepared, wanted)[0].numpy().reshape(len(rows), -1)
    cosines = np.stack([prepared.cosines[row][prepared.nearest[row][:SHOWN]] for row in rows])
    examples = [prepared.examples[row] for row in rows]
    answerable = np.array([bool(example.gold) for example in examples])
    gold = np.array([example.gold[0] if example.gold else -1 for example in examples])
    shown = np.array([prepared.nearest[row][:SHOWN] for row in rows])
    told = [
        f"{name} {_first(scores, shown, gold, answerable, 1):.3f} {_first(scores, shown, gold, answerable, 3):.3f}"
        for name, scores in (("joint", settled), ("cosine", cosines), ("both", settled + 8 * cosines))
    ]
    auc = roc_auc_score(answerable, np.log(np.exp(settled).sum(1)))
    asked = [(row, prepared.examples[row].gold[0]) for row in rows if prepared.examples[row].gold]
    guessed = score(joint, prepared, asked)[1].argmax(1).tolist()
    right = np.mean([VERDICTS[g] == prepared.examples[row].verdict for g, (row, _) in zip(guessed, asked, strict=True)])
    return f"{' | '.join(told)} | settled AUC {auc:.3f} | verdict {right:.3f}"


def _first(scores: NDArray[Any], shown: NDArray[Any], gold: NDArray[Any], rows: NDArray[Any], k: int) -> float:
    best = np.take_along_axis(shown, np.argsort(-scores, axis=1)[:, :k], axis=1)
    return float((best == gold[:, None]).any(1)[rows].mean())


def train(encoder_folder: Path, out: Path, passes: float, rate: float, seed: int) -> None:
    """Train, telling losses and held-out figures; a run that was stopped goes on from its last save."""
    torch.manual_seed(seed)
    picker = random.Random(seed)
    encoder = load_encoder(encoder_folder).eval()
    material = load()
    kept = held_out(material.clauses)
    learnt = material.of(set(material.clauses) - set(kept))
    examples = [*with_unrelated_turns(learnt, picker), *material.of(kept)]
    begun = time.perf_counter()
    prepared = prepare(encoder, material, examples)
    print(f"prepared {len(examples)} in {time.perf_counter() - begun:.0f} s", flush=True)
    tested = random.Random(0).sample(range(len(learnt), len(examples)), CHECKED)
    joint = Joint(encoder).eval()
    plan = list(_plan(len(learnt), passes, seed))
    optimiser = torch.optim.AdamW(_groups(joint, rate), weight_decay=0.01)
    curve = torch.optim.lr_scheduler.OneCycleLR(optimiser, [rate, 10 * rate], total_steps=len(plan) + 1, pct_start=0.06)
    resumed, done = out / "state.pt", 0
    if resumed.exists():
        state = torch.load(resumed)
        done = state["step"]
        joint.load_state_dict(state["joint"])
        optimiser.load_state_dict(state["optimiser"])
        curve.load_state_dict(state["curve"])
    out.mkdir(parents=True, exist_ok=True)
    print("start", check(joint, prepared, tested), flush=True)
    losses: list[tuple[float, float]] = []
    for number in range(done, len(plan)):
        one, two = loss_of(joint, prepared, plan[number], random.Random(seed * 1_000_003 + number))
        optimiser.zero_grad()
        (one + VERDICT_SHARE * two).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(joint.parameters(), 1.0)
        optimiser.step()
        curve.step()
        losses.append((one.item(), two.item()))
        if (number + 1) % 20 == 0:
            mean = np.mean(losses[-20:], axis=0).round(3)
            print(f"step {number + 1}/{len(plan)} loss {mean} {time.perf_counter() - begun:.0f} s", flush=True)
        if (number + 1) % 200 == 0 or number + 1 == len(plan):
            told = check(joint, prepared, tested)
            print("held out", told, flush=True)
            state = {"joint": joint.state_dict(), "optimiser": optimiser.state_dict(), "curve": curve.state_dict()}
            torch.save({**state, "step": number + 1}, resumed)
            torch.save(joint.state_dict(), out / "joint.pt")
            (out / "figures.json").write_text(json.dumps({"step": number + 1, "held_out": told, "seed": seed}))


def _groups(joint: Joint, rate: float) -> list[dict[str, Any]]:
    heads = [p for name, p in joint.named_parameters() if name.split(".")[0] in ("settles", "verdict", "segments")]
    layers = [p for name, p in joint.named_parameters() if name.startswith("layers")]
    return [{"params": layers, "lr": rate}, {"params": heads, "lr": 10 * rate}]


def _plan(examples: int, passes: float, seed: int) -> Iterator[list[int]]:
    """Rows of each step over all passes; the last pass may be cut short."""
    picker, rows = random.Random(seed), []
    for _ in range(int(np.ceil(passes))):
        rows += picker.sample(range(examples), examples)
    rows = rows[: int(passes * examples)]
    for begin in range(0, len(rows), QUESTIONS_A_STEP):
        yield rows[begin : begin + QUESTIONS_A_STEP]


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, default=Path("training/runs/retriever/model"))
    parser.add_argument("--out", type=Path, default=Path("training/runs/judge"))
    parser.add_argument("--passes", type=float, default=1.16, help="more than one lets it overlearn: evals/LOG.md")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    train(arguments.encoder, arguments.out, arguments.passes, arguments.rate, arguments.seed)


if __name__ == "__main__":
    main()
