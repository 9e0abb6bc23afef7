"""Questions on policies that training never saw: `python -m evals.heldout [--sample N]`, measured as the sets are.

The training recipe keeps whole policies apart (training/examples.py); each of their questions is asked of its own
document through the real pipeline, in a data folder that is thrown away. Numbers may have been chosen on these
policies, so that the figures are those of a development set, not of a test.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from assistant.cases import Case, Kind, Target
from assistant.errors import AssistantError, BadInput
from assistant.index import Embedder, embedder_named
from assistant.values import Document, Outcome, Role, Verdict
from evals import report, scores, table
from evals.asking import ask_all, undeclined
from evals.corpora import SHELF, shelved
from evals.generate import config
from evals.resolve import resolve_all
from evals.runs import Run
from evals.sampling import sampled

if TYPE_CHECKING:
    from training.examples import Example

SET = "held out"


def heldout(size: int | None, folder: Path, embedder: Embedder, source: Path | None = None) -> Run:
    """The answers to a random part of the held-out policies' questions (all for None), indexed in `folder`.

    `source` is the folder of the training data (default: the project's own); raises BadInput when it isn't there.
    """
    # Imported here because the training data belongs to a clone of the project, and reads seventy policies.
    from training.examples import DATA, held_out, load

    home = source or DATA
    if not (home / "policies").is_dir():
        raise BadInput(f"There is no training data in {home}.", "Run this in a clone of the project.")
    material = load(home)
    kept = held_out(material.clauses)
    files = {name: (home / "policies" / name).read_bytes() for name in kept}
    assistant = shelved(files, folder, embedder)
    documents = assistant.library.shelf.open(SHELF).documents
    asked = [case_of(example, documents[example.policy]) for example in sampled(material.of(kept), size)]
    resolved = resolve_all(asked, assistant.library.find)
    answers = tuple(ask_all(assistant, resolved))
    free = tuple(undeclined(assistant, resolved, answers))
    return Run(config({SET: len(resolved)}, embedder, compare=False), tuple(resolved), (*answers, *free))


def case_of(example: Example, document: Document) -> Case:
    """A training question as a case: its marks are positions among the document's clauses."""
    answered = bool(example.gold)
    targets = (Target(document.policy.document, clause=document.clauses[place].clause) for place in example.gold)
    return Case(
        set=SET,
        id=f"{document.policy.document}/{example.id}",
        question=example.question,
        organisation=document.policy.organisation,
        kind=Kind(example.kind),
        outcome=Outcome.ANSWERED if answered else Outcome.NOT_COVERED,
        verdict=Verdict(example.verdict),
        asker=Role(example.role),
        document=document.policy.document,
        history=example.history,
        clauses=tuple(targets),
    )


def main(arguments: Sequence[str]) -> int:
    """Ask and print; 0 all well, 2 something to mend."""
    parser = argparse.ArgumentParser(prog="python -m evals.heldout", description=__doc__)
    parser.add_argument("--sample", type=int, metavar="N", help="ask N questions, the same every time (default: all)")
    parser.add_argument("--source", type=Path, metavar="DIR", help="the training data: policies/ and questions/*.jsonl")
    parser.add_argument("--report", type=Path, metavar="DIR", help="write report.html and measures.json here")
    given = parser.parse_args(arguments)
    console = Console()
    try:
        with tempfile.TemporaryDirectory() as folder:
            run = heldout(given.sample, Path(folder), embedder_named(), given.source)
    except AssistantError as error:
        print(f"{error.problem}\n{error.remedy}", file=sys.stderr)
        return 2
    found = scores.score(run)
    table.show(run, found, console)
    if given.report:
        console.print(f"Report: {report.write(run, found, (), (), given.report)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
