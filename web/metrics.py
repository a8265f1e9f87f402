"""Figures of a running server for Prometheus; of what was asked they say the route alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import Scope

from web.lanes import Lane, Lanes

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 30, 90)
#: What stands for addresses that no route has.
_NONE = "(none)"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Metrics:
    """Counts of a server."""

    def __init__(self, lanes: Lanes) -> None:
        """Begin to count, in a registry of its own."""
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "viendan_requests",
            "Requests answered; 499: the client did not wait.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "viendan_request_seconds",
            "Seconds from a request to the end of its answer.",
            ("route",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._bytes = Counter(
            "viendan_received_bytes", "Bytes of bodies received.", registry=self._registry
        )
        self._registry.register(_OfLanes(lanes))

    def answered(self, scope: Scope, status: int, seconds: float, size: int) -> None:
        """Count a request."""
        route = getattr(scope.get("route"), "path_format", "") or _NONE
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)
        if size:
            self._bytes.inc(size)

    def text(self) -> bytes:
        """Return all figures as Prometheus reads them."""
        return generate_latest(self._registry)


class _OfLanes(Collector):
    """Reads the figures of the processes that work when they are asked for."""

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes

    def collect(self) -> Iterator[Metric]:
        """Yield what the lanes tell of themselves."""
        figures: tuple[tuple[str, str, Callable[[Lane], int]], ...] = (
            ("waiting", "Tasks without a result.", lambda lane: lane.waiting),
            ("busy", "Processes that work.", lambda lane: lane.busy),
            ("processes", "Processes that can work.", lambda lane: lane.processes),
        )
        for name, told, figure in figures:
            metric = GaugeMetricFamily(f"viendan_lane_{name}", told, labels=("lane",))
            for lane in self._lanes.all():
                metric.add_metric((lane.crew.name,), figure(lane))
            yield metric
        replaced = CounterMetricFamily(
            "viendan_lane_replaced", "Processes replaced.", labels=("lane", "reason")
        )
        for lane in self._lanes.all():
            for reason, count in sorted(lane.replaced.items()):
                replaced.add_metric((lane.crew.name, reason), count)
        yield replaced
