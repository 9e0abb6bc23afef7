"""The command that serves the web app: the staff page, the policy pages and the API. The home of uvicorn."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.adding import synchronise, tell
from assistant.commands.options import DEFAULT_DATA, Data, create, opened
from assistant.commands.questions import questions_of
from assistant.commands.terminal import say
from assistant.errors import BadInput
from assistant.providers import Provider, read_providers
from assistant.reach import LOOPBACK_HOSTS, address_for_others, only_here, require_sign_in

if TYPE_CHECKING:
    from fastapi import FastAPI
    from uvicorn import Config

    from assistant.assistant import Assistant
    from assistant.library import Library
    from assistant.state import State
    from assistant.state.admission import Admission


SHUTDOWN_S = 3
"""Seconds that Ctrl-C waits for open connections: those of a live session never end by themselves."""


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
    data: Data = DEFAULT_DATA,
) -> None:
    """Serve the staff page, the policies and the API until Ctrl-C.

    On this machine alone nobody has to sign in; for others to come, accounts and HTTPS are needed: docs/sign-in.md.

    Example: policy-assistant serve --host-name policies.school.example --proxy 127.0.0.1
    """
    names, proxies = tuple(host_name or ()), tuple(proxy or ())
    for_others = bool(proxies) or not only_here(host, names)
    demanded = sign_in or for_others
    providers = read_providers(data) if demanded else ()
    if demanded:
        _require_sign_in(data, host, names, proxies, providers)
    with _listening(host, port) as listener:
        assistant = _assistant(context, data, index_first)
        if for_others:
            _require_ready(assistant.library)
        bound = listener.getsockname()[1]
        outside = address_for_others(host, bound, names, proxies)
        app = _app(assistant, data, (*LOOPBACK_HOSTS, *_own_names(host), *names), demanded, providers, outside)
        threading.Thread(target=_look_over, args=(assistant,), daemon=True).start()
        address = f"http://{host if _own_names(host) else '127.0.0.1'}:{bound}/"
        _run(app, listener, proxies, lambda: _announce(address, open_page, demanded, outside))


def server_settings(app: FastAPI, proxies: Sequence[str]) -> Config:
    """How uvicorn serves: whom a request is from, and whether over HTTPS, is believed of the proxies named alone."""
    import uvicorn

    return uvicorn.Config(
        app,
        log_level="warning",
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        timeout_graceful_shutdown=SHUTDOWN_S,
    )


def _require_sign_in(
    data: Path, host: str, names: Sequence[str], proxies: Sequence[str], providers: Sequence[Provider]
) -> None:
    """Raise BadInput or DataFolderError before anything slow is done."""
    from assistant.state import State
    from assistant.state.accounts import Accounts

    state = State.open(data)
    try:
        has_admin = Accounts(state).has_admin()
    finally:
        state.close()
    require_sign_in(host, names, proxies, has_admin or any(provider.can_make_admin for provider in providers))


def _assistant(context: typer.Context, data: Path, index_first: bool) -> Assistant:
    assistant = create(context, data) if index_first else opened(context, data)
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


def _app(
    assistant: Assistant,
    data: Path,
    hosts: Sequence[str],
    demanded: bool,
    providers: Sequence[Provider],
    outside: str,
) -> FastAPI:
    # Here, not at the top: gradio alone takes two seconds to import.
    from assistant.state import State
    from assistant.web import create_app

    state = State.open(data)
    admission = _admission(state, providers) if demanded else None
    return create_app(
        assistant,
        data=data,
        state=state,
        hosts=hosts,
        admission=admission,
        providers=providers,
        questions_of=questions_of(assistant.library),
        address=outside,
    )


def _admission(state: State, providers: Sequence[Provider]) -> Admission:
    """Admission, with the sessions over that today's providers would not give."""
    from assistant.state.admission import Admission

    admission = Admission.over(state)
    admission.sessions.end_other_grounds(frozenset(provider.grounds for provider in providers))
    return admission


def _own_names(host: str) -> tuple[str, ...]:
    """The address itself as a name, unless it stands for every address of the machine."""
    return () if host in ("", "0.0.0.0", "::") else (host,)


def _listening(host: str, port: int) -> socket.socket:
    """A bound socket, before anything slow is done. Raises BadInput where the port is taken."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise BadInput(
            f"The assistant can't listen on {host}, port {port} ({error.strerror}).",
            "Stop what uses the port, or name another one with --port.",
        ) from error
    return listener


def _announce(address: str, open_page: bool, demanded: bool, outside: str) -> None:
    say(f"The policy assistant is at {address} (Ctrl-C stops it).", style="bold")
    if demanded:
        say(f"Sign-in is asked for{f'; other machines reach it at {outside}/' if outside else ''}.")
    if outside.startswith("http:"):
        say("They come unencrypted and can't sign in: they get what is open to everybody, such as joining a session.")
    if open_page:
        webbrowser.open(address)


def _run(app: FastAPI, listener: socket.socket, proxies: Sequence[str], when_ready: Callable[[], None]) -> None:
    import uvicorn

    class Announcing(uvicorn.Server):
        """A server that says when it answers, and lets those who follow a session go before it stops."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                when_ready()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            await app.state.hub.close()
            await super().shutdown(sockets)

    Announcing(server_settings(app, proxies)).run(sockets=[listener])
