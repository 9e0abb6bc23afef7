"""Whether the app is up: `/health`, open to everybody."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from assistant.web.ports import Library


def health_router(library: Library) -> APIRouter:
    """Route `/health`."""
    router = APIRouter()

    @router.get("/health", summary="Is the app up?")
    def health() -> dict[str, Any]:
        """Say that the app is up, and how many organisations it serves."""
        return {"status": "ok", "organisations": len(library.organisations())}

    return router
