"""The data folder's manifest as one process holds it: read when it changed, recorded, a corpus brought in."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

from assistant import manifest
from assistant.errors import AssistantError, DataFolderError
from assistant.index.generations import replace as replace_file
from assistant.manifest import BROUGHT, NAME, Manifest, render
from assistant.manifest.merging import merged

log = logging.getLogger(__name__)

BROUGHT_HEADER = "# What corpora last brought. Not to be edited: manifest.yaml is.\n"


class HeldManifest:
    """The manifest in a data folder."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._remembered: tuple[tuple[int, int], Manifest] | None = None
        self._logged = ""

    def in_use(self) -> Manifest:
        """The manifest, or what this process last read of it while a person's edit has a fault in it.

        A slip of the keyboard must not take the safeguarding card off a running server; it is logged, once.
        """
        try:
            return self.read()
        except AssistantError as error:
            if self._remembered is None:
                raise
            if str(error) != self._logged:
                log.error("%s Until then the settings read before are used.", error)
                self._logged = str(error)
            return self._remembered[1]

    def read(self, create: bool = False) -> Manifest:
        """The manifest as it stands, an empty one if none does and it may be created; raises as `manifest.read`."""
        path = self._data / NAME
        try:
            facts = path.stat()
        except FileNotFoundError:
            if create:
                return Manifest(self._data)
            raise self._missing() from None
        mark = (facts.st_mtime_ns, facts.st_size)
        if self._remembered is None or self._remembered[0] != mark:
            self._remembered = (mark, manifest.read(path))
        return self._remembered[1]

    def record(self, wanted: Manifest) -> None:
        """Write the manifest where it says other than the file; raises DataFolderError."""
        path = self._data / NAME
        if not path.exists():
            self._write(path, render(wanted))
        elif self.read().sections != wanted.sections:
            self._write(path, render(wanted, path.read_text("utf-8-sig")))

    def bring(self, held: Manifest, brought: Manifest, origin: str) -> Manifest:
        """Record the manifest with a corpus brought in, and what the corpus said, to tell a person's edits from it."""
        path = self._data / BROUGHT
        before = manifest.read(path) if path.exists() else Manifest(self._data)
        wanted = merged(held, brought, origin, before)
        self.record(wanted)
        now = replace(before, sections={**before.sections, **brought.sections})
        if now != before:
            self._write(path, render(now, header=BROUGHT_HEADER))
        return wanted

    def _missing(self) -> DataFolderError:
        what = "holds no policies yet" if self._data.is_dir() else "does not exist"
        return DataFolderError(
            f"The data folder {self._data} {what}.",
            "Add a policy with `policy-assistant add FILE --organisation SLUG`, or name another with --data.",
        )

    def _write(self, path: Path, text: str) -> None:
        try:
            replace_file(path, text)
        except OSError as error:
            raise DataFolderError(
                f"{path} can't be written ({error.strerror or error}).", "Check its permissions and the disk."
            ) from error
