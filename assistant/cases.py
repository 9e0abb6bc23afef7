"""Question sets: YAML files of hand-written cases, read and checked; for the gate, the report and the training room."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import BadInput
from assistant.values import Clause, Outcome, Role, Verdict

AS_OF = "2026-11-20"
PAGE = re.compile(r"\s*\(page \d+\)\s*$", re.IGNORECASE)


class Kind(StrEnum):
    """What a case tries."""

    PERMISSION = "permission"
    OBLIGATION = "obligation"
    FACT = "fact"
    PROCEDURE = "procedure"
    DEFINITION = "definition"
    UNANSWERABLE = "unanswerable"
    DISCLOSURE = "disclosure"
    INJECTION = "injection"


class Corpus(StrEnum):
    """Which policies a set asks about: the five real ones or the project's own."""

    REAL = "real"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Target:
    """A clause as a case names it: by label as a person cites it, or by address ("3.b2")."""

    document: str
    label: str = ""
    clause: str = ""

    def names(self, clause: Clause) -> bool:
        """Whether it means this clause of its document; page, case and spacing of a label make no difference."""
        if self.clause:
            return clause.clause == self.clause
        return _plain(clause.label) == _plain(self.label)


@dataclass(frozen=True, slots=True)
class Case:
    """One hand-written question with what the answer must show.

    `clauses` has the deciding clause first; `also` are clauses equally good as the deciding one.
    `verdict` is None where none is expected (a disclosure).
    """

    set: str
    id: str
    question: str
    organisation: str
    kind: Kind
    outcome: Outcome
    verdict: Verdict | None = None
    asker: Role = Role.STAFF
    document: str = ""
    as_of: str = AS_OF
    history: tuple[str, ...] = ()
    clauses: tuple[Target, ...] = ()
    also: tuple[Target, ...] = ()
    note: str = ""

    @property
    def key(self) -> str:
        """Unique over all sets: "own/o12"."""
        return f"{self.set}/{self.id}"


@dataclass(frozen=True, slots=True)
class CaseSet:
    """A question set, with the corpus that it asks about."""

    name: str
    corpus: Corpus
    cases: tuple[Case, ...]


FIELDS = {
    "id", "question", "asker", "organisation", "document", "as_of", "history", "kind", "expect", "note",
}  # fmt: skip
TARGET_FIELDS = {"document", "label", "clause"}
DEFAULT_OUTCOMES = {Kind.UNANSWERABLE: Outcome.NOT_COVERED, Kind.DISCLOSURE: Outcome.SAFEGUARDING}


def shipped() -> Path | None:
    """The folder of the project's question sets; None where evals/ is not installed."""
    found = find_spec("evals")  # by name only: what asks and measures imports this package, never the reverse
    places = list(found.submodule_search_locations or ()) if found else []
    return Path(places[0]) / "questions" if places else None


def load(names: tuple[str, ...] = (), folder: Path | None = None) -> tuple[CaseSet, ...]:
    """The sets of these names, or all, of a folder (else the shipped one); raises BadInput naming file and case."""
    folder = folder or shipped()
    sets = tuple(load_file(path) for path in sorted(folder.glob("*.yaml"))) if folder else ()
    known = {each.name: each for each in sets}
    unknown = [name for name in names if name not in known]
    if unknown or not sets:
        missed = ", ".join(unknown) or f"in {folder or 'this installation'}"
        raise BadInput(
            f"There is no question set {missed}.",
            f"Known sets: {', '.join(known) or 'none'}.",
        )
    return tuple(known[name] for name in names) if names else sets


