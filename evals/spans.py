"""Measure how many hand-marked answer spans coincide with one clause: `python -m evals.spans FOLDER`."""

from __future__ import annotations

import json
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.clauses import accounts, split
from assistant.values import Clause, Source

Span = tuple[int, int]
BAR = 0.8


def overlap(one: Span, other: Span) -> float:
    """Intersection over union of two spans, in characters."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(shared, 0) / (max(one[1], other[1]) - min(one[0], other[0]))


def best(span: Span, clauses: Sequence[Clause], starts: Sequence[int]) -> float:
    """The highest overlap of a marked span with any one clause."""
    at = bisect_left(starts, span[0])
    near = clauses[max(at - 2, 0) : at + 3]
    return max((overlap(span, (clause.start, clause.end)) for clause in near), default=0.0)


def marked(folder: Path) -> dict[str, dict[Span, bool]]:
    """Each policy's marked spans; True where one decides at least one question."""
    found: dict[str, dict[Span, bool]] = {}
    for path in sorted((folder / "questions").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            spans = found.setdefault(case["policy"], {})
            for rank, gold in enumerate(case["gold"]):
                span = (gold["start"], gold["start"] + len(gold["text"]))
                spans[span] = spans.get(span, False) or rank == 0
    return found


def misses(text: str, clauses: Sequence[Clause], spans: dict[Span, bool]) -> Iterator[Span]:
    """The marked spans that coincide with no clause."""
    starts = [clause.start for clause in clauses]
    return (span for span in spans if best(span, clauses, starts) < BAR)


def main(arguments: Sequence[str]) -> int:
    """Print a line for each policy and the totals; with `-v`, each span that was missed."""
    folder, total, missed = Path(arguments[0]), [0, 0], [0, 0]
    for name, spans in sorted(marked(folder).items()):
        text = (folder / "policies" / name).read_bytes().decode("utf-8")
        source = Source(name, text, "")
        clauses = split(source)
        lost = list(misses(text, clauses, spans))
        total = [total[0] + len(spans), total[1] + sum(spans.values())]
        missed = [missed[0] + len(lost), missed[1] + sum(spans[span] for span in lost)]
        print(f"{1 - len(lost) / len(spans):7.1%} {len(spans):4} {accounts(source, clauses).rest:6.2%} rest  {name}")
        if "-v" in arguments:
            print("".join(f"      {span}: {text[span[0] : span[1]]!r}\n" for span in lost), end="")
    print(f"all marked spans: {1 - missed[0] / total[0]:.1%} of {total[0]}")
    print(f"deciding spans:   {1 - missed[1] / total[1]:.1%} of {total[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
