"""Answers from what is known of a document itself: its review, approval, version, author; cited where it says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.answering.short import places
from assistant.answering.short.about import Aspect
from assistant.dates import earliest, say
from assistant.values import Clause, Document, Policy, Status
from assistant.versions import family, in_force, review_overdue, starts, status_of

MARKUP = re.compile(r"\*\*|__|(?<!\w)[*_]|[*_](?!\w)")
IN_FORCE = "in force since"
CELLS = 2  # a table row of a name and what it says
BODY = re.compile(r"\b(?:committee|board|body|governors|trustees|council|forum|team)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fact:
    """What a document says to one question: a phrase that follows its title, and the pieces to cite for it."""

    phrase: str
    cited: tuple[Clause, ...] = ()
    known: bool = True


@dataclass(frozen=True, slots=True)
class Asking:
    """A document, all policies of its organisation and the day of the question."""

    document: Document
    policies: tuple[Policy, ...]
    day: date

    @property
    def policy(self) -> Policy:
        """The document's policy."""
        return self.document.policy


def facts(aspect: Aspect, asking: Asking) -> tuple[Fact, ...]:
    """What the document says to this aspect. Raises KeyError for an aspect that is not about one document."""
    return _current(asking) if aspect is Aspect.CURRENT else (TELLERS[aspect](asking),)


def _review(asking: Asking) -> Fact:
    policy, place = asking.policy, places.date_place(asking.document, asking.policy.review, places.REVIEW)
    if policy.review:
        verb = "was" if review_overdue(policy, asking.day) else "is"
        return Fact(f"the review {verb} due {_by(policy.review)}", _some(place))
    said = places.line_place(asking.document, places.CYCLE) or places.line_place(asking.document, places.TO_REVIEW)
    return _as_said(said) if said else _unknown("does not say when it is next reviewed")


def _cycle(asking: Asking) -> Fact:
    said = places.line_place(asking.document, places.CYCLE)
    return _as_said(said) if said else _review(asking)


def _last(asking: Asking) -> Fact:
    said = places.line_place(asking.document, places.LAST)
    if said:
        return _as_said(said)
    approved = _approved(asking)
    return Fact(f"no date of a last review is given; {approved.phrase}", approved.cited) if approved.known else approved


def _approver(asking: Asking) -> Fact:
    policy, document = asking.policy, asking.document
    name = re.split(r", wh(?:o|ich|ose)\b", policy.approver)[0]
    if not name:
        return _unknown("does not say who approved it")
    place = places.words_place(document, name, places.APPROVED) or places.words_place(document, name)
    return Fact(f"approved by {_inside(name)}", _some(place))


def _approved(asking: Asking) -> Fact:
    policy, document = asking.policy, asking.document
    if not policy.approved:
        return _start(asking) if policy.effective else _unknown("does not say when it was approved")
    place = places.date_place(document, policy.approved, places.APPROVED)
    if place:
        return Fact(f"approved {_on(policy.approved)}", (place,))
    reviewed = places.date_place(document, policy.approved, places.LAST)
    verb = "last reviewed" if reviewed else "dated"
    return Fact(f"{verb} {_on(policy.approved)}", _some(reviewed or places.words_place(document, say(policy.approved))))


def _start(asking: Asking) -> Fact:
    policy = asking.policy
    if policy.effective:
        begins = f"comes into force {_on(policy.effective)}"
        phrase = begins if starts(policy) > asking.day else f"{IN_FORCE} {say(policy.effective)}"
        return Fact(phrase, _some(places.date_place(asking.document, policy.effective, places.START)))
    if not policy.approved:
        return _unknown("does not say from when it is in force")
    approved = _approved(asking)
    return Fact(f"no day is given on which it came into force; {approved.phrase}", approved.cited)


