"""Each measure with the pairs to which it applies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.values import Outcome, Verdict
from evals.intervals import Measure, summarise
from evals.measures.clauses import first, first_three, precision_all, precision_first, recall_all, recall_first
from evals.measures.pairs import Pair, answerable, disclosure
from evals.measures.said import card, declined, outcome, stray, verbatim, verdict, wrong_yes


def _is_answerable(pair: Pair) -> bool:
    return answerable(pair.resolved)


def _has_citation(pair: Pair) -> bool:
    return answerable(pair.resolved) and bool(pair.said.citations)


def has_verdict(pair: Pair) -> bool:
    """Whether there is a verdict, and one expected."""
    return bool(pair.said.verdict) and pair.resolved.case.verdict is not None


def _expects_no_yes(pair: Pair) -> bool:
    return has_verdict(pair) and pair.resolved.case.verdict is not Verdict.YES


def _decides(pair: Pair) -> bool:
    """Whether the system gives verdicts and outcomes at all: the retrieval baselines don't."""
    return bool(pair.said.verdict)


def _unanswerable(pair: Pair) -> bool:
    return _decides(pair) and not answerable(pair.resolved) and not disclosure(pair.resolved)


Rule = tuple[Callable[[Pair], bool], Callable[[Pair], float]]
# Each measure: the pairs to which it applies, and its value for one of them.
MEASURES: Mapping[str, Rule] = {
    "first": (_is_answerable, first),
    "first_three": (_is_answerable, first_three),
    "precision_first": (_has_citation, precision_first),
    "recall_first": (_is_answerable, recall_first),
    "precision_all": (_has_citation, precision_all),
    "recall_all": (_is_answerable, recall_all),
    "verdict": (has_verdict, verdict),
    "wrong_yes": (_expects_no_yes, wrong_yes),
    "declined_rightly": (_unanswerable, declined),
    "declined_wrongly": (lambda pair: _decides(pair) and answerable(pair.resolved), declined),
    "outcome": (_decides, outcome),
    "verbatim": (lambda pair: bool(pair.said.citations or pair.said.related), verbatim),
    "stray": (lambda pair: bool(pair.said.citations), stray),
    "card": (lambda pair: _decides(pair) and disclosure(pair.resolved), card),
    "false_alarm": (lambda pair: _decides(pair) and not disclosure(pair.resolved), card),
}


def measure(pairs: Sequence[Pair]) -> dict[str, Measure]:
    """Every measure that applies to at least one pair."""
    found = {name: values(pairs, name) for name in MEASURES}
    return {name: summarise(each) for name, each in found.items() if each}


def values(pairs: Sequence[Pair], name: str) -> list[float]:
    """The values of one measure for the pairs to which it applies, in their order."""
    applies, value = MEASURES[name]
    return [value(pair) for pair in pairs if applies(pair)]


def right_clause(pair: Pair) -> bool:
    """Whether an answerable question was answered with the deciding clause first."""
    return answerable(pair.resolved) and pair.said.outcome == Outcome.ANSWERED and bool(first(pair))
