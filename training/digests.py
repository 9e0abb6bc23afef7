"""The list of the shipped files' digests, that the product checks at every load."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from assistant.models.weights import DIGESTS


def note(folder: Path, names: Iterable[str]) -> None:
    """Write down the digests of these files, leaving out those that aren't there; all others stay as they are."""
    listed, mine = folder / DIGESTS, tuple(names)
    before = json.loads(listed.read_text("utf-8")) if listed.exists() else {}
    others = {name: digest for name, digest in before.items() if name not in mine}
    found = {name: sha256((folder / name).read_bytes()).hexdigest() for name in mine if (folder / name).exists()}
    listed.write_text(json.dumps(others | found, indent=2) + "\n", encoding="utf-8")
