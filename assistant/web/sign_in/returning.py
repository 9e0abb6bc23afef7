"""Where to go after signing in: a path of this site, and nothing else that a link could smuggle in."""

from __future__ import annotations

from urllib.parse import urlsplit

HOME = "/"


def safe_next(wanted: str) -> str:
    """The path to go to, with its query; the start page for whatever could lead to another site."""
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return HOME
    harmless = wanted.isprintable() and "\\" not in wanted and not parts.scheme and not parts.netloc
    own_path = wanted.startswith("/") and not wanted.startswith("//")
    return wanted if harmless and own_path and not wanted.startswith("/sign-") else HOME
