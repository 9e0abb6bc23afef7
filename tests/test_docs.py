"""The documents name files that are there, and every room of the package."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLACES = ("", "assistant", "assistant/answering", "assistant/web", "assistant/web/train/live", "evals")
"""Where a path that a document gives short may begin."""
NAMED = re.compile(r"`((?:[\w-]+/)*[\w-]+\.(?:py|md))`")


def rooms() -> set[str]:
    package = ROOT / "assistant"
    modules = {path.stem for path in package.glob("*.py")} - {"__init__"}
    return modules | {path.parent.name for path in package.glob("*/__init__.py")}


def test_the_readmes_tree_stands_on_disk() -> None:
    tree = (ROOT / "README.md").read_text("utf-8").split("## The tree")[1].split("```")[1]
    folder = ""
    for line in filter(None, tree.splitlines()):
        name = line.split()[0]
        folder = "" if not line.startswith(" ") else folder
        assert (ROOT / folder / name).exists(), line
        folder = folder or name


def test_the_map_of_the_architecture_has_every_room() -> None:
    table = (ROOT / "docs" / "architecture.md").read_text("utf-8").split("## Rooms")[1].split("## Promises")[0]
    first_cells = " ".join(row.split("|")[1] for row in table.splitlines() if row.startswith("| `"))
    named = {name.rstrip("/") for name in re.findall(r"`([\w/]+)`", first_cells)}
    assert rooms() - named == set()
    assert named - rooms() == {"training", "evals"}


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_a_file_that_a_document_names_is_there(document: str) -> None:
    named = NAMED.findall((ROOT / document).read_text("utf-8"))
    missing = [name for name in named if not any((ROOT / place / name).exists() for place in PLACES)]
    assert named
    assert missing == []
