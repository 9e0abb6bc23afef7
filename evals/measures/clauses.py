"""What a citation is worth: whether it is the deciding clause, and what share of it."""

from __future__ import annotations

from collections.abc import Iterable

from evals.measures.pairs import Pair, found_at, overlap
from evals.record import Cited
from evals.resolve import Gold


def first(pair: Pair) -> float:
    """1.0 when the first citation is the deciding clause."""
    return float(bool(pair.said.citations) and found_at(pair) == 0)


def first_three(pair: Pair) -> float:
    """1.0 when the deciding clause is among the first three of citations, then related."""
    place = found_at(pair)
    return float(place is not None and place < 3)


def precision_first(pair: Pair) -> float:
    """The share of the first citation's characters that belong to a deciding clause."""
    cited = pair.said.citations[0]
    return max(overlap(cited, gold) for gold in pair.resolved.deciding) / max(1, cited.end - cited.start)


def recall_first(pair: Pair) -> float:
    """The share of a deciding clause's characters that the first citation holds."""
    if not pair.said.citations:
        return 0.0
    cited = pair.said.citations[0]
    return max(overlap(cited, gold) / max(1, gold.end - gold.start) for gold in pair.resolved.deciding)


def precision_all(pair: Pair) -> float:
    """The share of all cited characters that belong to an expected or acceptable clause."""
    cited = _characters(pair.said.citations)
    return len(cited & _characters((*pair.resolved.gold, *pair.resolved.also))) / max(1, len(cited))


def recall_all(pair: Pair) -> float:
    """The share of the expected clauses' characters that is cited (a clause of `also` stands for the first)."""
    cited = _characters(pair.said.citations)
    options = ((deciding, *pair.resolved.gold[1:]) for deciding in pair.resolved.deciding)
    shares = (len(cited & wanted) / max(1, len(wanted)) for wanted in map(_characters, options))
    return max(shares)


def _characters(stretches: Iterable[Cited | Gold]) -> set[tuple[str, int]]:
    return {(each.document, place) for each in stretches for place in range(each.start, each.end)}
