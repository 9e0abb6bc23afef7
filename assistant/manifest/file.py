"""Reads and writes manifest.yaml, in a form that a person can edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from assistant.errors import BadInput, BadMetadata, DataFolderError
from assistant.manifest.faults import TOP, Place, require_none, twice
from assistant.manifest.organisations import KEYS, read_organisation, write_organisation
from assistant.manifest.rewriting import composed, dumped, loaded, rewritten
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
YAML_REMEDY = (
    "Look at that line and the one above it: a colon and a space behind each key, spaces in place of tabs, the same "
    "indent for what stands side by side, and quotes around a text that holds a colon or a #."
)
ENTRY_KEYS = tuple(f.name for f in fields(Entry))
LISTS = ("audiences", "binds")


def read(path: Path) -> Manifest:
    """Read a manifest, or the one in a folder; raises DataFolderError, or FaultyManifest naming every fault."""
    path = path / NAME if path.is_dir() else path
    text = _text(path)
    place = Place()
    content = _mapping(_loaded(text, path, place), place)
    if content.get("format", FORMAT) != FORMAT:
        raise DataFolderError(
            f"{path} has format {content['format']}; this program reads {FORMAT}.",
            "Update policy-assistant, or give another folder with --data.",
        )
    place.only(content, (TOP, "folder", "format"))
    folder = path.parent / str(content.get("folder") or "")
    below = place.at(TOP)
    sections = {str(slug): _section(slug, part, below) for slug, part in _mapping(content.get(TOP), below).items()}
    require_none(path, text, place.faults)
    return Manifest(folder, sections)


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
        raise BadMetadata(
            f"The manifest's file {entry.file} lies outside its folder.", "Move it inside and name it from there."
        )
    return manifest.folder / place


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")  # Windows' Notepad may put a mark before the first key
    except FileNotFoundError as error:
        raise DataFolderError(f"There is no manifest at {path}.", "Check the path.") from error
    except UnicodeDecodeError as error:
        raise DataFolderError(f"{path} is not text in UTF-8 ({error.reason}).", "Save it again as UTF-8.") from error
    except OSError as error:
        raise DataFolderError(f"{path} can't be read ({error.strerror}).", "Check its permissions.") from error


def _loaded(text: str, path: Path, place: Place) -> object:
    """The content of the text; keys that stand twice in it are noted."""
    try:
        twice(composed(text), place)
        return loaded(text)
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise DataFolderError(f"{path}{line}: This can't be read as YAML ({error.problem}).", YAML_REMEDY) from error
    except yaml.YAMLError as error:
        told = " ".join(str(error).split())
        raise DataFolderError(f"{path} can't be read as YAML ({told}).", YAML_REMEDY) from error


def _section(slug: object, content: object, above: Place) -> Section:
    place = above.at(slug)
    section = _mapping(content, place)
    place.only(section, (*KEYS, "policies", "withdrawn"))
    listed, below = section.get("policies") or [], place.at("policies")
    if not isinstance(listed, list):
        below.fault("This is not a list.", "Write each policy on a line of its own, as `- file: NAME`.")
        listed = []
    entries = tuple(_entry(item, below.at(number)) for number, item in enumerate(listed))
    _distinct(entries, below)
    withdrawn = _list(section.get("withdrawn") or [], place.at("withdrawn"))
    return Section(read_organisation(_slug(slug, above), section, place), entries, withdrawn)


def _slug(slug: object, above: Place) -> str:
    try:
        return checked_slug(str(slug), "an organisation")
    except BadInput as error:
        above.fault(error.problem, error.remedy, str(slug))
        return str(slug)


def _entry(content: object, place: Place) -> Entry:
    content = {"file": content} if isinstance(content, str) else _mapping(content, place)
    place.only(content, ENTRY_KEYS)
    if not content.get("file") and content.keys() <= set(ENTRY_KEYS):  # else it may be the one that is misspelt
        place.fault("This policy names no file.", "Give it as `file: NAME`.")
    values: dict[str, Any] = {"file": ""}
    for key in ENTRY_KEYS:
        if content.get(key) is not None:
            values[key] = (_list if key in LISTS else _scalar)(content[key], place.at(key))
    return Entry(**values)


def _distinct(entries: tuple[Entry, ...], place: Place) -> None:
    seen: dict[str, str] = {}
    for number, entry in enumerate(entries):
        if entry.name and entry.name in seen:
            place.at(number).fault(
                f"{seen[entry.name]} and {entry.file} have the same file name.",
                "Rename one; documents are known by their file's name.",
            )
        seen[entry.name] = entry.file


def _mapping(value: object, place: Place) -> dict[Any, Any]:
    if value is not None and not isinstance(value, dict):
        place.fault("This does not consist of keys and values.", "Write it as `key: value`, a line each.")
    return value if isinstance(value, dict) else {}


def _scalar(value: object, place: Place) -> str:
    if isinstance(value, date):  # YAML reads 2026-03-01 as a date; a time of day is cut off
        return value.isoformat()[:10]
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        place.fault("This is not a line of text.", "Write it as text, in quotes if need be.")
        return ""
    return str(value).strip()


def _list(value: object, place: Place) -> tuple[str, ...]:
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, list):
        place.fault("This is not a list.", 'Write it as [staff, parent] or "staff, parent".')
        return ()
    return tuple(text for number, item in enumerate(items) if (text := _scalar(item, place.at(number))))


def _written(old: str) -> dict[Any, Any]:
    """What stands in a text that `read` accepted before; nothing in an empty one."""
    return _mapping(loaded(old), Place())


def _as_written(section: Section, old: Mapping[str, Any]) -> dict[str, Any]:
    """A section as YAML's plain values, as they stood in the old one wherever they mean the same."""
    organisation = section.organisation
    part = write_organisation(organisation)
    if old and read_organisation(organisation.slug, old, Place()) == organisation:
        part = {key: old[key] for key in old if key in KEYS}
    listed = {_entry(item, Place()): item for item in old.get("policies") or ()}
    part["policies"] = [listed.get(entry) or _plain(entry) for entry in section.policies]
    if section.withdrawn:
        part["withdrawn"] = list(section.withdrawn)
    return part


def _plain(entry: Entry) -> dict[str, Any]:
    values = {key: getattr(entry, key) for key in ENTRY_KEYS}
    return {key: list(v) if isinstance(v, tuple) else v for key, v in values.items() if v}
