"""The question sets of a folder, by name; the one home of their files."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import yaml

from assistant.cases.fields import choice, fault, words
from assistant.cases.reading import read_case
from assistant.cases.values import Case, CaseSet, Corpus
from assistant.errors import BadInput


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
        raise fault(str(path), "it has no list `cases`", "Open it with `set:`, `corpus:` and `cases:`.")
    name = words(content, "set", str(path)) or path.stem
    corpus = Corpus(choice(content.get("corpus"), Corpus, "corpus", str(path)))
    cases = tuple(read_case(name, entry, f"{path}, case {n}") for n, entry in enumerate(content["cases"], 1))
    _no_doubles(cases, path)
    return CaseSet(name, corpus, cases)


def _no_doubles(cases: tuple[Case, ...], path: Path) -> None:
    ids = [case.id for case in cases]
    doubles = sorted({each for each in ids if ids.count(each) > 1})
    if doubles:
        raise fault(str(path), f"the id {', '.join(doubles)} stands twice", "Give each case its own id.")
