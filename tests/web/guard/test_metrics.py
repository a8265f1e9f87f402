"""What a running server tells of itself."""

from __future__ import annotations

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families


def figures(server):
    told = httpx.get(f"{server.address}/metrics").text
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(told)
        for sample in family.samples
    }


def test_it_is_alive_and_ready(server):
    assert httpx.get(f"{server.address}/health").json() == {"status": "ok"}
    told = httpx.get(f"{server.address}/ready").json()
    assert told["processes"] == {"texts": 1, "files": 2, "graph": 2, "sparql": 1}
    assert told["coverage"]["instruments"] > 1000


def test_requests_are_counted_by_route_and_status(server):
    before = figures(server)
    for _ in range(3):
        httpx.post(f"{server.address}/check", json={"text": "Nghị định số 61/2018/NĐ-CP"})
    httpx.get(f"{server.address}/rules/VD201")
    httpx.get(f"{server.address}/một-lối-không-có")
    after = figures(server)

    def more(*key):
        return after.get(key, 0) - before.get(key, 0)

    assert more("viendan_requests_total", "/check", "200", "POST") == 3
    assert more("viendan_requests_total", "/rules/{code}", "200", "GET") == 1
    assert more("viendan_requests_total", "(none)", "404", "GET") == 1
    assert more("viendan_request_seconds_count", "/check") == 3
    assert more("viendan_received_bytes_total") > 50
    assert after["viendan_lane_waiting", "texts"] == 0
    assert after["viendan_lane_processes", "files"] >= 2
    assert after["viendan_lane_processes", "sparql"] == 1


@pytest.mark.parametrize("method", ["GET", "POST", "BREW", "DELETE"])
def test_nobody_makes_the_figures_grow(server, method):
    for number in range(20):
        httpx.request(method, f"{server.address}/lối/{number}")
    assert not [key for key in figures(server) if any("lối" in str(part) for part in key)]
