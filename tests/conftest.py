"""Fixtures that several test modules share."""

from __future__ import annotations

from tests.browsing import chromium

__all__ = ["chromium"]
