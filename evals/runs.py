"""A run's folder: its configuration, its cases with their clauses' places, and every answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.cases import Case, Kind, Target
from assistant.errors import BadInput
from assistant.values import Outcome, Role, Verdict
from evals import record
from evals.measures import Pair
from evals.record import Said
from evals.resolve import Gold, Resolved

FOLDER = Path(__file__).parent / "runs"


@dataclass(frozen=True, slots=True)
class Run:
    """What was asked and what was said."""

    config: Mapping[str, Any]
    cases: tuple[Resolved, ...]
    answers: tuple[Said, ...]

    @property
    def systems(self) -> tuple[str, ...]:
        """The systems that answered, in the order of their first answer."""
        return tuple(dict.fromkeys(each.system for each in self.answers))

    def pairs(self, system: str) -> tuple[Pair, ...]:
        """Each case with the system's answer."""
        cases = {each.case.key: each for each in self.cases}
        return tuple(Pair(cases[each.case], each) for each in self.answers if each.system == system)


def save(run: Run, folder: Path) -> None:
    """Write config.json, cases.jsonl and answers.jsonl into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(dict(run.config), indent=2) + "\n", encoding="utf-8")
    _write_lines(folder / "cases.jsonl", (asdict(each) for each in run.cases))
    _write_lines(folder / "answers.jsonl", (record.to_json(each) for each in run.answers))


def read(folder: Path) -> Run:
    """The run of a folder; raises BadInput when it holds none."""
    if not (folder / "answers.jsonl").is_file():
        raise BadInput(f"{folder} holds no run.", "Run `policy-assistant eval` without --rescore first.")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    cases = tuple(_resolved(each) for each in _lines(folder / "cases.jsonl"))
    return Run(config, cases, tuple(record.from_json(each) for each in _lines(folder / "answers.jsonl")))


def _resolved(stored: dict[str, Any]) -> Resolved:
    gold, also = (tuple(Gold(**each) for each in stored[field]) for field in ("gold", "also"))
    return Resolved(_case(stored["case"]), gold, also)


def _case(stored: dict[str, Any]) -> Case:
    return Case(
        **{
            **stored,
            "kind": Kind(stored["kind"]),
            "outcome": Outcome(stored["outcome"]),
            "verdict": Verdict(stored["verdict"]) if stored["verdict"] else None,
            "asker": Role(stored["asker"]),
            "history": tuple(stored["history"]),
            "clauses": tuple(Target(**each) for each in stored["clauses"]),
            "also": tuple(Target(**each) for each in stored["also"]),
        }
    )


def _write_lines(path: Path, values: Iterable[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in values), encoding="utf-8")


def _lines(path: Path) -> list[dict[str, Any]]:
    # Not splitlines(): a quote may hold U+2028, which JSON leaves as it is.
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
