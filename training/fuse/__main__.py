"""Fit and print the numbers, cross-validated with policies left out in turn, and write the model of the verdict.

A question's candidates (before the ranker with "none of these") compete in a conditional logit, whose weights are
fitted together; a logistic curve on what the ranker read tells whether any settles the question. The numbers are to be
written into assistant/settings.py; the model of the verdict goes beside the other weights.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np

from assistant.answering.verdicts import FILE
from assistant.models.encoder import Encoder
from assistant.models.ranker import ranker_named
from assistant.models.weights import shipped
from assistant.settings import Settings, Weights
from evals.corpora import SHELF, shelved
from training.digests import note
from training.examples import DATA, held_out, load
from training.fuse.asked import ask_all
from training.fuse.cues import fit_cues, written
from training.fuse.figures import decisions, ranks
from training.fuse.logit import crossed, fit
from training.fuse.settled import read, settled_chances
from training.fuse.verdicts import fit_verdicts


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
    cues = fit_cues(material, material.of(set(material.clauses) - set(kept)))
    decisions(together, settled_chances(together, weights, linear), cues)
    fitted = fit_verdicts(together, cues).weights.round(4).tolist()
    content = json.dumps({"weights": fitted, "cues": written(cues)}, separators=(",", ":"))
    (shipped() / FILE).write_text(content + "\n", encoding="utf-8", newline="\n")
    note(shipped(), (FILE,))
    print("verdicts written to", FILE)


if __name__ == "__main__":
    main()
