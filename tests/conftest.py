"""Fixtures that several test modules share, and examples that are the same on every machine."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from tests.browsing import chromium

__all__ = ["chromium"]


def pytest_configure() -> None:
    """Hypothesis draws the same examples in every run and gives none of them a time limit."""
    slow = (HealthCheck.too_slow,)
    settings.register_profile("steady", deadline=None, derandomize=True, database=None, suppress_health_check=slow)
    settings.load_profile("steady")
