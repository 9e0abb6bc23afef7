"""Pairs by set, kind, asker and turn; their verdicts and times counted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evals.measures import Pair, has_verdict


def groups(pairs: Sequence[Pair]) -> dict[str, tuple[Pair, ...]]:
    """The pairs by set, kind, asker and place in the conversation, under names to print; "all" first."""
    grouped: dict[str, list[Pair]] = {"all": []}
    for pair in sorted(pairs, key=lambda each: each.resolved.case.key):
        case = pair.resolved.case
        turn = "follow-ups" if case.history else "first questions"
        for name in ("all", f"set: {case.set}", f"kind: {case.kind}", f"asker: {case.asker}", f"turn: {turn}"):
            grouped.setdefault(name, []).append(pair)
    return {name: tuple(grouped[name]) for name in ("all", *sorted(grouped.keys() - {"all"}))}


def confusion(pairs: Sequence[Pair]) -> dict[tuple[str, str], int]:
    """How often each (expected, given) verdict came."""
    counts: dict[tuple[str, str], int] = {}
    for pair in filter(has_verdict, pairs):
        key = (str(pair.resolved.case.verdict), pair.said.verdict)
        counts[key] = counts.get(key, 0) + 1
    return counts


def latency(pairs: Sequence[Pair]) -> dict[str, float]:
    """Median and 95th percentile of the calls' wall times, in milliseconds."""
    times = [pair.said.ms for pair in pairs] or [0.0]
    return {"median_ms": float(np.median(times)), "p95_ms": float(np.percentile(times, 95))}