def _version(asking: Asking) -> Fact:
    numbered = places.line_place(asking.document, places.VERSION)
    dated = _approved(asking)
    if not dated.known and not numbered:
        return _unknown("gives neither a version nor a date")
    phrases = [places.VERSION.findall(f"{numbered.stem} {numbered.text}")[0].lower()] if numbered else []
    phrases += [dated.phrase] if dated.known else []
    cited = tuple(dict.fromkeys((*_some(numbered), *(dated.cited if dated.known else ()))))
    said = ", ".join(phrases)
    return Fact(said if IN_FORCE in said else f"{said} ({_standing(asking)})", cited)


def _current(asking: Asking) -> tuple[Fact, ...]:
    start, review = _start(asking), _review(asking)
    begun = asking.policy.effective and starts(asking.policy) <= asking.day
    status = status_of(asking.policy, asking.policies, asking.day)
    standing = () if begun and status is Status.IN_FORCE else (Fact(_standing(asking)),)
    return (*standing, *(each for each in (start if begun else _approved(asking), review) if each.known))


def _author(asking: Asking) -> Fact:
    said = places.line_place(asking.document, places.AUTHOR)
    return _as_said(said) if said else _unknown("does not say who wrote it or looks after it")


def _age(asking: Asking) -> Fact:
    policy, approved = asking.policy, _approved(asking)
    if not approved.known:
        return approved
    since = earliest(policy.approved or policy.effective)
    return Fact(f"{approved.phrase}, {_ago(since, asking.day)}", approved.cited)


def _title(asking: Asking) -> Fact:
    place = places.words_place(asking.document, asking.policy.title)
    return Fact("so it is titled", _some(place))


TELLERS: Mapping[Aspect, Callable[[Asking], Fact]] = {
    Aspect.REVIEW: _review,
    Aspect.CYCLE: _cycle,
    Aspect.LAST: _last,
    Aspect.APPROVER: _approver,
    Aspect.APPROVED: _approved,
    Aspect.START: _start,
    Aspect.VERSION: _version,
    Aspect.AUTHOR: _author,
    Aspect.AGE: _age,
    Aspect.TITLE: _title,
}


def _as_said(unit: Clause) -> Fact:
    words = MARKUP.sub("", f"{unit.stem if '|' not in unit.stem else ''} {unit.text}").strip(" \t\n|.")
    cells = [" ".join(cell.split()) for cell in words.split("|")]
    said = f"{cells[0]}: {cells[1]}" if len(cells) == CELLS else " | ".join(cells)
    return Fact(f"it says “{said}”", (unit,))


def _unknown(phrase: str) -> Fact:
    return Fact(phrase, known=False)


def _some(place: Clause | None) -> tuple[Clause, ...]:
    return (place,) if place else ()


def _standing(asking: Asking) -> str:
    status = status_of(asking.policy, asking.policies, asking.day)
    if status is not Status.SUPERSEDED:
        return status.value
    ruling = in_force(family(asking.policy, asking.policies), asking.day)[0]
    return f"superseded by the version of {say(ruling.version)}" if ruling.version[:1].isdigit() else status.value


def _on(iso: str) -> str:
    return f"on {say(iso)}" if len(iso) > len("2026-02") else f"in {say(iso)}"


def _by(iso: str) -> str:
    return f"by {say(iso)}" if len(iso) > len("2026-02") else f"in {say(iso)}"


def _inside(name: str) -> str:
    """A body's name inside a sentence: "governing body" as "the governing body", a person's name as it is."""
    bare = not re.match(r"(?:the|our|your|its|a)\b", name, re.IGNORECASE)
    return f"the {name}" if bare and (name[:1].islower() or BODY.search(name)) else name


def _ago(since: date, day: date) -> str:
    months = (day.year - since.year) * 12 + day.month - since.month - (day.day < since.day)
    if months < 1:
        return "less than a month ago"
    years, rest = divmod(months, 12)
    parts = [f"{count} {unit}{'s' * (count > 1)}" for count, unit in ((years, "year"), (rest, "month")) if count]
    return f"{' and '.join(parts)} ago"
