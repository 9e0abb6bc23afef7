"""manifest.yaml, the one file a person edits: organisations, their settings, their policies' files."""

from __future__ import annotations

from assistant.manifest.faults import FaultyManifest
from assistant.manifest.file import BROUGHT, LISTS, NAME, located, read, render
from assistant.manifest.values import Entry, Manifest, Section

__all__ = ["BROUGHT", "LISTS", "NAME", "Entry", "FaultyManifest", "Manifest", "Section", "located", "read", "render"]
