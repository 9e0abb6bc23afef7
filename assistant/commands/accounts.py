"""The commands on accounts: account add, list, password, access, disable, enable, unlock, remove."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.commands.options import DEFAULT_DATA, Data, Json
from assistant.commands.terminal import dump, say, table
from assistant.errors import BadInput
from assistant.values import Access

if TYPE_CHECKING:
    from assistant.state.accounts import Account
    from assistant.state.admission import Admission

Name = Annotated[str, typer.Argument(metavar="NAME", help="The account's name, or its number from the list.")]
Stdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input, one line.")]


def account() -> typer.Typer:
    """The commands under `account`."""
    app = typer.Typer(no_args_is_help=True, help="Accounts of members of staff: add, list, change, shut out.")
    for name, command in COMMANDS:
        app.command(name)(command)
    return app


def add_account(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What its person signs in with: j.tern.")],
    access: Annotated[Access, typer.Option(help="staff asks, trainer also leads sessions, admin may do all.")],
    password_stdin: Stdin = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Make an account. The password is asked for twice and not shown.

    Example: policy-assistant account add j.tern --access admin
    """
    data.mkdir(parents=True, exist_ok=True)
    with _admission(data) as admission:
        admission.accounts.require_free(name)  # told before a password is typed
        made = admission.accounts.add(name, _password(password_stdin), access)
    say(f"added     {made.name} ({made.access.value})", style="green")


def list_accounts(as_json: Json = False, data: Data = DEFAULT_DATA) -> None:
    """List the accounts with what each may do, and which are shut out.

    Example: policy-assistant account list --json
    """
    with _admission(data) as admission:
        found = [{**_facts(each), "locked": _is_locked(admission, each)} for each in admission.accounts.all()]
    if as_json:
        dump(found)
        return
    titles = ("number", "name", "access", "signs in with", "last signed in", "state")
    table(titles, [_row(each) for each in found])
    if not found:
        say("There is no account yet. Make one with: policy-assistant account add NAME --access admin")


def set_password(name: Name, password_stdin: Stdin = False, data: Data = DEFAULT_DATA) -> None:
    """Set another password; every session of the account ends, and it is unlocked.

    Example: policy-assistant account password j.tern
    """
    with _admission(data) as admission:
        admission.accounts.find(name)  # told before a password is typed
        changed = admission.set_password(name, _password(password_stdin))
    say(f"password  {changed.name}: set, and signed out everywhere", style="green")


def set_access(
    name: Name,
    access: Annotated[Access, typer.Argument(help="staff, trainer or admin.")],
    data: Data = DEFAULT_DATA,
) -> None:
    """Change what an account may do, from its next click on.

    Example: policy-assistant account access j.tern trainer
    """
    with _admission(data) as admission:
        changed = admission.accounts.set_access(name, access)
    say(f"access    {changed.name}: {changed.access.value}", style="green")


def disable(name: Name, data: Data = DEFAULT_DATA) -> None:
    """Shut an account out at once; what its person added stays.

    Example: policy-assistant account disable j.tern
    """
    with _admission(data) as admission:
        changed = admission.disable(name)
    say(f"disabled  {changed.name}", style="magenta")


def enable(name: Name, data: Data = DEFAULT_DATA) -> None:
    """Let a disabled account in again.

    Example: policy-assistant account enable j.tern
    """
    with _admission(data) as admission:
        changed = admission.accounts.set_disabled(name, False)
    say(f"enabled   {changed.name}", style="green")


def unlock(name: Name, data: Data = DEFAULT_DATA) -> None:
    """Forget an account's failed attempts, so that its person need not wait.

    Example: policy-assistant account unlock j.tern
    """
    with _admission(data) as admission:
        changed = admission.unlock(name)
    say(f"unlocked  {changed.name}", style="green")


def remove(name: Name, data: Data = DEFAULT_DATA) -> None:
    """Delete an account and end its sessions. One that a provider vouches for comes back: disable it instead.

    Example: policy-assistant account remove j.tern
    """
    with _admission(data) as admission:
        gone = admission.accounts.remove(name)
    say(f"removed   {gone.name}", style="magenta")
    if gone.issuer:
        say("It is made again when its person signs in; `account disable` shuts out for good.", style="yellow")


COMMANDS: tuple[tuple[str, Any], ...] = (
    ("add", add_account),
    ("list", list_accounts),
    ("password", set_password),
    ("access", set_access),
    ("disable", disable),
    ("enable", enable),
    ("unlock", unlock),
    ("remove", remove),
)


@contextmanager
def _admission(data: Path) -> Iterator[Admission]:
    """Who gets in, by the state database of a data folder. Raises DataFolderError."""
    # SQLAlchemy and argon2 take a while to import: `--help` needs neither.
    from assistant.state import State
    from assistant.state.admission import Admission

    state = State.open(data)
    try:
        yield Admission.over(state)
    finally:
        state.close()


def _password(from_stdin: bool) -> str:
    """The password, typed twice at a terminal or read from a pipe. Raises BadInput."""
    if from_stdin:
        given = sys.stdin.readline().rstrip("\r\n")
        if not given:
            raise BadInput("No password came in on standard input.", "Pipe one line into the command.")
        return given
    if not sys.stdin.isatty():
        raise BadInput("There is no terminal to type a password at.", "Use --password-stdin and pipe it in.")
    typed: str = typer.prompt("Password", hide_input=True, confirmation_prompt="Once more", err=True)
    return typed


def _facts(account: Account) -> dict[str, object]:
    facts = {**asdict(account), "access": account.access.value}
    for moment in ("created", "signed_in"):
        facts[moment] = _said(facts[moment])
    return facts


def _is_locked(admission: Admission, account: Account) -> bool:
    return not account.issuer and admission.failures.locked(account.name)


def _said(moment: int | None) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="minutes") if moment else ""


def _row(facts: dict[str, object]) -> tuple[str, ...]:
    state = "disabled" if facts["disabled"] else "locked" if facts["locked"] else ""
    listed = ("number", "name", "access")
    return (
        *(str(facts[key]) for key in listed),
        str(facts["issuer"] or "password"),
        str(facts["signed_in"] or "never"),
        state,
    )
