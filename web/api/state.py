"""Whether the server works, and its figures."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from report.to_json import coverage_json
from web.asked import TheLanes
from web.problems import ProblemError
from web.tasks.tools import Tools

ROUTER = APIRouter(tags=["state"])
_PROMETHEUS = "text/plain; version=1.0.0; charset=utf-8"


@ROUTER.get("/health")
async def health() -> dict[str, str]:
    """Tell that the server answers; asked without a token."""
    return {"status": "ok"}


@ROUTER.get("/ready")
async def ready(lanes: TheLanes) -> dict[str, object]:
    """Tell that every kind of work can be done and the graph read, and what the graph holds.

    Raises:
        ProblemError: some work cannot be done just now.
    """
    processes = {lane.crew.name: lane.processes for lane in lanes.all()}
    if not all(processes.values()):
        raise ProblemError("busy", "processes are being started. Try again.", processes=processes)
    held = await lanes.graph.run(_covers)
    return {"status": "ready", "processes": processes, "coverage": held}


def _covers(tools: Tools) -> dict[str, Any]:
    return coverage_json(tools.graph)


@ROUTER.get("/metrics", response_class=Response)
async def metrics(request: Request) -> Response:
    """Tell figures for Prometheus: requests, seconds, processes; nothing of what was asked."""
    return Response(request.app.state.metrics.text(), media_type=_PROMETHEUS)
