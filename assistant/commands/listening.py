"""Where `serve` listens, its socket, and the server that answers on it until Ctrl-C. The home of uvicorn."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import BadInput
from assistant.reach import LOOPBACK_HOSTS, address_for_others, only_here

if TYPE_CHECKING:
    from fastapi import FastAPI
    from uvicorn import Config

SHUTDOWN_S = 3
"""Seconds that Ctrl-C waits for open connections: those of a live session never end by themselves."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where the app listens, the names it answers to, and the proxies whose word counts."""

    host: str
    names: tuple[str, ...]
    proxies: tuple[str, ...]

    @property
    def for_others(self) -> bool:
        """Whether other machines can reach it."""
        return bool(self.proxies) or not only_here(self.host, self.names)

    @property
    def own_names(self) -> tuple[str, ...]:
        """The address itself as a name, unless it stands for every address of the machine."""
        return () if self.host in ("", "0.0.0.0", "::") else (self.host,)

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host name that a request may bear."""
        return (*LOOPBACK_HOSTS, *self.own_names, *self.names)

    def here(self, bound: int) -> str:
        """The address of this machine's own browser, at the port that was bound."""
        return f"http://{self.host if self.own_names else '127.0.0.1'}:{bound}/"

    def outside(self, bound: int) -> str:
        """The origin by which other machines reach it; "" where none does."""
        return address_for_others(self.host, bound, self.names, self.proxies)


def listening(host: str, port: int) -> socket.socket:
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


def server_settings(app: FastAPI, proxies: Sequence[str]) -> Config:
    """How uvicorn serves: whom a request is from, and whether over HTTPS, is believed of the proxies named alone."""
    import uvicorn

    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,  # an address may hold what somebody typed
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        timeout_graceful_shutdown=SHUTDOWN_S,
    )


def run(app: FastAPI, listener: socket.socket, proxies: Sequence[str], when_ready: Callable[[], None]) -> None:
    """Serve the app until Ctrl-C; `when_ready` is called once it answers."""
    import uvicorn

    class Announcing(uvicorn.Server):
        """A server that says when it answers, and lets those who follow a session go before it stops."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                when_ready()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            hub = getattr(app.state, "hub", None)  # the public app leads no session
            if hub:
                await hub.close()
            await super().shutdown(sockets)

    Announcing(server_settings(app, proxies)).run(sockets=[listener])
