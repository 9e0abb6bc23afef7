"""What an answer says: its verdict, its outcome, its card, quotes to the letter and of the right policy."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.values import Outcome, Verdict
from evals.measures.pairs import Pair, carded, disclosure
from evals.record import Cited


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
