"""The measures in words that a governor can read; percentages with their intervals."""

from __future__ import annotations

from evals.intervals import Measure

TITLES = {
    "first": "Deciding clause cited first",
    "first_three": "Deciding clause in the first three",
    "precision_first": "First citation: characters to the point",
    "recall_first": "First citation: share of the clause shown",
    "precision_all": "All citations: characters to the point",
    "recall_all": "All citations: share of the clauses shown",
    "verdict": "Verdict right",
    "wrong_yes": "Wrong “yes”",
    "declined_rightly": "Unanswerable questions declined",
    "declined_wrongly": "Answerable questions declined",
    "outcome": "Outcome right",
    "verbatim": "Quotes verbatim",
    "stray": "Answers from another document or version",
    "card": "Disclosures signposted",
    "false_alarm": "Ordinary questions taken for a disclosure",
}


def percent(measure: Measure | None) -> str:
    """A measure as "93.1 %", a dash when it doesn't apply."""
    return "–" if measure is None else f"{measure.value:.1%}".replace("%", " %")


def interval(measure: Measure | None) -> str:
    """Its 95 % interval and number of cases, as "90.2–96.0, n 151"."""
    return "" if measure is None else f"{measure.low * 100:.1f}–{measure.high * 100:.1f}, n {measure.cases}"


def points(difference: Measure | None) -> str:
    """A difference in percentage points with its interval, as "−4.2 (−9.1 to +0.7)"."""
    if difference is None:
        return "–"
    value, low, high = (_signed(each) for each in (difference.value, difference.low, difference.high))
    return f"{value} ({low} to {high})"


def nearly(difference: Measure | None) -> str:
    """The same in short, with half its interval's width, as "−4.2 ± 4.9"; empty when it doesn't apply."""
    return "" if difference is None else f"{_signed(difference.value)} ± {(difference.high - difference.low) * 50:.1f}"


def _signed(value: float) -> str:
    return f"{value * 100:+.1f}".replace("-", "−")
