"""Gives a scanned PDF a text layer with OCRmyPDF, where that is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from assistant.errors import UnreadableFile

MOST_SECONDS = 600


def recognise(name: str, data: bytes, program: str = "ocrmypdf") -> bytes:
    """The PDF with the words of its pictures. Raises UnreadableFile if that can't be had."""
    command = shutil.which(program)
    if command is None:
        raise UnreadableFile(
            f"{name} is a scan: it holds pictures of pages and no text.",
            "Install OCRmyPDF (apt install ocrmypdf, or brew install ocrmypdf) and add it again, "
            "or save the original document as PDF.",
        )
    with tempfile.TemporaryDirectory() as folder:
        scan, result = Path(folder, "scan.pdf"), Path(folder, "text.pdf")
        scan.write_bytes(data)
        _run(name, [command, "--skip-text", "--quiet", "--output-type", "pdf", str(scan), str(result)])
        return result.read_bytes()


def _run(name: str, command: list[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=MOST_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(
            f"The text of the scan {name} was not recognised within {MOST_SECONDS // 60} minutes.",
            "Split it into smaller files.",
        ) from error
    except (subprocess.CalledProcessError, OSError) as error:
        said = (
            error.stderr.decode(errors="replace").strip() if isinstance(error, subprocess.CalledProcessError) else error
        )
        raise UnreadableFile(
            f"OCRmyPDF could not recognise the text of {name}: {said}.", "Try ocrmypdf on it by hand."
        ) from error
