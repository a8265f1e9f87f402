"""A method that an address does not take: the answer names those that it takes, of all routes."""

from __future__ import annotations

import httpx
import pytest

_IRI = "/akn/vn/act/nghi-dinh/chinh-phu/2018-04-23/61-2018-nd-cp"


@pytest.mark.parametrize(
    ("method", "path", "taken"),
    [
        ("DELETE", "/sparql", "GET, POST"),
        ("PUT", "/audits/không-có", "DELETE, GET"),
        ("POST", "/audits/không-có", "DELETE, GET"),
        ("GET", "/audits", "POST"),
        ("PATCH", "/sign-in", "GET, POST"),
        ("GET", "/check", "POST"),
        ("TRACE", "/check", "POST"),
        ("DELETE", _IRI, "GET"),
        ("POST", "/static/app.css", "GET, HEAD"),
        ("DELETE", "/folders", "GET, POST"),
    ],
)
def test_the_answer_names_the_methods_taken(server, method, path, taken):
    got = httpx.request(method, f"{server.address}{path}")
    assert (got.status_code, got.headers["allow"]) == (405, taken)
    assert got.json()["type"] == "/problems/method"
