"""Immutable generations in an organisation's folder, published by one atomic replacement of CURRENT."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import DataFolderError

POINTER = "CURRENT"
LOCK = "writer.lock"
OWNER = "writer.pid"
LONGEST_NUMBER = 9
REBUILD = "Run `policy-assistant index --rebuild`; the index is built again from the policies' files."


def current(folder: Path) -> int:
    """The number of the generation in force; 0 when nothing is published."""
    try:
        text = (folder / POINTER).read_text("latin-1").strip()  # no byte, however damaged, is an error of its own
    except FileNotFoundError:
        return 0
    if not text.isdecimal() or len(text) > LONGEST_NUMBER:
        raise DataFolderError(f"{folder / POINTER} does not hold a number.", REBUILD)
    return int(text)


def path(folder: Path, number: int) -> Path:
    """Where generation `number` lies."""
    return folder / "generations" / str(number)


def numbers(folder: Path) -> list[int]:
    """The generations on disk, oldest first; half-built ones are not counted."""
    home = folder / "generations"
    names = (entry.name for entry in home.iterdir()) if home.is_dir() else iter(())
    return sorted(int(name) for name in names if name.isdecimal())


@contextmanager
def building(folder: Path) -> Iterator[Path]:
    """A fresh folder to build the next generation in; removed if the building fails.

    What a killed writer left half-built is removed first. The caller holds the writer's lock.
    """
    home = folder / "generations"
    home.mkdir(parents=True, exist_ok=True)
    for left in home.glob("*.tmp"):
        shutil.rmtree(left)
    fresh = home / f"{max([current(folder), *numbers(folder)], default=0) + 1}.tmp"
    fresh.mkdir()
    try:
        yield fresh
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def publish(folder: Path, built: Path) -> int:
    """Put a built generation in force; the one before stays for roll-back, older ones are removed."""
    number, before = int(built.stem), current(folder)
    _sync_tree(built)
    built.rename(built.with_suffix(""))
    _sync(built.parent)
    _point(folder, number)
    for old in numbers(folder):
        if old not in (number, before):
            shutil.rmtree(path(folder, old), ignore_errors=True)
    return number


def roll_back(folder: Path) -> int:
    """Put the generation before the current one in force again; returns its number."""
    earlier = [number for number in numbers(folder) if number < current(folder)]
    if not earlier:
        raise DataFolderError(
            f"{folder} holds no earlier generation.", "Run `policy-assistant index` to build a new one."
        )
    _point(folder, earlier[-1])
    return earlier[-1]


@contextmanager
def writing(data: Path, seconds: float) -> Iterator[None]:
    """Hold the data folder's one writer's lock; raises DataFolderError naming its owner when taken.

    The operating system frees the lock when its owner dies, however it dies.
    """
    lock = FileLock(data / LOCK)
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=seconds)
    except Timeout as error:
        raise _taken(data) from error
    except OSError as error:
        raise DataFolderError(
            f"The data folder {data} can't be written ({error.strerror or error}).",
            "Check its permissions, or give another folder with --data.",
        ) from error
    try:
        (data / OWNER).write_text(f"{os.getpid()}\n", "ascii")
        yield
    finally:
        (data / OWNER).unlink(missing_ok=True)
        lock.release()


def replace(target: Path, text: str) -> None:
    """Write a file so that readers see the old text or the new, never a part."""
    fresh = target.with_name(target.name + ".tmp")
    with fresh.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(target)
    _sync(target.parent)


def _point(folder: Path, number: int) -> None:
    replace(folder / POINTER, f"{number}\n")


def _taken(data: Path) -> DataFolderError:
    try:
        owner = f"process {(data / OWNER).read_text('ascii').strip()}"
    except OSError:
        owner = "another process"
    return DataFolderError(
        f"The data folder {data} is being written by {owner}.", "Wait until it has finished, then try again."
    )


def _sync_tree(folder: Path) -> None:
    for entry in [*folder.rglob("*"), folder]:
        _sync(entry)


def _sync(entry: Path) -> None:
    if entry.is_dir() and os.name == "nt":
        return  # Windows can't open a folder to flush it
    handle = os.open(entry, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
