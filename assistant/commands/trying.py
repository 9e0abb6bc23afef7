"""Asks two versions of a policy the questions there are about it, for `diff --cases`; one version may be a draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import typer

from assistant import cases, known
from assistant.batch import run
from assistant.commands.options import create, opened
from assistant.commands.terminal import progress_bar
from assistant.diff.answers import Ask, Effect, Probe, effects, from_cases, from_known
from assistant.errors import BadInput, UnknownName
from assistant.values import Answer, Document, Question

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.library import Library


@dataclass(frozen=True, slots=True)
class Effects:
    """How many questions were asked of both versions, and those that are answered differently."""

    asked: int
    found: tuple[Effect, ...]


def measured(
    context: typer.Context, versions: Sequence[str], organisation: str, questions: Path | None, data: Path
) -> Effects:
    """Ask what there is to ask of two versions, indexed or (one of them) a draft on disk.

    Raises UnknownName where neither is indexed, BadInput where there is nothing to ask.
    """
    assistant = opened(context, data)
    held = [_indexed(assistant.library, name, organisation) for name in versions]
    home = next((document.policy for document in held if document), None)
    if home is None:
        raise UnknownName(
            f"Neither {versions[0]} nor {versions[1]} is indexed.",
            "Index one of the two first (policy-assistant add); the other may be a draft on disk.",
        )
    asked = _questions(assistant.library, home.organisation, home.slug, questions)
    with ExitStack() as drafts:
        asks = [
            _ask(assistant, document) if document else _ask(*_draft(context, drafts, assistant, name, held))
            for name, document in zip(versions, held, strict=True)
        ]
        return Effects(len(asked), tuple(_shown(asked, asks[0], asks[1])))


def _shown(asked: Sequence[Probe], before: Ask, after: Ask) -> Iterator[Effect]:
    with progress_bar("Asking both versions") as bar:
        for done, effect in enumerate(effects(asked, before, after), 1):
            bar(done, len(asked))
            if effect:
                yield effect


def _indexed(library: Library, name: str, organisation: str) -> Document | None:
    """The indexed document of this name, or with the bytes of the file of this path; None for another file."""
    path = Path(name)
    if not path.is_file():
        return library.find(name, organisation or None)
    digest = sha256(path.read_bytes()).hexdigest()
    found = [policy for policy in library.policies(organisation or None) if policy.digest == digest]
    return library.find(found[0].document, found[0].organisation) if found else None


def _draft(
    context: typer.Context, drafts: ExitStack, assistant: Assistant, name: str, held: Sequence[Document | None]
) -> tuple[Assistant, Document]:
    """A draft in an index of its own, with the organisation's known questions, gone when the command ends."""
    beside = next(document.policy for document in held if document)
    folder = Path(drafts.enter_context(TemporaryDirectory(prefix="policy-assistant-")))
    other = create(context, folder)
    bank, copied = (each.library.shelf.questions_file(beside.organisation) for each in (assistant, other))
    if bank.exists():
        copied.parent.mkdir(parents=True)
        copyfile(bank, copied)
    stated = {"policy": beside.slug, "audiences": ",".join(beside.audiences)}
    return other, other.library.add(Path(name), beside.organisation, stated).document


def _ask(assistant: Assistant, document: Document) -> Ask:
    policy = document.policy

    def ask(asked: Probe) -> Answer | None:
        if not policy.open_to(asked.role):
            return None
        return assistant.ask(
            asked.question,
            organisation=policy.organisation,
            role=asked.role,
            as_of=asked.as_of,
            document=policy.document,
            history=asked.history,
        )

    return ask


def _questions(library: Library, organisation: str, policy: str, given: Path | None) -> tuple[Probe, ...]:
    versions = [each.document for each in library.policies(organisation) if each.slug == policy]
    bank = from_known(known.read(library.shelf.questions_file(organisation)), policy)
    if given and given.suffix.lower() == ".jsonl":
        own = _lines(given)
    else:
        sets = (cases.load_file(given),) if given else cases.load() if cases.shipped() else ()
        own = from_cases((case for each in sets for case in each.cases), organisation, versions)
    if not (bank or own):
        raise BadInput(
            f"No question about {organisation}/{policy} is known.",
            "Give some with --questions FILE.jsonl, or approve some with policy-assistant known add.",
        )
    return (*bank, *own)


def _lines(path: Path) -> tuple[Probe, ...]:
    """The questions of a file as `ask --batch` takes it; raises BadInput for a line that can't be used."""
    taken: list[Question] = []

    def take(question: Question) -> dict[str, Any]:
        taken.append(question)
        return {}

    for result in run(path.read_bytes().splitlines(), take, Question("", "")):
        if result.error:
            raise BadInput(f"{path}, line {result.line}: {result.error}", "Mend the line and run the command again.")
    return tuple(Probe(each.text, each.role, each.as_of, each.history, each.id or path.name) for each in taken)
