"""The digests of a part's files, written when it is built and checked when it is opened: a flipped byte is found (R3).

Chroma's folder is left out: Chroma 1.5.9 writes into its SQLite file and its vectors when it is merely asked. What it
holds is compared with the truth instead, where it is used (`vectors.open_chroma`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import file_digest, sha256
from pathlib import Path

from assistant.errors import DataFolderError
from assistant.index.generations import REBUILD
from assistant.index.store import FILE as TRUTH

FILE = "digests.json"
WORDS = "words"


def write(folder: Path) -> None:
    """Write down the digests of a built part's files."""
    built = _digests(folder, (folder / TRUTH, *_words(folder)))
    (folder / FILE).write_text(_text(built), encoding="ascii", newline="\n")


def listed(folder: Path) -> bool:
    """Whether there is a list; parts made by earlier versions have none."""
    return (folder / FILE).is_file()


def faults(folder: Path) -> tuple[str, ...]:
    """The files beside the truth, by their paths in the part, that are not as they were built; none where there is no
    list. The truth, by far the largest, is for `require`.

    Raises DataFolderError when the list itself is damaged.
    """
    if not listed(folder):
        return ()
    noted, found = _noted(folder), _digests(folder, _words(folder))
    return tuple(name for name in sorted({*noted, *found} - {TRUTH}) if noted.get(name) != found.get(name))


def require(folder: Path, name: str) -> None:
    """Raise DataFolderError unless one file is as it was built; FileNotFoundError when there is none."""
    if listed(folder) and _noted(folder).get(name) != _digest(folder / name):
        raise damaged(folder / name)


def damaged(path: Path) -> DataFolderError:
    """Why a part is not opened, by the file that is not as it was built."""
    return DataFolderError(f"The index file {path} is damaged: it is not as it was built.", REBUILD)


def _digests(folder: Path, paths: Iterable[Path]) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): _digest(path) for path in paths if path.is_file()}


def _words(folder: Path) -> list[Path]:
    return sorted((folder / WORDS).glob("*"))


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _noted(folder: Path) -> dict[str, str]:
    try:
        text = (folder / FILE).read_text("ascii")
        noted: dict[str, str] = {name: digest for name, digest in json.loads(text).items() if name != FILE}
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise damaged(folder / FILE) from error
    if _text(noted) != text:
        raise damaged(folder / FILE)
    return noted


def _text(digests: Mapping[str, str]) -> str:
    """The list with a digest of its own, so that what is damaged is known by its name."""
    own = sha256(json.dumps(digests).encode("ascii")).hexdigest()
    return json.dumps({**digests, FILE: own}, indent=2) + "\n"