def load_file(path: Path) -> CaseSet:
    """One question set; raises BadInput naming the file and the case."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise BadInput(f"{path} isn't YAML: {error}", "Correct the line it names.") from error
    if not isinstance(content, dict) or not isinstance(content.get("cases"), list):
        raise _fault(str(path), "it has no list `cases`", "Open it with `set:`, `corpus:` and `cases:`.")
    name = _text(content, "set", str(path)) or path.stem
    corpus = Corpus(_choice(content.get("corpus"), Corpus, "corpus", str(path)))
    cases = tuple(_case(name, entry, f"{path}, case {n}") for n, entry in enumerate(content["cases"], 1))
    _no_doubles(cases, path)
    return CaseSet(name, corpus, cases)


def _case(name: str, entry: object, where: str) -> Case:
    if not isinstance(entry, dict):
        raise _fault(where, "it isn't a mapping", "Write `- id: …` and the other fields below it.")
    where = f"{where} ({entry.get('id', 'no id')})"
    _known_fields(entry, FIELDS, where)
    kind = Kind(_choice(entry.get("kind"), Kind, "kind", where))
    expect = _mapping(entry.get("expect"), where)
    case = Case(
        set=name,
        id=_needed(entry, "id", where),
        question=_needed(entry, "question", where),
        organisation=_needed(entry, "organisation", where),
        kind=kind,
        outcome=_outcome(expect, kind, where),
        verdict=_verdict(expect, kind, where),
        asker=Role(_choice(entry.get("asker", "staff"), Role, "asker", where)),
        document=_text(entry, "document", where),
        as_of=_text(entry, "as_of", where) or AS_OF,
        history=tuple(str(turn) for turn in _list(entry, "history", where)),
        clauses=_targets(expect, "clauses", where),
        also=_targets(expect, "also", where),
        note=_text(entry, "note", where),
    )
    return _consistent(case, where)


def _consistent(case: Case, where: str) -> Case:
    if case.outcome is Outcome.ANSWERED and not (case.clauses and case.verdict):
        raise _fault(where, "an answer is expected, but no verdict or clause", "Give expect.verdict and .clauses.")
    if case.outcome is Outcome.NOT_COVERED and case.clauses:
        raise _fault(where, "nothing should be found, yet clauses are expected", "Drop expect.clauses.")
    return case


def _outcome(expect: Mapping[str, Any], kind: Kind, where: str) -> Outcome:
    if "outcome" in expect:
        return Outcome(_choice(expect["outcome"], Outcome, "outcome", where))
    if expect.get("verdict") == Verdict.NOT_COVERED:
        return Outcome.NOT_COVERED
    return DEFAULT_OUTCOMES.get(kind, Outcome.ANSWERED)


def _verdict(expect: Mapping[str, Any], kind: Kind, where: str) -> Verdict | None:
    given = expect.get("verdict")
    # YAML reads a bare yes or no as a truth value; the author meant the word.
    given = {True: "yes", False: "no"}.get(given, given) if isinstance(given, bool) else given
    if given is not None:
        return Verdict(_choice(given, Verdict, "verdict", where))
    return Verdict.NOT_COVERED if kind is Kind.UNANSWERABLE else None


def _targets(expect: Mapping[str, Any], field: str, where: str) -> tuple[Target, ...]:
    return tuple(_target(entry, f"{where}, expect.{field}") for entry in _list(expect, field, where))


def _target(entry: object, where: str) -> Target:
    values = _mapping(entry, where)
    _known_fields(values, TARGET_FIELDS, where)
    target = Target(**{str(name): str(value) for name, value in values.items()})
    if bool(target.label) == bool(target.clause):
        raise _fault(where, "a clause needs a label or an address, not both", "Give `label:` or `clause:`.")
    return target


def _no_doubles(cases: tuple[Case, ...], path: Path) -> None:
    ids = [case.id for case in cases]
    doubles = sorted({each for each in ids if ids.count(each) > 1})
    if doubles:
        raise _fault(str(path), f"the id {', '.join(doubles)} stands twice", "Give each case its own id.")


def _known_fields(entry: Mapping[str, Any], known: set[str], where: str) -> None:
    unknown = sorted(str(name) for name in entry if name not in known)
    if unknown:
        raise _fault(where, f"{', '.join(unknown)} is no field", f"The fields are {', '.join(sorted(known))}.")


def _choice(value: object, choices: type[StrEnum], field: str, where: str) -> str:
    if value not in [str(choice) for choice in choices]:
        raise _fault(where, f"{field} is {value!r}", f"Use one of {', '.join(choices)}.")
    return str(value)


def _mapping(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _fault(where, f"{value!r} isn't a mapping", "Write `name: value` pairs.")
    return value


def _list(entry: Mapping[str, Any], field: str, where: str) -> list[Any]:
    value = entry.get(field) or []
    if not isinstance(value, list):
        raise _fault(where, f"{field} isn't a list", f"Write `{field}: [...]`.")
    return value


def _needed(entry: Mapping[str, Any], field: str, where: str) -> str:
    text = _text(entry, field, where)
    if not text:
        raise _fault(where, f"{field} is missing", f"Write `{field}: …`.")
    return text


def _text(entry: Mapping[str, Any], field: str, where: str) -> str:
    value = entry.get(field, "")
    if isinstance(value, dict | list):
        raise _fault(where, f"{field} isn't text", f"Write `{field}: text`.")
    return "" if value is None else str(value).strip()


def _plain(label: str) -> str:
    return " ".join(PAGE.sub("", label).casefold().split())


def _fault(where: str, problem: str, remedy: str) -> BadInput:
    return BadInput(f"{where}: {problem}.", remedy)
