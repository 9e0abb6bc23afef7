"""Runs the assistant: indexes corpus/ on the first start, then serves. `make run` calls it."""

from __future__ import annotations

import sys

from assistant.cli import main

if __name__ == "__main__":
    sys.exit(main(["serve", "--index", *sys.argv[1:]]))
