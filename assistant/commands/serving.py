"""The command that serves the web app: the staff page, the policy pages and the API; or what is public alone."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.adding import synchronise, tell
from assistant.commands.listening import Where, listening, run
from assistant.commands.options import DEFAULT_DATA, Data, create, opened
from assistant.commands.questions import questions_of
from assistant.commands.terminal import say
from assistant.errors import BadInput
from assistant.providers import Provider, read_providers
from assistant.reach import require_name, require_sign_in

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.assistant import Assistant
    from assistant.library import Library
    from assistant.state import State
    from assistant.state.admission import Admission


PLAIN = "They come unencrypted and can't sign in: they get what is open to everybody, such as joining a session."


@dataclass(frozen=True, slots=True)
class Served:
    """An app with what is done beside its first requests, what is told when it answers, and its first page's path."""

    app: FastAPI
    beside: Callable[[], None]
    told: tuple[str, ...]
    begins: str = ""


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address of this machine to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8080,
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
    index_first: Annotated[
        bool, typer.Option("--index", help="Index the project's corpus first, if nothing is indexed yet.")
    ] = False,
    sign_in: Annotated[bool, typer.Option("--sign-in", help="Ask for sign-in on this machine too.")] = False,
    host_name: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A name it answers to: policies.school.example. Repeatable."),
    ] = None,
    proxy: Annotated[
        list[str] | None,
        typer.Option(metavar="ADDRESS", help="A reverse proxy whose word counts: 127.0.0.1. Repeatable."),
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="Serve what parents may see and nothing else; no accounts needed.")
    ] = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Serve the staff page, the policies and the API until Ctrl-C.

    On this machine alone nobody has to sign in; for others to come, accounts and HTTPS are needed: docs/sign-in.md.

    Example: policy-assistant serve --host-name policies.school.example --proxy 127.0.0.1
    """
    where = Where(host, tuple(host_name or ()), tuple(proxy or ()))
    if public:
        _require_public(where, sign_in, index_first)
    demanded = not public and (sign_in or where.for_others)
    providers = read_providers(data) if demanded else ()
    if demanded:
        _require_sign_in(data, where, providers)
    with listening(host, port) as listener:
        assistant = _assistant(context, data, index_first, public)
        if where.for_others or public:
            _require_ready(assistant.library)
        bound = listener.getsockname()[1]
        served = _public(assistant, where, bound) if public else _whole(assistant, where, bound, demanded, providers)
        threading.Thread(target=served.beside, daemon=True).start()
        address = f"{where.here(bound)}{served.begins}"
        run(served.app, listener, where.proxies, lambda: _announce(address, open_page, served.told))


def _require_public(where: Where, sign_in: bool, index_first: bool) -> None:
    """Raise BadInput for what a process can't do that reads and serves the public part alone."""
    if sign_in or index_first:
        raise BadInput(
            "What is served with --public has no sign-in and changes no index.",
            "Leave out --sign-in and --index; another process serves staff and indexes.",
        )
    require_name(where.host, where.names, where.proxies)


def _require_sign_in(data: Path, where: Where, providers: Sequence[Provider]) -> None:
    """Raise BadInput or DataFolderError before anything slow is done."""
    from assistant.state import State
    from assistant.state.accounts import Accounts

    state = State.open(data)
    try:
        has_admin = Accounts(state).has_admin()
    finally:
        state.close()
    can_sign_in = has_admin or any(provider.can_make_admin for provider in providers)
    require_sign_in(where.host, where.names, where.proxies, can_sign_in)


def _assistant(context: typer.Context, data: Path, index_first: bool, public: bool) -> Assistant:
    assistant = create(context, data) if index_first else opened(context, data, public)
    assistant.require_whole()
    if index_first and not assistant.library.shelf.organisations():
        say("First start: indexing the policies in corpus/.")
        tell(synchronise(assistant.library, None))
    return assistant


def _require_ready(library: Library) -> None:
    """Raise BadInput where others would be served while a safeguarding lead can't be reached."""
    from assistant.doctor import require_ready

    require_ready(library)


def _look_over(assistant: Assistant) -> None:
    """Beside the first requests, which need not wait: say what is to mend, then make the models and indexes ready."""
    from assistant.doctor import Level, counted, examine

    faults = [each for each in examine(assistant.library, date.today()) if each.level is not Level.NOTE]
    if faults:
        say(f"There is something to mend ({counted(faults)}); see it with: policy-assistant doctor", style="yellow")
    assistant.warm_up()


def _public(assistant: Assistant, where: Where, bound: int) -> Served:
    """What the public may see, and nothing else."""
    from assistant.web.public import create_public_app

    outside = where.outside(bound)
    told = f"What parents may see is served, and nothing else{_reach(outside)}."
    app = create_public_app(assistant, hosts=where.hosts)
    return Served(app, assistant.warm_up, (told,), "policies")


def _whole(assistant: Assistant, where: Where, bound: int, demanded: bool, providers: Sequence[Provider]) -> Served:
    """Everything, behind sign-in where it is demanded."""
    # Here, not at the top: gradio alone takes two seconds to import.
    from assistant.state import State
    from assistant.web import create_app

    data, outside = assistant.library.data, where.outside(bound)
    state = State.open(data)
    app = create_app(
        assistant,
        data=data,
        state=state,
        hosts=where.hosts,
        admission=_admission(state, providers) if demanded else None,
        providers=providers,
        questions_of=questions_of(assistant.library),
        address=outside,
    )
    return Served(app, partial(_look_over, assistant), _told(demanded, outside))


def _admission(state: State, providers: Sequence[Provider]) -> Admission:
    """Admission, with the sessions over that today's providers would not give."""
    from assistant.state.admission import Admission

    admission = Admission.over(state)
    admission.sessions.end_other_grounds(frozenset(provider.grounds for provider in providers))
    return admission


def _told(demanded: bool, outside: str) -> tuple[str, ...]:
    """What whoever starts the app should know of who can come."""
    asked = (f"Sign-in is asked for{_reach(outside)}.",) if demanded else ()
    plain = (PLAIN,) if outside.startswith("http:") else ()
    return (*asked, *plain)


def _reach(outside: str) -> str:
    return f"; other machines reach it at {outside}/" if outside else ""


def _announce(address: str, open_page: bool, told: Sequence[str]) -> None:
    say(f"The policy assistant is at {address} (Ctrl-C stops it).", style="bold")
    for line in told:
        say(line)
    if open_page:
        webbrowser.open(address)
