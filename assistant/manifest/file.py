"""Reads and writes manifest.yaml, in a form that a person can edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from assistant.errors import BadInput, BadMetadata, DataFolderError
from assistant.manifest.organisations import KEYS, read_organisation, write_organisation
from assistant.manifest.rewriting import dumped, loaded, rewritten
from assistant.manifest.values import Entry, Manifest, Section
from assistant.naming import checked_slug

NAME = "manifest.yaml"
BROUGHT = "brought.yaml"
"""Beside it, what corpora last brought, in the same form: by it a person's edits are told from a corpus's."""
FORMAT = 1
HEADER = """\
# The organisations, their settings and their policies: the one file to edit. docs/settings.md explains every key.
# Contacts, widget and retention take effect as soon as the file is saved; after a change to policies run
# `policy-assistant index`. `policy-assistant doctor` checks all of it. Your comments stay where they are.
"""
REMEDY = "Correct it and run the command again."
ENTRY_KEYS = tuple(f.name for f in fields(Entry))
LISTS = ("audiences", "binds")


def read(path: Path) -> Manifest:
    """Read a manifest, or the one in a folder; raises DataFolderError or BadMetadata naming file and key."""
    path = path / NAME if path.is_dir() else path
    content = _mapping(_load(path), str(path))
    _only(content, ("organisations", "folder", "format"), str(path))
    if content.get("format", FORMAT) != FORMAT:
        raise DataFolderError(
            f"{path} has format {content['format']}; this program reads {FORMAT}.",
            "Update policy-assistant, or give another folder with --data.",
        )
    folder = path.parent / str(content.get("folder") or "")
    listed = _mapping(content.get("organisations"), f"{path}: organisations")
    return Manifest(folder, {slug: _section(slug, part, path) for slug, part in listed.items()})


def render(manifest: Manifest, old: str = "", header: str = HEADER) -> str:
    """The YAML text that `read` reads back; in the words and with the comments of `old`, the text it replaces."""
    before = _written(old)
    content: dict[str, Any] = {key: before[key] for key in ("folder", "format") if key in before}
    if not before:
        content["format"] = FORMAT
    sections = before.get("organisations") or {}
    content["organisations"] = {
        slug: _as_written(section, sections.get(slug) or {}) for slug, section in manifest.sections.items()
    }
    return rewritten(old, content) or header + dumped(content)


def located(manifest: Manifest, entry: Entry) -> Path:
    """Where an entry's file lies; raises BadMetadata when it points out of the manifest's folder."""
    place = PurePosixPath(entry.file)
    if place.is_absolute() or ".." in place.parts:
        raise BadMetadata(f"The manifest's file {entry.file} lies outside its folder.", REMEDY)
    return manifest.folder / place


def _load(path: Path) -> object:
    try:
        return loaded(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise DataFolderError(f"There is no manifest at {path}.", "Check the path.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        line = " ".join(str(error).split())
        raise DataFolderError(f"{path} is not a readable manifest ({line}).", REMEDY) from error
    except OSError as error:
        raise DataFolderError(f"{path} can't be read ({error.strerror}).", "Check its permissions.") from error


def _section(slug: object, content: object, path: Path) -> Section:
    where = f"{path}: {slug}"
    try:
        name = checked_slug(str(slug), "an organisation")
    except BadInput as error:
        raise BadMetadata(f"{path}: {error.problem}", error.remedy) from error
    section = _mapping(content, where)
    _only(section, (*KEYS, "policies", "withdrawn"), where)
    listed = section.get("policies") or []
    if not isinstance(listed, list):
        raise BadMetadata(f"{where}: policies is not a list.", REMEDY)
    entries = tuple(_entry(item, f"{where}: policies: {place}") for place, item in enumerate(listed, 1))
    _distinct(entries, where)
    withdrawn = _list(section.get("withdrawn") or [], f"{where}: withdrawn")
    return Section(read_organisation(name, section, str(path)), entries, withdrawn)


def _entry(content: object, where: str) -> Entry:
    content = {"file": content} if isinstance(content, str) else _mapping(content, where)
    _only(content, ENTRY_KEYS, where)
    if not content.get("file"):
        raise BadMetadata(f"{where} names no file.", "Give it as `file: NAME`.")
    values: dict[str, Any] = {}
    for key, value in content.items():
        if value is not None:
            values[key] = (_list if key in LISTS else _scalar)(value, f"{where}: {key}")
    return Entry(**values)


def _distinct(entries: tuple[Entry, ...], where: str) -> None:
    seen: dict[str, str] = {}
    for entry in entries:
        if entry.name in seen:
            raise BadMetadata(
                f"{where}: {seen[entry.name]} and {entry.file} have the same file name.",
                "Rename one; documents are known by their file's name.",
            )
        seen[entry.name] = entry.file


def _mapping(value: object, where: str) -> dict[Any, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise BadMetadata(f"{where} does not consist of keys and values.", REMEDY)
    return value


def _only(content: Mapping[Any, Any], allowed: tuple[str, ...], where: str) -> None:
    unknown = [str(key) for key in content if key not in allowed]
    if unknown:
        raise BadMetadata(f"{where}: the key {unknown[0]!r} is not known.", f"Use one of these: {', '.join(allowed)}.")


def _scalar(value: object, where: str) -> str:
    if isinstance(value, date):  # YAML reads 2026-03-01 as a date; a time of day is cut off
        return value.isoformat()[:10]
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise BadMetadata(f"{where} is not a line of text.", REMEDY)
    return str(value).strip()


def _list(value: object, where: str) -> tuple[str, ...]:
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, list):
        raise BadMetadata(f"{where} is not a list.", 'Write it as [staff, parent] or "staff, parent".')
    return tuple(text for item in items if (text := _scalar(item, where)))


def _written(old: str) -> dict[Any, Any]:
    """What stands in a text that `read` accepted before; nothing in an empty one."""
    return _mapping(loaded(old), NAME)


def _as_written(section: Section, old: Mapping[str, Any]) -> dict[str, Any]:
    """A section as YAML's plain values, as they stood in the old one wherever they mean the same."""
    organisation = section.organisation
    part = write_organisation(organisation)
    if old and read_organisation(organisation.slug, old, "") == organisation:
        part = {key: old[key] for key in old if key in KEYS}
    listed = {_entry(item, ""): item for item in old.get("policies") or ()}
    part["policies"] = [listed.get(entry) or _plain(entry) for entry in section.policies]
    if section.withdrawn:
        part["withdrawn"] = list(section.withdrawn)
    return part


def _plain(entry: Entry) -> dict[str, Any]:
    values = {key: getattr(entry, key) for key in ENTRY_KEYS}
    return {key: list(v) if isinstance(v, tuple) else v for key, v in values.items() if v}
