"""The direction of imports is a promise of the architecture."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from importlinter import cli

HEAVY = ("torch", "chromadb", "gradio", "llama_index", "sentence_transformers")


def test_rooms_import_one_way_and_heavy_packages_stay_behind_their_doors(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(Path(__file__).parents[1])
    code = cli.lint_imports(no_cache=True)
    assert code == cli.EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_importing_the_command_line_imports_nothing_that_takes_seconds() -> None:
    script = f"import sys, assistant.cli; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
