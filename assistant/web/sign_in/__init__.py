"""Signing in and out: by name and password, or with a provider that the school trusts; one's own account."""

from __future__ import annotations

from assistant.web.sign_in.router import sign_in_router

__all__ = ["sign_in_router"]
