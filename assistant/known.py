"""Questions that a person has answered for good: a file to edit, and the clauses that its entries mean today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import BadMetadata, DataFolderError
from assistant.values import Clause, Document, Role, Verdict

NAME = "questions.yaml"
HEADER = "# Questions with approved answers. Edit it, then run `policy-assistant index`.\n"
REMEDY = "Correct it and run the command again."
VERDICTS = tuple(verdict.value for verdict in Verdict if verdict is not Verdict.NOT_COVERED)
REQUIRED = ("question", "policy", "clause", "quote")


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question and the clause that settles it, as a person approved them.

    `quote` and `stem` are the clause's words at that time; they, not the address, say which clause is meant. `role`
    "" is anybody; `verdict` "" leaves it to the clause; `date` is ISO 8601.
    """

    question: str
    policy: str
    clause: str
    quote: str
    stem: str = ""
    role: str = ""
    verdict: str = ""
    approved_by: str = ""
    date: str = ""

    @property
    def identity(self) -> tuple[str, str]:
        """What makes two entries the same: the question's words, whatever their case and spacing, and who asks."""
        return _words(self.question).casefold(), self.role


@dataclass(frozen=True, slots=True)
class Known:
    """An approved question that was asked again, and the key of the clause that settles it."""

    entry: KnownQuestion
    clause: str

    @property
    def verdict(self) -> Verdict | None:
        """The approved verdict; None when the approval left it to the clause."""
        return Verdict(self.entry.verdict) if self.entry.verdict else None


KEYS = tuple(field.name for field in fields(KnownQuestion))


def read(path: Path) -> tuple[KnownQuestion, ...]:
    """The entries of a file in their order, none when there is no file; raises BadMetadata or DataFolderError."""
    content = _load(path)
    listed = content.get("questions") if isinstance(content, dict) else content
    if listed is not None and not isinstance(listed, list):
        raise BadMetadata(f"{path}: questions is not a list.", REMEDY)
    entries = tuple(_entry(item, f"{path}: question {place}") for place, item in enumerate(listed or (), 1))
    _distinct(entries, path)
    return entries


def render(entries: Iterable[KnownQuestion]) -> str:
    """The YAML text that `read` reads back."""
    plain = [{key: value for key, value in asdict(entry).items() if value} for entry in entries]
    dumped: str = yaml.safe_dump({"questions": plain}, sort_keys=False, allow_unicode=True, width=110)
    return HEADER + dumped


def places(entries: Sequence[KnownQuestion], documents: Iterable[Document]) -> list[tuple[Clause, ...]]:
    """For each entry the clauses that say what was approved, at most one a document.

    The words decide, line breaks aside, so that a clause is followed when a new version moves it; the address decides
    only where a document says the same twice. A document that says it twice elsewhere has none.
    """
    if not entries:
        return []
    found: dict[tuple[str, str, str], dict[str, list[Clause]]] = {}
    for document in documents:
        for clause in document.clauses:
            same = found.setdefault((document.policy.slug, *_said(clause.text, clause.stem)), {})
            same.setdefault(clause.document, []).append(clause)
    return [_places(entry, found) for entry in entries]


def fault(entry: KnownQuestion, documents: Iterable[Document]) -> str:
    """Why an entry is not used with these documents, those in force, as a sentence; "" when it is."""
    own = [document for document in documents if document.policy.slug == entry.policy]
    if not own:
        return f"No policy “{entry.policy}” is in force."
    if places([entry], own)[0]:
        return ""
    said = _said(entry.quote, entry.stem)
    if any(_said(clause.text, clause.stem) == said for document in own for clause in document.clauses):
        return "Its clause's words now stand in several places, none of them the one approved."
    return f"The version in force no longer says what was approved at {entry.clause}."


def _places(entry: KnownQuestion, found: dict[tuple[str, str, str], dict[str, list[Clause]]]) -> tuple[Clause, ...]:
    chosen = []
    for same in found.get((entry.policy, *_said(entry.quote, entry.stem)), {}).values():
        there = [clause for clause in same if clause.clause == entry.clause]
        chosen += there or (same if len(same) == 1 else [])
    return tuple(chosen)


def _said(text: str, stem: str) -> tuple[str, str]:
    # The stem counts: "bring a phone" under "Pupils may" and under "Pupils must not" are different rules.
    return _words(text), _words(stem)


def _words(text: str) -> str:
    return " ".join(text.split())


def _load(path: Path) -> object:
    try:
        return yaml.safe_load(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        line = " ".join(str(error).split())
        raise BadMetadata(f"{path} is not a readable list of questions ({line}).", REMEDY) from error
    except OSError as error:
        raise DataFolderError(f"{path} can't be read ({error.strerror}).", "Check its permissions.") from error


def _entry(content: object, where: str) -> KnownQuestion:
    if not isinstance(content, dict):
        raise BadMetadata(f"{where} does not consist of keys and values.", REMEDY)
    unknown = [str(key) for key in content if key not in KEYS]
    if unknown:
        raise BadMetadata(f"{where}: the key {unknown[0]!r} is not known.", f"Use one of these: {', '.join(KEYS)}.")
    values = {key: _line(value, f"{where}: {key}") for key, value in content.items()}
    missing = [key for key in REQUIRED if not values.get(key, "").strip()]
    if missing:
        raise BadMetadata(f"{where} has no {missing[0]}.", "`policy-assistant known add` writes whole entries.")
    _one_of(values.get("role", ""), tuple(Role), f"{where}: role")
    _one_of(values.get("verdict", ""), VERDICTS, f"{where}: verdict")
    return KnownQuestion(**values)


def _distinct(entries: tuple[KnownQuestion, ...], path: Path) -> None:
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        if entry.identity in seen:
            raise BadMetadata(f"{path}: “{entry.question}” stands there twice.", "Keep one of the two.")
        seen.add(entry.identity)


def _one_of(value: str, allowed: Sequence[str], where: str) -> None:
    if value and value not in allowed:
        raise BadMetadata(f"{where} can't be {value!r}.", f"Use one of these, or leave it out: {', '.join(allowed)}.")


def _line(value: Any, where: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):  # YAML reads a bare yes and no as true and false
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()[:10]
    if not isinstance(value, (str, int, float)):
        raise BadMetadata(f"{where} is not a line of text.", REMEDY)
    return str(value)
