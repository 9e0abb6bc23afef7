"""What is asked about, indexed into data folders of its own: the two corpora, or any files given."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import yaml

from assistant.assistant import Assistant
from assistant.cases import Corpus
from assistant.errors import DataFolderError
from assistant.index import Embedder
from assistant.naming import slugify
from assistant.settings import Settings, Weights

HERE = Path(__file__).parent
REAL_MANIFEST = HERE / "real_policies.yaml"
OWN_MANIFEST = HERE.parent / "corpus" / "manifest.yaml"
REAL_VARIABLE = "POLICY_ASSISTANT_REAL_POLICIES"
SHELF = "shelf"


def real_folder(environment: Mapping[str, str] | None = None) -> Path:
    """Where the real policies lie: as the environment says, else beside the checkout."""
    named = (os.environ if environment is None else environment).get(REAL_VARIABLE)
    content = yaml.safe_load(REAL_MANIFEST.read_text(encoding="utf-8"))
    return Path(named).resolve() if named else (HERE / content["folder"]).resolve()


def missing(corpus: Corpus) -> tuple[Path, ...]:
    """The files that the corpus's manifest names and that aren't there."""
    path = REAL_MANIFEST if corpus is Corpus.REAL else OWN_MANIFEST
    if not path.is_file():
        return (path,)
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    folder = real_folder() if corpus is Corpus.REAL else path.parent / content.get("folder", ".")
    sections = content["organisations"].values()
    files = [folder / entry["file"] for section in sections for entry in section.get("policies") or []]
    return tuple(file for file in files if not file.is_file())


def indexed(corpus: Corpus, data: Path, embedder: Embedder, weights: Weights | None = None) -> Assistant:
    """An assistant whose index holds the corpus; each embedder has a folder, and its earlier vectors are reused."""
    home = data / slugify(embedder.name) / str(corpus)
    home.mkdir(parents=True, exist_ok=True)
    assistant = Assistant.open(Settings(data=home, weights=weights or Weights()), embedder)
    return filled(assistant, _real_manifest(data) if corpus is Corpus.REAL else OWN_MANIFEST)


def shelved(texts: Mapping[str, bytes], folder: Path, embedder: Embedder, weights: Weights | None = None) -> Assistant:
    """An assistant over files (contents by name), written into a folder, all policies of one organisation, SHELF."""
    files, data = folder / "files", folder / slugify(embedder.name)
    for place in (files, data):
        place.mkdir(parents=True, exist_ok=True)
    for name, held in texts.items():
        (files / name).write_bytes(held)
    listed = [{"file": name, "policy": slugify(name)} for name in texts]
    content = {"folder": "files", "organisations": {SHELF: {"name": "Shelf", "policies": listed}}}
    manifest = folder / "shelf.yaml"
    manifest.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return filled(Assistant.open(Settings(data=data, weights=weights or Weights()), embedder), manifest)


def filled(assistant: Assistant, manifest: Path) -> Assistant:
    """The assistant once its index holds what the manifest names; raises DataFolderError for a file refused."""
    refused = [change for change in assistant.library.sync(manifest) if change.what == "refused"]
    if refused:
        raise DataFolderError(
            f"{refused[0].document} could not be indexed: {refused[0].detail}",
            "Mend it: questions about a corpus with holes say nothing.",
        )
    return assistant


def _real_manifest(data: Path) -> Path:
    """The manifest with the folder of this machine, written beside the index."""
    content = yaml.safe_load(REAL_MANIFEST.read_text(encoding="utf-8"))
    content["folder"] = str(real_folder())
    path = data / "real_policies.yaml"
    path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return path
