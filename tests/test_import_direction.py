"""The direction of imports is a promise of the architecture."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = ("torch", "chromadb", "gradio", "llama_index", "sentence_transformers")


def test_rooms_import_one_way_and_heavy_packages_stay_behind_their_doors() -> None:
    # In a process of its own: import-linter's logging set-up silences every logger there is.
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    assert done.returncode == 0, done.stdout


def test_importing_the_command_line_imports_nothing_that_takes_seconds() -> None:
    script = f"import sys, assistant.cli; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
