"""Cross-references in a clause's words: "see section 4", "under 2.5", "6.4(d)", and the clauses they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.values import Clause

_ONE = (
    r"(?:\d+(?:\.\d+)*|[A-Z]{1,2}\d*(?:\.\d+)*(?![a-z])|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix)"
    r"(?: ?\([a-z]{1,3}\))*"
)
_MORE = rf"(?:(?:, ?| and | or |, and |, or | to |–|-){_ONE}|(?: and | or )\([a-z]{{1,3}}\))*"
_KINDS = "section|paragraph|para|clause|appendix|annexe|annex|part|article|regulation|chapter|schedule|stage|rule"
NAMED = re.compile(
    rf"(?<![Kk]ey )\b(?P<kind>(?i:{_KINDS}|appendice))(?i:e?s)? (?P<numbers>{_ONE}{_MORE})\b(?!%)(?! ?(?:pm|am)\b)"
)
BARE = re.compile(
    r"\b(?:in|under|see|of|with|per|than) (?P<numbers>(?:\d+\.\d+(?:\.\d+)?|[A-Z]\d{1,2}(?:\.\d+)?)"
    rf"(?: ?\([a-z]{{1,3}}\))*{_MORE})(?![\d%:])(?! ?(?:pm|am|paper|sheet|size|metres?|miles?|km|kg|hours?|days?)\b)"
)
LIFTED = re.compile(
    rf"\b(?:exempt(?:ed)? from|excepted from|despite|notwithstanding|no [\w ]{{2,20}} under|nothing in)"
    rf" (?:(?i:{_KINDS})s? )?{_ONE}{_MORE}"
    rf"|\b(?i:{_KINDS})s? {_ONE}{_MORE} do(?:es)? not (?:apply|stop|prevent|extend|affect)\b",
    re.IGNORECASE,
)
COUNTED = ("", "section", "paragraph", "para", "clause", "part", "article", "rule")
"""Kinds that may stand for a bare number: "section 4" is what is printed "4."; an appendix never is."""
DIGIT = re.compile(r"\d")
_NUMBER = re.compile(rf"{_ONE}|\([a-z]{{1,3}}\)")
_LETTERS = re.compile(r"\(([a-z]{1,3})\)")
_SENTENCE = re.compile(r"\.s\d+$")
POLICY_TITLE = 8
"""Characters. A shorter title ("Phones") is too common a word to be a reference by itself."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One place referred to: `kind` is "section", "stage" … or "" for a bare number; letters are its sub-items."""

    kind: str
    number: str
    letters: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether it is a whole section that is meant, with many rules in it."""
        return self.kind not in ("", "paragraph", "para", "clause", "rule") and "." not in self.number


def references(text: str) -> tuple[Reference, ...]:
    """Every place that a text refers to, in its order, each once."""
    found: list[tuple[int, Reference]] = []
    for match in (*NAMED.finditer(text), *BARE.finditer(text)):
        kind = (match.groupdict().get("kind") or "").casefold()
        found.extend((match.start("numbers") + at, each) for at, each in _listed(kind, match["numbers"]))
    return tuple(dict.fromkeys(each for _, each in sorted(found, key=lambda pair: pair[0])))


def _listed(kind: str, numbers: str) -> Iterator[tuple[int, Reference]]:
    """The numbers of a list; "6.4(d) or (e)" gives both letters of 6.4."""
    last = ""
    for match in _NUMBER.finditer(numbers):
        letters = tuple(_LETTERS.findall(match[0]))
        last = _LETTERS.sub("", match[0]).strip() or last
        yield match.start(), Reference(kind, last, letters)


def led_to(reference: Reference, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The clauses at that place, all of them for a whole section; none when the number is unknown or ambiguous."""
    name = rf"(?i:{reference.kind}-{reference.number})"
    found = _at(name, reference.letters, clauses) if reference.kind else ()
    if not found and reference.kind in COUNTED:
        found = _at(re.escape(reference.number), reference.letters, clauses)
    return found or (_headed(reference, clauses) if reference.kind else ())


def _at(name: str, letters: tuple[str, ...], clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Clauses whose address has this name after steps with names of their own; () where two such steps compete."""
    items = "".join(rf"\.{letter}" for letter in letters)
    place = re.compile(rf"(?P<above>(?:[A-Za-z][\w~-]*\.)*){name}{items}(?=[.-]|$)")
    found = [(match["above"], clause) for clause in clauses if (match := place.match(clause.clause))]
    return tuple(clause for _, clause in found) if len({above for above, _ in found}) == 1 else ()


def _headed(reference: Reference, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Clauses under a heading that names the place: "4. Stage Two: the headteacher"."""
    named = re.compile(rf"\b(?i:{reference.kind} {re.escape(reference.number)})\b")
    return tuple(clause for clause in clauses if any(named.search(heading) for heading in clause.headings))


def lifts(clause: Clause, rule: Clause) -> tuple[Reference, ...]:
    """Where a clause says by number that another, or its section, does not apply: "2.1 does not stop …"."""
    if not DIGIT.search(clause.text):
        return ()
    lifted = (each for match in LIFTED.finditer(clause.text) for each in references(match[0]))
    return tuple(each for each in lifted if led_to(each, (rule,)))


def block(clause: Clause) -> str:
    """The address of the paragraph or item that a sentence stands in."""
    return _SENTENCE.sub("", clause.clause)


def policies_named(text: str, own: str, titles: Iterable[str]) -> tuple[str, ...]:
    """Titles of other policies of the organisation that a clause of the policy `own` names, each once, in order."""
    words = f" {_spaced(text)} "
    return tuple(
        title
        for title in dict.fromkeys(titles)
        if len(title) >= POLICY_TITLE and title not in own and f" {_spaced(title)} " in words
    )


def _spaced(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
