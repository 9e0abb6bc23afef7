"""Runs the command line in this process, on a small real index with an embedder that needs no weights."""

from __future__ import annotations

from pathlib import Path

from assistant.assistant import Assistant
from assistant.cli import main
from tests.index_fakes import HashEmbedder

PHONES = """# Mobile Phones Policy

Approved: January 2026
Review date: January 2098

## 1. Phones in lessons

Staff must not use a personal phone in a classroom while pupils are present.

## 2. Photographs

Visitors may take photographs of the building with the permission of the head teacher.
"""


def run(data: Path, *arguments: str | Path) -> int:
    """The exit code of a command over a data folder."""
    given = [str(argument) for argument in arguments]
    return main([*given, "--data", str(data)], lambda folder: Assistant.open(folder, HashEmbedder()))


def written(folder: Path, name: str = "phones.md", text: str = PHONES) -> Path:
    """A policy on disk."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
