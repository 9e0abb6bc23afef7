"""Who can reach the app: this machine alone, or others; and what must stand before others may."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from assistant.errors import BadInput

LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]", "::1")


def is_loopback(host: str) -> bool:
    """Whether an address or host name, with or without a port, means this machine alone."""
    name = _without_port(host)
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def cannot_be_overheard(url: str) -> bool:
    """Whether what is sent to an address is unread on its way: by https, or by http to this machine alone."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host)))


def only_here(host: str, names: Sequence[str]) -> bool:
    """Whether an app that listens on `host` and answers to `names` can be reached from this machine alone."""
    return all(is_loopback(each) for each in (host, *names))


def require_sign_in(host: str, names: Sequence[str], proxies: Sequence[str], can_sign_in: bool) -> None:
    """Raise BadInput unless others who can reach the app would have to sign in, under a name that is known.

    `can_sign_in` tells whether there is an administrator, or a provider that can make one. Without a proxy other
    machines come over plain HTTP, where the gate lets nobody sign in: they get what is open to everybody.
    """
    if not can_sign_in:
        raise BadInput(
            "The app asks for sign-in here, and there is no enabled administrator who could sign in.",
            "Make one with: policy-assistant account add NAME --access admin (or set up a provider in sign-in.yaml).",
        )
    require_name(host, names, proxies)


def require_name(host: str, names: Sequence[str], proxies: Sequence[str]) -> None:
    """Raise BadInput where others can reach the app and nothing says by which name."""
    if not is_loopback(host) and not proxies and not names:
        raise BadInput(
            f"The address “{host}” can be reached from other machines, and no name is given by which they may.",
            "Add it with --host-name NAME: over plain HTTP others then get what is open to everybody, such as a "
            "training session's join page. To let them sign in, serve behind a reverse proxy with HTTPS and name it "
            "with --proxy ADDRESS.",
        )
    if proxies and not names:
        raise BadInput(
            "A proxy is named, and not the host name by which people reach the app through it.",
            "Add it with --host-name, such as --host-name policies.school.example.",
        )


def address_for_others(host: str, port: int, names: Sequence[str], proxies: Sequence[str]) -> str:
    """The origin by which other machines reach the app; "" where none does."""
    if not names or is_loopback(names[0]):
        return ""
    plain = not proxies and not is_loopback(host)
    return f"http://{names[0]}:{port}" if plain else f"https://{names[0]}"


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0] if host.count(":") == 1 else host
