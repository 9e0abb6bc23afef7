"""Builds the Word and PDF policies from corpus/source: `python -m corpus.build [--out FOLDER]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from corpus import markup, pdf, word

HERE = Path(__file__).parent
WRITERS = {".docx": word.write, ".pdf": pdf.write}


def build(out: Path) -> tuple[Path, ...]:
    """Write every source's file below `out` and return the paths, in order."""
    return tuple(_build_one(source, out) for source in sorted((HERE / "source").glob("*.md")))


def _build_one(source: Path, out: Path) -> Path:
    manuscript = markup.load(source)
    path = out / manuscript.facts["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    WRITERS[path.suffix](manuscript, path)
    return path


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="where the organisations' folders lie")
    for path in build(parser.parse_args().out):
        print(path)


if __name__ == "__main__":
    main()
