"""The command that serves the web app: the staff page, the policy pages and the API. The home of uvicorn."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.adding import synchronise, tell
from assistant.commands.options import DEFAULT_DATA, Data, create, opened
from assistant.commands.terminal import say
from assistant.errors import BadInput

if TYPE_CHECKING:
    from fastapi import FastAPI


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address of this machine to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8080,
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
    index_first: Annotated[
        bool, typer.Option("--index", help="Index the project's corpus first, if nothing is indexed yet.")
    ] = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Serve the staff page, the policies and the API until Ctrl-C.

    Example: policy-assistant serve --port 8000 --open
    """
    _require_loopback(host)
    with _listening(host, port) as listener:
        assistant = create(context, data) if index_first else opened(context, data)
        if index_first and not assistant.library.shelf.organisations():
            say("First start: indexing the policies in corpus/.")
            tell(synchronise(assistant.library, None))
        # Here, not at the top: gradio alone takes two seconds to import.
        from assistant.web import create_app

        app = create_app(assistant, data=data)
        threading.Thread(target=assistant.warm_up, daemon=True).start()
        address = f"http://{host}:{listener.getsockname()[1]}/"
        _run(app, listener, lambda: _announce(address, open_page))


def _require_loopback(host: str) -> None:
    """The staff page has no log-in yet, so only this machine may reach it. Raises BadInput."""
    from assistant.web.security import require_loopback

    require_loopback(host)


def _listening(host: str, port: int) -> socket.socket:
    """A bound socket, before anything slow is done. Raises BadInput where the port is taken."""
    listener = socket.socket()
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


def _announce(address: str, open_page: bool) -> None:
    say(f"The policy assistant is at {address} (Ctrl-C stops it).", style="bold")
    if open_page:
        webbrowser.open(address)


def _run(app: FastAPI, listener: socket.socket, when_ready: Callable[[], None]) -> None:
    import uvicorn

    class Announcing(uvicorn.Server):
        """A server that says when it answers."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                when_ready()

    config = uvicorn.Config(app, log_level="warning", server_header=False, proxy_headers=False)
    Announcing(config).run(sockets=[listener])
