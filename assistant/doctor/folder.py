"""Whether the data folder can be written, has room, and holds a sound state database that others can't read."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from assistant import providers
from assistant.doctor.findings import Finding, Level, of_error
from assistant.errors import AssistantError
from assistant.providers import read_providers
from assistant.state import State
from assistant.state.accounts import Accounts
from assistant.state.database import NAME

MB = 1_000_000
LEAST_MB, LITTLE_MB = 100, 1_000
BESIDE = ("", "-wal", "-shm")
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def folder(data: Path) -> Iterator[Finding]:
    """The folder itself: written and with room for an index beside the one in force."""
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        text = f"The data folder {data} can't be written by this user."
        yield Finding(Level.ERROR, str(data), text, "Give this user the right to it, or name another with --data.")
    yield from room(str(data), shutil.disk_usage(data).free)


def room(where: str, free: int) -> Iterator[Finding]:
    """What little free disk (in bytes) means."""
    if free < LITTLE_MB * MB:
        level = Level.ERROR if free < LEAST_MB * MB else Level.WARNING
        text = f"The disk has {free // MB} MB left; a new index is built beside the old one."
        yield Finding(level, where, text, "Make room before policies are added.")


def signing_in(data: Path) -> Iterator[Finding]:
    """The sign-in providers and the state database, where there are any: sound, private, with an administrator."""
    try:
        admin = any(provider.can_make_admin for provider in read_providers(data))
    except AssistantError as error:
        yield of_error(providers.NAME, error)
        admin = True  # who may administer can't be told until that is mended
    if (data / NAME).exists():
        yield from _private(data / NAME)
        yield from _state(data, admin)


def _state(data: Path, admin_by_provider: bool) -> Iterator[Finding]:
    try:
        opened = State.open(data)
        try:
            yield from _opened(opened, admin_by_provider)
        finally:
            opened.close()
    except AssistantError as error:
        yield of_error(NAME, error)


def _opened(opened: State, admin_by_provider: bool) -> Iterator[Finding]:
    faults = opened.faults()
    if faults:
        text = f"The state database is damaged: {faults[0]} ({len(faults)} in all)."
        yield Finding(Level.ERROR, NAME, text, "Put back the last copy of it, or move it away to start afresh.")
        return
    accounts = Accounts(opened)
    if accounts.all() and not (accounts.has_admin() or admin_by_provider):
        yield Finding(
            Level.WARNING,
            f"{NAME}: accounts",
            "There are accounts, and none of an administrator who could sign in.",
            "Make one: policy-assistant account add NAME --access admin",
        )


def _private(path: Path) -> Iterator[Finding]:
    if os.name != "posix":
        return
    there = (path.with_name(path.name + end) for end in BESIDE)
    open_to_all = [each.name for each in there if each.exists() and each.stat().st_mode & OTHERS]
    if open_to_all:
        yield Finding(
            Level.WARNING,
            NAME,
            f"Others on this machine can read {', '.join(open_to_all)}: accounts and names are in it.",
            f"Run: chmod 600 {path}*",
        )
