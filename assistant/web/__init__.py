"""The web app: staff page, policy pages and HTTP interface over one assistant."""

from __future__ import annotations

from assistant.web.server import create_app

__all__ = ["create_app"]
