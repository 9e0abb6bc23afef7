"""Fit and print the numbers, cross-validated with policies left out in turn, and write the model of the verdict.

A question's candidates (before the ranker with "none of these") compete in a conditional logit, whose weights are
fitted together; a logistic curve on what the ranker read tells whether any settles the question. The numbers are to be
written into assistant/settings.py; the model of the verdict goes beside the other weights.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np

from assistant.answering.verdicts import FILE, VerdictModel
from assistant.models.encoder import Encoder
from assistant.models.ranker import ranker_named
from assistant.models.weights import shipped
from assistant.settings import Linear, Settings, Weights
from evals.corpora import SHELF, shelved
from training.digests import note
from training.examples import DATA, Material, held_out, load
from training.fuse.asked import Asked, ask_all
from training.fuse.cues import fit_cues, written
from training.fuse.figures import decisions, ranks
from training.fuse.logit import crossed, fit
from training.fuse.settled import read, settled_chances
from training.fuse.verdicts import fit_verdicts

PLAIN = ("dense", "lexical", "bound", "rule")
"""The figures that every clause has, whatever is known and whoever reads."""


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, help="folder of the models (default: those that ship)")
    arguments = parser.parse_args()
    encoder = Encoder(arguments.weights) if arguments.weights else Encoder()
    ranker = ranker_named(Settings().ranker, encoder)
    material, weights = load(), Weights()
    kept = held_out(material.clauses)
    found = asked_of(material, kept, encoder, weights)
    print(len(found), "questions of", len(kept), "policies")
    linear = found_by(found, weights)
    if ranker is None:
        return
    together = [read(each, linear, ranker, weights) for each in found]
    print("kept among", weights.reranked, np.mean([each.gold >= 0 for each in together if each.gold != -1]))
    linear = ranked_by(together, weights)
    cues = fit_cues(material, material.of(set(material.clauses) - set(kept)))
    decisions(together, settled_chances(together, weights, linear), cues)
    write(fit_verdicts(together, cues))


def asked_of(material: Material, kept: Collection[str], encoder: Encoder, weights: Weights) -> list[Asked]:
    """The questions of the policies kept apart, asked of an index of these alone."""
    with tempfile.TemporaryDirectory() as folder:
        files = {name: (DATA / "policies" / name).read_bytes() for name in kept}
        partition = shelved(files, Path(folder), encoder).library.shelf.open(SHELF)
        return ask_all(partition, encoder, material.of(kept), weights)


def found_by(found: Sequence[Asked], weights: Weights) -> Linear:
    """Fit what finds the candidates, and print what each figure adds."""
    alone: list[tuple[str, ...]] = [("dense",), ("lexical",), ("dense", "lexical")]
    for used in (*alone, PLAIN, (*PLAIN, "known")):
        print("found by", *used, "|", ranks(found, crossed(found, weights, used)))
    linear = fit(found, weights, (*PLAIN, "known"))
    print("found =", linear)
    return linear


def ranked_by(together: Sequence[Asked], weights: Weights) -> Linear:
    """Fit what orders the candidates that the ranker read, and print what each figure adds."""
    every = (*PLAIN, "known", "ranker")
    variants: list[tuple[str, ...]] = [("ranker",), ("dense", "ranker")]
    variants += [tuple(name for name in every if name != out) for out in every]
    for used in (*variants, every):
        print("ranked by", *used, "|", ranks(together, crossed(together, weights, used, settled_only=True)))
    linear = fit(together, weights, every, settled_only=True)
    print("ranked =", linear)
    return linear


def write(model: VerdictModel) -> None:
    """Write the model of the verdict beside the other weights, with its digest."""
    content = json.dumps(
        {"weights": model.weights.round(4).tolist(), "cues": written(model.cues)}, separators=(",", ":")
    )
    (shipped() / FILE).write_text(content + "\n", encoding="utf-8", newline="\n")
    note(shipped(), (FILE,))
    print("verdicts written to", FILE)


if __name__ == "__main__":
    main()
