"""Tune the bi-encoder: each question against every clause of its own policy and of one other.

A step takes two policies whole, because that is the choice to be made in use: this clause out of all that a school
has. Further gold clauses are no negatives. `python -m training.retriever --help`.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.encoder import LONGEST_CLAUSE, LONGEST_QUESTION, Texts, embed, load_encoder, starting_model, tokenize
from training.examples import Example, Material, held_out, load

SCALE = 20.0
QUESTIONS_A_STEP = 96
UNRELATED_TURNS = 0.08


class Retriever:
    """The encoder with all texts tokenised once."""

    def __init__(self, model: Any, material: Material, examples: Sequence[Example]) -> None:
        self.model = model
        self.examples = list(examples)
        self.questions = tokenize([example.text for example in examples], LONGEST_QUESTION)
        self.rows: dict[str, list[int]] = {}
        clauses: list[str] = []
        for policy, texts in material.clauses.items():
            self.rows[policy] = list(range(len(clauses), len(clauses) + len(texts)))
            clauses += texts
        self.clauses: Texts = tokenize(clauses, LONGEST_CLAUSE)

    def loss(self, policies: Sequence[str], questions: Sequence[int]) -> Tensor:
        """Cross-entropy of the deciding clause among all clauses of these policies."""
        rows = [row for policy in policies for row in self.rows[policy]]
        scores = SCALE * embed(self.model, self.questions, questions) @ embed(self.model, self.clauses, rows).T
        place = {row: column for column, row in enumerate(rows)}
        targets = []
        for line, question in enumerate(questions):
            example = self.examples[question]
            golds = [place[self.rows[example.policy][gold]] for gold in example.gold]
            targets.append(golds[0])
            if golds[1:]:
                scores[line, golds[1:]] = -1e4
        return torch.nn.functional.cross_entropy(scores, torch.tensor(targets))

    @torch.no_grad()
    def ranks(self, policies: Sequence[str]) -> list[int]:
        """For each answerable question of these policies the place (from 0) of its deciding clause in its policy."""
        found: list[int] = []
        for policy in policies:
            mine = [i for i, e in enumerate(self.examples) if e.policy == policy and e.gold]
            scores = embed(self.model, self.questions, mine) @ embed(self.model, self.clauses, self.rows[policy]).T
            gold = torch.tensor([self.examples[i].gold[0] for i in mine])
            found += (scores > scores.gather(1, gold[:, None])).sum(1).tolist()
        return found


def steps(
    retriever: Retriever, policies: Sequence[str], picker: random.Random
) -> Iterator[tuple[list[str], list[int]]]:
    """One pass: pairs of policies with questions of theirs, every answerable question once."""
    waiting = {
        policy: [i for i, e in enumerate(retriever.examples) if e.policy == policy and e.gold] for policy in policies
    }
    for questions in waiting.values():
        picker.shuffle(questions)
    while len(left := [policy for policy, questions in waiting.items() if questions]) > 0:
        pair = sorted(left, key=lambda policy: -len(waiting[policy]) * picker.random())[:2]
        share = QUESTIONS_A_STEP // len(pair)
        chosen = [question for policy in pair for question in waiting[policy][:share]]
        for policy in pair:
            del waiting[policy][:share]
        yield pair, chosen


def with_unrelated_turns(examples: Sequence[Example], picker: random.Random) -> list[Example]:
    """Some first questions get a turn before them that has nothing to do with them: a change of topic."""
    by_policy: dict[str, list[Example]] = {}
    for example in examples:
        by_policy.setdefault(example.policy, []).append(example)
    return [
        replace(example, history=(picker.choice(by_policy[example.policy]).question,))
        if not example.history and picker.random() < UNRELATED_TURNS
        else example
        for example in examples
    ]


def told(ranks: Sequence[int]) -> str:
    """Shares of ranks that are first, in the first three and in the first twelve."""
    return " ".join(f"@{k} {sum(rank < k for rank in ranks) / len(ranks):.3f}" for k in (1, 3, 12))


def train(out: Path, passes: int, rate: float, seed: int, share: float) -> None:
    """Train, telling loss and held-out ranks as it goes; a run that was stopped goes on from its last pass."""
    torch.manual_seed(seed)
    picker = random.Random(seed)
    material = load()
    kept = held_out(material.clauses)
    learnt = sorted(set(material.clauses) - set(kept))
    examples = with_unrelated_turns(material.of(learnt), picker)
    examples = [example for example in examples if picker.random() < share] + list(material.of(kept))
    resumed = out / "state.pt"
    state: dict[str, Any] = torch.load(resumed) if resumed.exists() else {"pass": 0}
    model = load_encoder(starting_model())
    retriever = Retriever(model.eval(), material, examples)
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=rate, weight_decay=0.01)
    total = passes * sum(1 for _ in steps(retriever, learnt, random.Random(0)))
    curve = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=total + passes + 1, pct_start=0.1)
    if state["pass"]:
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        curve.load_state_dict(state["curve"])
    else:
        print("untuned", told(retriever.ranks(kept)), flush=True)
    out.mkdir(parents=True, exist_ok=True)
    for number in range(state["pass"], passes):
        _one_pass(retriever, learnt, optimiser, curve, random.Random(seed + number))
        ranks = retriever.ranks(kept)
        print("pass", number + 1, told(ranks), flush=True)
        saved = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "curve": curve.state_dict()}
        torch.save({**saved, "pass": number + 1}, resumed)
        model.save_pretrained(out / "model")
        (out / "figures.json").write_text(json.dumps({"passes": number + 1, "held_out": told(ranks), "seed": seed}))


def _one_pass(retriever: Retriever, policies: Sequence[str], optimiser: Any, curve: Any, picker: random.Random) -> None:
    begun, losses = time.perf_counter(), []
    for number, (pair, questions) in enumerate(steps(retriever, policies, picker), 1):
        loss = retriever.loss(pair, questions)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(retriever.model.parameters(), 1.0)
        optimiser.step()
        curve.step()
        losses.append(loss.item())
        if number % 10 == 0:
            print(f"step {number} loss {sum(losses[-10:]) / 10:.3f} {time.perf_counter() - begun:.0f} s", flush=True)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("training/runs/retriever"))
    parser.add_argument("--passes", type=int, default=2)
    parser.add_argument("--rate", type=float, default=7e-5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=1.0, help="share of the questions used, for a learning curve")
    arguments = parser.parse_args()
    train(arguments.out, arguments.passes, arguments.rate, arguments.seed, arguments.share)


if __name__ == "__main__":
    main()
