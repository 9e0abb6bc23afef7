"""What changed between two versions of a policy: the clauses added, removed and reworded, the most telling first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from assistant.answering.short import places
from assistant.answering.stems import finder
from assistant.dates import find, say
from assistant.diff.clauses import Difference, compare
from assistant.values import Clause, Document, Modality, Policy
from assistant.versions import family, starts

RULES = (Modality.PROHIBITS, Modality.PERMITS, Modality.REQUIRES)
RECORD = re.compile(f"{places.APPROVED.pattern}|{places.REVIEW.pattern}", re.IGNORECASE)
NUMBER = re.compile(r"\d+")
SORTS = ("changed", "added", "removed")
SHOWN = 5
"""Changes that are quoted; the rest are counted."""
SAYING = 5
"""Words from which on a clause says something by itself."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An older and a newer version of one policy."""

    old: Document
    new: Document


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer says of one policy: sentences in which "{}" stands for a clause's mark, and those clauses."""

    sentence: str
    cited: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One change: the clause before, the clause after; one of them may be missing."""

    old: Clause | None
    new: Clause | None


def pair_of(current: Document, versions: Sequence[Document], year: str, day: date) -> Pair | None:
    """The version in force beside that of `year`, else the one before it, else the one to come."""
    own = _versions(current, versions)
    older = [each for each in own if starts(each.policy) < starts(current.policy)]
    if year:
        older = [each for each in older if starts(each.policy).year <= int(year) or _of_year(each.policy, year)]
    if older:
        return Pair(older[-1], current)
    coming = [each for each in own if starts(each.policy) > day]
    return Pair(current, coming[0]) if coming and not year else None


def told(pair: Pair, topic: str = "") -> Told:
    """The change in sentences, about `topic` alone if one is given."""
    difference = compare(pair.old.clauses, pair.new.clauses)
    steps = _steps(difference)
    about = [step for step in steps if _holds(step, topic)] if topic else steps
    title, since = pair.new.policy.title, named(pair.old.policy)
    if not about:
        subject = f" about “{topic}”" if topic else ""
        return Told(f"{title}: no clause{subject} changed between {since} and {named(pair.new.policy)}.")
    shown = _most_telling([step for step in about if not any(map(_of_record, _sides(step)))] or about)
    mention = f" among those that mention “{topic}”" if topic else ""
    count = f"{title}, {named(pair.new.policy)} against {since}: {_counts(about)}{mention}."
    more = f" The {len(shown)} most telling are quoted." if len(about) > len(shown) else ""
    cited = tuple(clause for step in shown for clause in _sides(step))
    return Told(f"{count}{more} {' '.join(map(_say, shown))}", cited)


def named(policy: Policy) -> str:
    """A version by its date, as people say it: "the version of June 2025"."""
    return f"the version of {say(policy.version)}" if policy.version[:1].isdigit() else "the undated version"


def _versions(current: Document, versions: Sequence[Document]) -> list[Document]:
    by_name = {each.policy.document: each for each in versions}
    return [by_name[policy.document] for policy in family(current.policy, (each.policy for each in versions))]


def _of_year(policy: Policy, year: str) -> bool:
    return policy.version.startswith(year)


def _steps(difference: Difference) -> list[Step]:
    changed = [Step(change.old, change.new) for change in difference.changed]
    return [*changed, *(Step(None, new) for new in difference.added), *(Step(old, None) for old in difference.removed)]


def _holds(step: Step, topic: str) -> bool:
    pattern = finder(topic)
    return any(pattern.search(" ".join((*each.headings, each.stem, each.text))) for each in _sides(step))


def _sides(step: Step) -> Iterable[Clause]:
    return (each for each in (step.old, step.new) if each)


def _most_telling(steps: Sequence[Step]) -> list[Step]:
    """The most telling of each sort in turn, so that many additions don't hide a removal."""
    best = sorted(steps, key=_telling, reverse=True)
    sorts = [[step for step in best if _sort(step) == sort] for sort in SORTS]
    in_turn = [step for round_ in zip_longest(*sorts) for step in round_ if step]
    return in_turn[:SHOWN]


def _telling(step: Step) -> tuple[bool, bool, bool, bool]:
    """A rule turned round tells most, then a figure that changed, then a ban that came or a permission that went."""
    sides = tuple(_sides(step))
    rule = any(each.modality in RULES for each in sides)
    both = bool(step.old and step.new)
    turned = rule and both and sides[0].modality is not sides[1].modality
    figures = rule and both and NUMBER.findall(sides[0].text) != NUMBER.findall(sides[1].text)
    stricter = bool(step.new and step.new.modality is Modality.PROHIBITS) or bool(
        step.old and not step.new and step.old.modality is Modality.PERMITS
    )
    return rule and max(len(each.text.split()) for each in sides) >= SAYING, turned or figures, stricter, rule


def _sort(step: Step) -> str:
    if step.old and step.new:
        return "changed"
    return "added" if step.new else "removed"


def _of_record(clause: Clause) -> bool:
    """Whether it states approval or review dates: they differ in every version, and tell nothing of the rules."""
    return clause.start < places.OPENING and bool(find(clause.text)) and bool(RECORD.search(clause.text))


def _counts(steps: Sequence[Step]) -> str:
    counted = [(sum(1 for step in steps if _sort(step) == sort), sort) for sort in SORTS]
    parts = [f"{count} {sort}" for count, sort in counted if count]
    first, *rest = parts
    number, sort = first.split()
    return ", ".join((f"{number} clause{'s' * (number != '1')} {sort}", *rest))


def _say(step: Step) -> str:
    if step.old and step.new:
        return "Changed from {} to {}."
    return "Added: {}." if step.new else "Removed: {}."
