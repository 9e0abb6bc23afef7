"""Build the shipped bank of known questions: each answerable question with the clause that settled it.

Only policies that are trained on go in, so that the held-out ones still measure; `--everything` is for a release.
Run it after `training.export`, which changes the encoder and with it every vector.
`python -m training.bank --help`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from assistant.index.bank import FILE, write
from assistant.index.embedder import Embedder, Vectors, embedder_named
from assistant.models.weights import shipped
from training.digests import note
from training.examples import Example, Material, held_out, load

AT_ONCE = 256


def build(material: Material, policies: frozenset[str], embedder: Embedder, path: Path) -> str:
    """Embed and write the questions of these policies, follow-ups with their history; returns the file's SHA-256."""
    asked = [example for example in material.of(sorted(policies)) if example.gold]
    settling = sorted({_clause(example) for example in asked})
    row = {clause: place for place, clause in enumerate(settling)}
    settled_by = np.asarray([row[_clause(example)] for example in asked], dtype=np.intp)
    clauses = _encoded(embedder, [material.clauses[policy][place] for policy, place in settling])
    digest = write(path, embedder.name, _encoded(embedder, [each.text for each in asked]), settled_by, clauses)
    note(path.parent, (path.name,))
    print(f"{len(asked)} questions on {len(settling)} clauses, {path.stat().st_size / 1e6:.1f} MB, {digest}")
    return digest


def _clause(example: Example) -> tuple[str, int]:
    return example.policy, example.gold[0]


def _encoded(embedder: Embedder, texts: list[str]) -> Vectors:
    """Vectors (n, d); in batches of like length."""
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    rows = np.zeros((len(texts), embedder.dimensions), dtype=np.float32)
    for start in range(0, len(order), AT_ONCE):
        part = order[start : start + AT_ONCE]
        rows[part] = embedder.encode([texts[place] for place in part])
    return rows


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="", help="path or name of the embedder; without one, the shipped encoder")
    parser.add_argument("--out", type=Path, default=shipped() / FILE)
    parser.add_argument("--everything", action="store_true", help="the held-out policies too")
    arguments = parser.parse_args()
    material = load()
    left_out = () if arguments.everything else held_out(material.clauses)
    build(material, frozenset(material.clauses) - set(left_out), embedder_named(arguments.model), arguments.out)


if __name__ == "__main__":
    main()
