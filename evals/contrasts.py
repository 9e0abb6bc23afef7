"""Differences: each group against the rest of its kind, and the assistant against each other system."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals import grouping, measures
from evals.intervals import Measure, difference, paired
from evals.measures import MEASURES, Pair

HEADLINES = ("first", "first_three", "precision_first", "verdict", "declined_rightly", "declined_wrongly", "wrong_yes")
# What every system is measured on, verdicts or not.
COMPARED = ("first", "first_three", "verdict")


@dataclass(frozen=True, slots=True)
class Contrast:
    """A measure in a group, and its difference from all other questions (None: they have no such measure)."""

    value: Measure
    difference: Measure | None


def contrasts(pairs: Sequence[Pair]) -> dict[str, dict[str, Contrast]]:
    """By group ("turn: follow-ups"), by measure: the group's figure and its difference from the rest.

    Of "turn" there are two groups, so the rest of the follow-ups are the first questions.
    """
    grouped = grouping.groups(pairs)
    return {name: _contrasted(inside, pairs) for name, inside in grouped.items() if name != "all"}


def _contrasted(inside: Sequence[Pair], pairs: Sequence[Pair]) -> dict[str, Contrast]:
    keys = {pair.resolved.case.key for pair in inside}
    rest = [pair for pair in pairs if pair.resolved.case.key not in keys]
    found = {}
    for name, measure in measures.measure(inside).items():
        if name in HEADLINES:
            ours, others = measures.values(inside, name), measures.values(rest, name)
            found[name] = Contrast(measure, difference(ours, others) if others else None)
    return found


def against(pairs: Sequence[Pair], others: Sequence[Pair]) -> dict[str, Measure]:
    """By measure, how much more the first system has than the other on the questions that both were asked."""
    theirs = {pair.resolved.case.key: pair for pair in others}
    both = [(pair, theirs[key]) for pair in pairs if (key := pair.resolved.case.key) in theirs]
    found: dict[str, Measure] = {}
    for name in COMPARED:
        applies, value = MEASURES[name]
        gains = [value(our) - value(their) for our, their in both if applies(our) and applies(their)]
        if gains:
            found[name] = paired(gains)
    return found


def compared(systems: Mapping[str, Sequence[Pair]]) -> dict[str, dict[str, Measure]]:
    """The first system against each of the others, by name."""
    names = tuple(systems)
    return {name: against(systems[names[0]], systems[name]) for name in names[1:]}
