"""Retrieval on public ground: `python -m evals.public [FOLDER]`, a table that others can compare with.

Each question is asked of its own document: what LegalBench-RAG's queries say in words ("Consider the agreement between
…") is said here by naming the document. The documents go through the product's own splitter, the questions through its
pipeline with the threshold at nought; what is cited, then related, counts as retrieved.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.index import Embedder, SentenceTransformerEmbedder, embedder_named
from assistant.settings import Weights
from evals.baselines import Baseline, baselines, dense
from evals.characters import AT, Span, precision, recall
from evals.corpora import SHELF, shelved
from evals.intervals import Measure, summarise
from evals.public_sets import PublicSet, Query, load
from evals.sampling import SEED
from evals.systems import never_declining
from evals.wording import interval, percent

DEFAULT = Path(__file__).parent.parent.parent / "shared" / "training" / "public"
DOCUMENTS, QUERIES = 8, 120

Retrieve = Callable[[Query], Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Row:
    """One system's figures on one set: precision and recall by k."""

    set: str
    system: str
    precision: dict[int, Measure]
    recall: dict[int, Measure]


def rows(public: PublicSet, folder: Path, ours: Embedder, bare: Embedder) -> Iterator[Row]:
    """A row a system, indexed in `folder`: the product with `ours`, the baselines with the untuned `bare`."""
    most = replace(never_declining(Weights()), related=max(AT))
    files = {name: text.encode() for name, text in public.texts.items()}
    assistant = shelved(files, folder, ours, most)
    untuned = shelved(files, folder, bare).library.shelf.open(SHELF)
    systems: dict[str, Retrieve] = {"assistant": asked(assistant)}
    if ours.name != bare.name:
        systems["its embedding alone"] = _spans(dense(assistant.library.shelf.open(SHELF), ours, max(AT)))
    found = baselines(untuned, bare, clauses=max(AT), chunks=max(AT))
    systems.update({name: _spans(each) for name, each in found.items()})
    return (measured(public, name, each) for name, each in systems.items())


def asked(assistant: Assistant) -> Retrieve:
    """The clauses that the pipeline shows, cited ones first."""

    def retrieve(query: Query) -> Sequence[Span]:
        answer = assistant.ask(query.text, organisation=SHELF, role="staff", document=query.document)
        return [(each.start, each.end) for each in (*answer.citations, *answer.related)]

    return retrieve


def _spans(baseline: Baseline) -> Retrieve:
    def retrieve(query: Query) -> Sequence[Span]:
        return [(cited.start, cited.end) for cited in baseline(query.text, frozenset({query.document}))]

    return retrieve


def measured(public: PublicSet, name: str, retrieve: Retrieve) -> Row:
    """The figures of one system over the set's queries, of which there is at least one."""
    found = [(retrieve(query), query.gold) for query in public.queries]
    return Row(
        public.name,
        name,
        {k: summarise([precision(spans, gold, k) for spans, gold in found]) for k in AT},
        {k: summarise([recall(spans, gold, k) for spans, gold in found]) for k in AT},
    )


def table(public: PublicSet, found: Sequence[Row]) -> Table:
    """The figures on one set, as a table for the terminal."""
    size = f"{len(public.queries)} questions, {len(public.texts)} documents"
    shown = Table(title=f"{public.name}: {size}; precision and recall of characters", title_justify="left")
    for title in ("system", *(f"{what}@{k}" for k in AT for what in ("precision", "recall"))):
        shown.add_column(title)
    for row in found:
        cells = (figure for k in AT for figure in (row.precision[k], row.recall[k]))
        shown.add_row(row.system, *(f"{percent(m)} {interval(m).partition(',')[0]}" for m in cells))
    return shown


def main(arguments: Sequence[str]) -> int:
    """Ask and print; 0 all well, 2 something to mend."""
    parser = argparse.ArgumentParser(prog="python -m evals.public", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT, help="where the public sets lie")
    parser.add_argument("--documents", type=int, default=DOCUMENTS, metavar="N", help="documents of each set")
    parser.add_argument("--questions", type=int, default=QUERIES, metavar="N", help="questions of each set")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    given = parser.parse_args(arguments)
    console, ours, bare = Console(), embedder_named(), SentenceTransformerEmbedder()
    told: list[Row] = []
    try:
        for public in (each.part(given.documents, given.questions, given.seed) for each in load(given.folder)):
            with tempfile.TemporaryDirectory() as folder:
                found = tuple(rows(public, Path(folder), ours, bare))
            console.print(table(public, found))
            told += found
    except AssistantError as error:
        print(f"{error.problem}\n{error.remedy}", file=sys.stderr)
        return 2
    if given.json:
        given.json.write_text(json.dumps([asdict(row) for row in told], indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
