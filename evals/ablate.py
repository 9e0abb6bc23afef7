"""What each part is worth: `python -m evals.ablate [--sample N] [SET …]`, one table, each part off in turn.

The numbers of `Weights` are not fitted again for a variant, so that its threshold is that of the whole; the column
"never declining" shows the ranking alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console

from assistant import cases
from assistant.assistant import Assistant
from assistant.cases import CaseSet
from assistant.errors import AssistantError
from assistant.index import SentenceTransformerEmbedder, embedder_named
from assistant.settings import Weights
from evals import ablation, runs
from evals.ablation import free
from evals.asking import ask_all, beside, undeclined
from evals.cli import present
from evals.corpora import indexed
from evals.generate import retrieved
from evals.record import Said
from evals.resolve import Resolved, resolve_all
from evals.runs import Run
from evals.sampling import sampled
from evals.systems import BEST_UNTUNED, EMBEDDING_ALONE, PARTS, WHOLE


def ablate(sets: tuple[CaseSet, ...], size: int | None, data: Path, console: Console) -> Run:
    """The answers of every variant to a random part of the sets' cases, `size` of each (all for None)."""
    resolved: list[Resolved] = []
    answers: list[Said] = []
    ours, bare = embedder_named(), SentenceTransformerEmbedder()
    numbers = BEST_UNTUNED.change(Weights())
    for each in sets:
        console.print(f"{each.name}: indexing", highlight=False)
        assistant, untuned = indexed(each.corpus, data, ours), indexed(each.corpus, data, bare, numbers)
        some = resolve_all(sampled(each.cases, size), assistant.library.find)
        for variant in (WHOLE, *PARTS, EMBEDDING_ALONE):
            console.print(f"{each.name}: {variant.name}", highlight=False)
            if variant is WHOLE or not variant.idle:
                answers.extend(_both(assistant, some, variant.name, variant.change(Weights())))
        answers.extend(_both(untuned, some, BEST_UNTUNED.name, numbers))
        answers.extend(retrieved(untuned, some, bare))
        resolved.extend(some)
    return Run({"model": ours.name}, tuple(resolved), tuple(answers))


def _both(assistant: Assistant, some: Sequence[Resolved], name: str, weights: Weights) -> Iterator[Said]:
    """The answers under these weights, and those that would have been given without declining."""
    answers = tuple(ask_all(beside(assistant, weights), some, name))
    yield from answers
    yield from undeclined(assistant, some, answers, weights, free(name))


def main(arguments: Sequence[str]) -> int:
    """Ask and print; 0 all well, 2 something to mend."""
    parser = argparse.ArgumentParser(prog="python -m evals.ablate", description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET", help="question sets (all, when none is named)")
    parser.add_argument("--sample", type=int, metavar="N", help="ask N questions of each set, the same every time")
    parser.add_argument("--data", type=Path, metavar="DIR", default=runs.FOLDER / "data", help="where the indexes lie")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    given = parser.parse_args(arguments)
    console = Console()
    try:
        ready, skipped = present(cases.load(tuple(given.sets)))
        for each in skipped:
            console.print(f"[bold red]SKIPPED[/] {each}")
        run = ablate(ready, given.sample, given.data, console)
    except AssistantError as error:
        print(f"{error.problem}\n{error.remedy}", file=sys.stderr)
        return 2
    found = tuple(ablation.rows(run))
    console.print(ablation.table(found, len(run.cases)))
    if given.json:
        given.json.write_text(json.dumps(ablation.to_json(found, run), indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
