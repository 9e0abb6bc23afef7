"""The shipped weights: where they lie, checked against their digests, opened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import AssistantError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

DIGESTS = "digests.json"
LOWER, UPPER, JOINT, TOKENIZER = "lower.onnx", "upper.onnx", "joint.onnx", "tokenizer.json"
REMEDY = "Install policy-assistant again, or name another model in the settings."


class DamagedWeights(AssistantError):
    """A file of the shipped models is missing or is not the one that was shipped."""


def shipped() -> Path:
    """The folder inside the package."""
    return Path(__file__).parent / "weights"


def has(name: str, folder: Path) -> bool:
    """Whether a file ships; whether it is intact is found out by reading it."""
    return (folder / DIGESTS).is_file() and name in _digests(folder)


def content(name: str, folder: Path) -> bytes:
    """A file whole, its digest checked; raises DamagedWeights."""
    try:
        found = (folder / name).read_bytes()
    except OSError as error:
        raise DamagedWeights(f"The model file {name} can't be read ({error.strerror}).", REMEDY) from error
    if sha256(found).hexdigest() != _named(name, _digests(folder)):
        raise DamagedWeights(f"The model file {name} is damaged: it is not the one that was shipped.", REMEDY)
    return found


def require_whole(folder: Path) -> None:
    """Raise DamagedWeights unless every file on the list is the one that was shipped."""
    for fault in faults(folder):
        raise fault


def faults(folder: Path) -> Iterator[DamagedWeights]:
    """What is wrong with the files on the list, each read whole."""
    try:
        names = tuple(_digests(folder))
    except DamagedWeights as error:
        yield error
        return
    for name in names:
        try:
            content(name, folder)
        except DamagedWeights as error:
            yield error


def model_name(folder: Path) -> str:
    """The encoder's name, another whenever its vectors may be others."""
    digests = _digests(folder)
    both = _named(LOWER, digests) + _named(UPPER, digests)
    return f"policy-minilm-{sha256(both.encode()).hexdigest()[:12]}"


def graph(name: str, folder: Path, threads: int) -> InferenceSession:
    """A graph ready to run on `threads` threads; raises DamagedWeights."""
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # Threads that spin while they wait take the cores from whatever else the server does.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return InferenceSession(content(name, folder), options, providers=["CPUExecutionProvider"])


def _named(name: str, digests: dict[str, str]) -> str:
    try:
        return digests[name]
    except KeyError:
        raise DamagedWeights(f"No digest is written down for the model file {name}.", REMEDY) from None


def _digests(folder: Path) -> dict[str, str]:
    try:
        return dict(json.loads((folder / DIGESTS).read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise DamagedWeights(f"The list of the model files' digests can't be read ({error}).", REMEDY) from error
