"""The command line, `policy-assistant`: puts the commands together and turns errors into exit codes.

Exit codes: 0 done; 1 a gate not met, or a fault in the assistant; 2 something to mend in the input.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.accounts import account
from assistant.commands.adding import add, index, remove
from assistant.commands.asking import ask
from assistant.commands.doctor import doctor
from assistant.commands.evaluating import evaluate
from assistant.commands.feedback import feedback
from assistant.commands.knowing import known
from assistant.commands.looking import clauses, policies, show, text
from assistant.commands.options import Opener
from assistant.commands.reviewing import diff, review
from assistant.commands.serving import serve
from assistant.commands.terminal import complain
from assistant.commands.tidying import tidy
from assistant.errors import AssistantError
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.assistant import Assistant

COMMANDS = (add, index, remove, ask, policies, clauses, text, show, diff, review, feedback, doctor, tidy, serve)


def main(arguments: Sequence[str] | None = None, opener: Opener | None = None) -> int:
    """Run a command and give its exit code. `opener` opens the data folder; tests hand in a fake."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    _speak_utf8()
    try:
        # --debug may stand anywhere, before the command or behind it.
        build()(args=[word for word in given if word != "--debug"], obj=opener or open_assistant)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except Exception as error:
        if debug:
            raise
        complain(_sentence(error))
        return 2 if isinstance(error, AssistantError | OSError) else 1
    return 0


def build() -> typer.Typer:
    """The command line with all its commands."""
    app = typer.Typer(
        name="policy-assistant",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(policy_assistant)
    for command in COMMANDS:
        app.command()(command)
    app.command("eval")(evaluate)
    app.add_typer(known(), name="known")
    app.add_typer(account(), name="account")
    return app


def policy_assistant(
    debug: Annotated[bool, typer.Option("--debug", help="Show a stack trace when something fails.")] = False,
) -> None:
    """Answers questions about a school's policies with a verdict and the exact clause."""


def open_assistant(settings: Settings) -> Assistant:
    """The assistant over a data folder."""
    # Imported here because torch, chromadb and their like come with it: seconds that help, errors and
    # commands on plain files should not cost. The default model lies in a wheel: nothing may reach out.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from assistant.assistant import Assistant

    return Assistant.open(settings)


def _sentence(error: Exception) -> str:
    if isinstance(error, AssistantError):
        return f"{error.problem} {error.remedy}"
    if isinstance(error, OSError):
        what = error.filename or "A file"
        return f"{what} can't be used ({error.strerror or error}). Check the path, its permissions and the disk."
    fault = f"{type(error).__name__}: {error}"
    return f"The assistant stopped on a fault of its own ({fault}). Run it again with --debug and report it."


def _speak_utf8() -> None:
    """Quotes hold dashes and curly quotes; Windows' own encoding and a bare POSIX locale can't print them."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
