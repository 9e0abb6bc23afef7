"""Partitions kept open in one process: each part is opened when it is first asked for, and anew when it changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

from assistant.errors import DataFolderError
from assistant.index import bank, generations, public
from assistant.index.embedder import Embedder
from assistant.index.partition import Partition
from assistant.settings import IndexSettings


class Opened:
    """The partitions in memory, those used last at the end; safe for several threads."""

    def __init__(self, embedder: Embedder, settings: IndexSettings) -> None:
        self._embedder = embedder
        self._settings = settings
        self._kept: OrderedDict[tuple[str, bool], Partition] = OrderedDict()
        self._guard = threading.RLock()
        self._bank: list[bank.ShippedBank | None] = []

    def get(self, slug: str, folder: Path, number: int, is_public: bool) -> Partition:
        """A part of the generation in force in an organisation's folder, `number` or one published since."""
        key = slug, is_public
        with self._guard:
            partition = self._kept.get(key)
            if partition is None or partition.generation != number:
                partition = self._kept[key] = self._of_this_model(self.load(slug, folder, is_public))
            self._kept.move_to_end(key)
            while len(self._kept) > self._settings.open_partitions:
                self._kept.popitem(last=False)
            return partition

    def load(self, slug: str, folder: Path, is_public: bool) -> Partition:
        """A part read from disk, whichever model made it; raises DataFolderError when it is not there."""
        # A reader may be overtaken by two publications between reading CURRENT and opening: look again.
        for _ in range(5):
            number = generations.current(folder)
            part = public.folder_of(generations.path(folder, number), is_public)
            try:
                return Partition(slug, number, part, self._settings, self._shipped)
            except FileNotFoundError:
                if number == generations.current(folder):
                    break
        raise missing(slug, part)

    def _of_this_model(self, partition: Partition) -> Partition:
        """The partition; vectors of two models can't be compared, so one of another's is refused."""
        if partition.embedder != self._embedder.name:
            raise DataFolderError(
                f"The index of {partition.organisation} was made with the model {partition.embedder}, "
                f"and {self._embedder.name} is in use.",
                "Run `policy-assistant index`; it embeds the clauses again.",
            )
        return partition

    def _shipped(self) -> bank.ShippedBank | None:
        """The shipped bank, read when first asked for, once for all organisations."""
        with self._guard:
            if not self._bank:
                self._bank.append(bank.shipped(self._embedder))
            return self._bank[0]


def missing(slug: str, part: Path) -> DataFolderError:
    """Why a part can't be opened; a whole one never stands in for a public one."""
    if public.lies_in(part) and part.parent.is_dir() and not part.is_dir():
        return DataFolderError(
            f"The index of {slug} has no part for parents and pupils: it was made by an earlier version.",
            "Run `policy-assistant index`; it is made again, without embedding anything twice.",
        )
    return DataFolderError(f"The index of {slug} in {part} is incomplete.", generations.REBUILD)
