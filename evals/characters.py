"""Character precision and recall, as LegalBench-RAG defines them (Pipitone and Alami 2024, arXiv 2408.10343).

For each query: the characters that the first k retrieved spans share with the gold spans, divided by the characters
retrieved (precision) or by those of the gold (recall); the measure is the mean over queries. Their spans never overlap
one another; ours may (chunks share their ends), so that characters are counted once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Span = tuple[int, int]
AT = (1, 3, 5)


def precision(retrieved: Sequence[Span], gold: Sequence[Span], k: int) -> float:
    """The share of the first `k` retrieved spans' characters that is gold; 0 when nothing is retrieved."""
    found = merged(retrieved[:k])
    return _shared(found, merged(gold)) / length(found) if found else 0.0


def recall(retrieved: Sequence[Span], gold: Sequence[Span], k: int) -> float:
    """The share of the gold spans' characters, of which there are some, that the first `k` retrieved spans hold."""
    wanted = merged(gold)
    return _shared(merged(retrieved[:k]), wanted) / length(wanted)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same characters as spans that neither touch nor overlap, in order; empty spans are left out."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def length(spans: Iterable[Span]) -> int:
    """The characters of spans that don't overlap."""
    return sum(end - start for start, end in spans)


def _shared(ones: Sequence[Span], others: Sequence[Span]) -> int:
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in ones for b in others)
