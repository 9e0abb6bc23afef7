"""One file of the manifest made into a document, with what tells whether it changed since."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import file_digest
from pathlib import Path

from assistant.errors import UnreadableFile
from assistant.index import Stamp
from assistant.intake import Describer, Facts, Reader, Splitter, compose, refuse_conflict, warn_resembling
from assistant.manifest import Entry
from assistant.values import Document, Organisation


@dataclass(frozen=True, slots=True)
class Tools:
    """What turns a file into text, facts and clauses."""

    read: Reader
    describe: Describer
    split: Splitter


@dataclass(frozen=True, slots=True)
class Job:
    """A manifest entry and where its file lies."""

    entry: Entry
    path: Path


def made(
    job: Job, organisation: Organisation, tools: Tools, others: Sequence[Document]
) -> tuple[Document, Stamp, Facts]:
    """Read a file into a document, refusing what contradicts the others; raises AssistantError."""
    stamp = stamp_of(job, organisation)
    source = tools.read(job.path)
    facts = tools.describe(source)
    document = compose(organisation, job.entry, source, facts, tools.split(source))
    policies = [other.policy for other in others]
    refuse_conflict(document, policies)
    return warn_resembling(document, job.entry, policies), stamp, facts


def require_file(path: Path) -> None:
    """Raise UnreadableFile when there is no such file."""
    if path.is_dir():
        raise UnreadableFile(f"{path} is a folder.", "Give the files in it, or a corpus with a manifest.yaml.")
    if not path.is_file():
        raise UnreadableFile(f"There is no file {path}.", "Check the path.")


def stamp_of(job: Job, organisation: Organisation) -> Stamp:
    """What the file and its entry look like now; raises UnreadableFile."""
    require_file(job.path)
    try:
        facts = job.path.stat()
        with job.path.open("rb") as stream:
            digest = file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFile(
            f"{job.path} can't be opened ({error.strerror or error}).", "Check the path and its permissions."
        ) from error
    return Stamp(facts.st_size, facts.st_mtime_ns, digest, _stated(job.entry, organisation))


def copy_in(path: Path, folder: Path) -> None:
    """Copy a file, with its time, into a folder, whole or not at all."""
    target = folder / path.name
    if target.exists() and target.samefile(path):
        return
    folder.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    shutil.copyfile(path, part)
    facts = path.stat()
    os.utime(part, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    part.replace(target)


def unchanged(job: Job, organisation: Organisation, stamps: Mapping[str, Stamp]) -> bool:
    """Whether the file and its entry are as they were indexed; a file that was only touched is known by its digest."""
    before = stamps.get(job.entry.name)
    if before is None or before.entry != _stated(job.entry, organisation):
        return False
    try:
        facts = job.path.stat()
    except OSError:
        return False
    if (facts.st_size, facts.st_mtime_ns) == (before.size, before.modified):
        return True
    return facts.st_size == before.size and stamp_of(job, organisation).digest == before.digest


def _stated(entry: Entry, organisation: Organisation) -> str:
    stated = asdict(replace(entry, file=entry.name, origin=""))
    return json.dumps([stated, organisation.name], sort_keys=True)
