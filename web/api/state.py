"""Whether the server works."""

from __future__ import annotations

from fastapi import APIRouter

ROUTER = APIRouter(tags=["state"])


@ROUTER.get("/health")
async def health() -> dict[str, str]:
    """Tell that the server answers."""
    return {"status": "ok"}
