"""One case of a question set, checked field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.cases.fields import choice, fault, known_fields, listed, mapping, needed, words
from assistant.cases.values import AS_OF, Case, Kind, Target
from assistant.values import Outcome, Role, Verdict

FIELDS = {
    "id", "question", "asker", "organisation", "document", "as_of", "history", "kind", "expect", "note",
}  # fmt: skip
TARGET_FIELDS = {"document", "label", "clause"}
DEFAULT_OUTCOMES = {Kind.UNANSWERABLE: Outcome.NOT_COVERED, Kind.DISCLOSURE: Outcome.SAFEGUARDING}


def read_case(name: str, entry: object, where: str) -> Case:
    """The case that an entry of a set states; raises BadInput naming `where` and the field."""
    if not isinstance(entry, dict):
        raise fault(where, "it isn't a mapping", "Write `- id: …` and the other fields below it.")
    where = f"{where} ({entry.get('id', 'no id')})"
    known_fields(entry, FIELDS, where)
    kind = Kind(choice(entry.get("kind"), Kind, "kind", where))
    expect = mapping(entry.get("expect"), where)
    case = Case(
        set=name,
        id=needed(entry, "id", where),
        question=needed(entry, "question", where),
        organisation=needed(entry, "organisation", where),
        kind=kind,
        outcome=_outcome(expect, kind, where),
        verdict=_verdict(expect, kind, where),
        asker=Role(choice(entry.get("asker", "staff"), Role, "asker", where)),
        document=words(entry, "document", where),
        as_of=words(entry, "as_of", where) or AS_OF,
        history=tuple(str(turn) for turn in listed(entry, "history", where)),
        clauses=_targets(expect, "clauses", where),
        also=_targets(expect, "also", where),
        note=words(entry, "note", where),
    )
    return _consistent(case, where)


def _consistent(case: Case, where: str) -> Case:
    if case.outcome is Outcome.ANSWERED and not (case.clauses and case.verdict):
        raise fault(where, "an answer is expected, but no verdict or clause", "Give expect.verdict and .clauses.")
    if case.outcome is Outcome.NOT_COVERED and case.clauses:
        raise fault(where, "nothing should be found, yet clauses are expected", "Drop expect.clauses.")
    return case


def _outcome(expect: Mapping[str, Any], kind: Kind, where: str) -> Outcome:
    if "outcome" in expect:
        return Outcome(choice(expect["outcome"], Outcome, "outcome", where))
    if expect.get("verdict") == Verdict.NOT_COVERED:
        return Outcome.NOT_COVERED
    return DEFAULT_OUTCOMES.get(kind, Outcome.ANSWERED)


def _verdict(expect: Mapping[str, Any], kind: Kind, where: str) -> Verdict | None:
    given = expect.get("verdict")
    # YAML reads a bare yes or no as a truth value; the author meant the word.
    given = {True: "yes", False: "no"}.get(given, given) if isinstance(given, bool) else given
    if given is not None:
        return Verdict(choice(given, Verdict, "verdict", where))
    return Verdict.NOT_COVERED if kind is Kind.UNANSWERABLE else None


def _targets(expect: Mapping[str, Any], field: str, where: str) -> tuple[Target, ...]:
    return tuple(_target(entry, f"{where}, expect.{field}") for entry in listed(expect, field, where))


def _target(entry: object, where: str) -> Target:
    values = mapping(entry, where)
    known_fields(values, TARGET_FIELDS, where)
    target = Target(**{str(name): str(value) for name, value in values.items()})
    if bool(target.label) == bool(target.clause):
        raise fault(where, "a clause needs a label or an address, not both", "Give `label:` or `clause:`.")
    return target
