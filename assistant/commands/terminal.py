"""Prints for the terminal: facts as JSON or text, errors on standard error. The home of rich."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, TaskID
from rich.table import Table
from rich.text import Text


def console(*, errors: bool = False) -> Console:
    """A console that leaves words as they are ("[1]" is no markup) and honours NO_COLOR.

    Lines are wrapped for a person at a terminal only, so that another program gets quotes whole.
    """
    stream = sys.stderr if errors else sys.stdout
    return Console(file=stream, markup=False, highlight=False, emoji=False, soft_wrap=not stream.isatty())


def say(text: str = "", style: str = "", indent: int = 0, bold: Iterable[tuple[int, int]] = ()) -> None:
    """Print a line; `bold` are offsets in `text`."""
    line = Text(" " * indent + text, style=style)
    for start, end in bold:
        line.stylize("bold", indent + start, indent + end)
    console().print(line)


def complain(text: str) -> None:
    """Print a line on standard error."""
    console(errors=True).print(Text(text, style="red"))


def dump(value: object) -> None:
    """Print a value as JSON, readable and in its own letters."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=list) + "\n")


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under titles; for another program, a row a line with tabs between."""
    if not sys.stdout.isatty():
        for row in (titles, *rows):
            sys.stdout.write("\t".join(row) + "\n")
        return
    grid = Table(*titles, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    console().print(grid)


class Bar:
    """A progress bar on standard error, as a callable of (done, total)."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress = progress
        self._task = task

    def __call__(self, done: int, total: int) -> None:
        """Move the bar."""
        self._progress.update(self._task, completed=done, total=total)


@contextmanager
def progress_bar(what: str) -> Iterator[Bar]:
    """A bar that is shown while the block runs and cleared after it; only at a terminal."""
    screen = console(errors=True)
    with Progress(console=screen, transient=True, disable=not screen.is_terminal) as progress:
        yield Bar(progress, progress.add_task(what, total=None))
