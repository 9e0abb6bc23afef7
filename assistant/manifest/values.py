"""What a manifest states: organisations, and their policies' files; frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from assistant.values import Organisation


@dataclass(frozen=True, slots=True)
class Entry:
    """A policy's file and what a person states of it; "" or () leaves it to what the file says.

    `origin` is the corpus manifest that brought the file, "" when it was added by hand.
    """

    file: str
    policy: str = ""
    title: str = ""
    approved: str = ""
    effective: str = ""
    review: str = ""
    approver: str = ""
    audiences: tuple[str, ...] = ()
    binds: tuple[str, ...] = ()
    origin: str = ""

    @property
    def name(self) -> str:
        """The file's name, by which the document is known."""
        return PurePosixPath(self.file).name


@dataclass(frozen=True, slots=True)
class Section:
    """An organisation with its policies' files; `withdrawn` are a corpus's files that a person removed."""

    organisation: Organisation
    policies: tuple[Entry, ...] = ()
    withdrawn: tuple[str, ...] = ()

    def entry(self, name: str) -> Entry | None:
        """The entry of the file with this name."""
        return next((entry for entry in self.policies if entry.name == name), None)


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as read; `folder` is where its files lie."""

    folder: Path
    sections: Mapping[str, Section] = field(default_factory=dict)
