"""Measures of answers against cases, without a judge: pure arithmetic on offsets and words.

A value is 1.0 or 0.0 for a case (a share for the precisions and recalls); a measure is the mean over
the cases to which it applies, with its interval.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.cases import Kind
from assistant.values import Outcome, Verdict
from evals.intervals import Measure, summarise
from evals.record import Cited, Said
from evals.resolve import Gold, Resolved

# A citation shows a clause when it holds at least this share of its characters. A chunk of a page
# holds many clauses: that is what precision is for.
SHOWN = 0.5


@dataclass(frozen=True, slots=True)
class Pair:
    """A case and what one system said to it."""

    resolved: Resolved
    said: Said


def shows(cited: Cited, gold: Gold) -> bool:
    """Whether the citation holds the clause."""
    return overlap(cited, gold) >= SHOWN * max(1, gold.end - gold.start)


def overlap(cited: Cited, gold: Gold) -> int:
    """Characters that both cover."""
    if cited.document != gold.document:
        return 0
    return max(0, min(cited.end, gold.end) - max(cited.start, gold.start))


def answerable(resolved: Resolved) -> bool:
    """Whether the policies answer the question."""
    return resolved.case.outcome is Outcome.ANSWERED


def disclosure(resolved: Resolved) -> bool:
    """Whether the safeguarding card must be shown."""
    return resolved.case.kind is Kind.DISCLOSURE or resolved.case.outcome is Outcome.SAFEGUARDING


def carded(said: Said) -> bool:
    """Whether the safeguarding card was shown."""
    return said.outcome == Outcome.SAFEGUARDING or "safeguarding" in said.notices


def found_at(pair: Pair) -> int | None:
    """The place (from 0) of the deciding clause among citations, then related; None: not there."""
    shown = (*pair.said.citations, *pair.said.related)
    places = (n for n, cited in enumerate(shown) if any(shows(cited, g) for g in pair.resolved.deciding))
    return next(places, None)


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


def verdict(pair: Pair) -> float:
    """1.0 when the verdict is the expected one."""
    return float(pair.said.verdict == pair.resolved.case.verdict)


def wrong_yes(pair: Pair) -> float:
    """1.0 when the answer is "yes" although the policy says otherwise."""
    return float(pair.said.verdict == Verdict.YES)


def declined(pair: Pair) -> float:
    """1.0 when the question was not answered."""
    return float(pair.said.outcome != Outcome.ANSWERED)


def outcome(pair: Pair) -> float:
    """1.0 when the outcome is the expected one (a card beside an answer counts as the card)."""
    if disclosure(pair.resolved):
        return float(carded(pair.said))
    return float(pair.said.outcome == pair.resolved.case.outcome)


def verbatim(pair: Pair) -> float:
    """The share of quotes, related ones included, that are slices of the document's text."""
    shown = (*pair.said.citations, *pair.said.related)
    return sum(cited.verbatim for cited in shown) / len(shown)


def card(pair: Pair) -> float:
    """1.0 when the safeguarding card was shown."""
    return float(carded(pair.said))


def stray(pair: Pair) -> float:
    """1.0 when a citation is of another document than asked, organisation or version than expected."""
    case = pair.resolved.case
    gold = {each.policy for each in (*pair.resolved.gold, *pair.resolved.also)}
    policies = {each.partition("@")[0]: each for each in gold}
    return float(any(_strays(cited, case.document, policies, gold) for cited in pair.said.citations))


def _strays(cited: Cited, document: str, policies: Mapping[str, str], gold: set[str]) -> bool:
    # The case may name a document by its id ("iwys/social-media@2026-02") as well as by its file.
    if document and document not in (cited.document, cited.policy):
        return True
    return cited.policy.partition("@")[0] in policies and cited.policy not in gold


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
