"""From where a server may be asked: by its own names, and by its own pages."""

from __future__ import annotations

import httpx
import pytest

DRAFT = {"text": "Căn cứ Nghị định số 61/2018/NĐ-CP;"}


def post(server, **headers):
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.post(f"{server.address}/check", json=DRAFT, headers=sent)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:{port}", "127.0.0.1:{port}", "[::1]:80"])
def test_names_of_this_machine_are_known(server, host):
    asked = {"host": host.format(port=server.port)}
    assert httpx.get(f"{server.address}/health", headers=asked).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:{port}", "127.0.0.1.evil.example", "", "10.0.0.1", "["),
        *("@", "127.0.0.1:x@evil.example", "127.0.0.1:80@evil.example", "localhost:x", "[::1]evil"),
    ],
)
def test_a_name_that_others_point_here_is_refused(server, host):
    asked = {"host": host.format(port=server.port)}
    answer = httpx.get(f"{server.address}/health", headers=asked)
    assert answer.status_code in (400, 403)
    assert b"ok" not in answer.content


def test_names_that_are_given_are_known(start):
    address = start("--name", "phap-che.tinh.gov.vn").address
    for host, status in {"phap-che.tinh.gov.vn:8000": 200, "tinh.gov.vn": 403}.items():
        assert httpx.get(f"{address}/health", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec_fetch_site": "same-origin", "origin": "https://evil.example"},
    ],
)
def test_a_page_of_another_site_cannot_send(server, headers):
    answer = post(server, **headers)
    assert answer.status_code == 403
    assert answer.json()["type"] == "/problems/forbidden"


def test_own_pages_and_programs_can_send(server):
    assert post(server).status_code == 200
    assert post(server, sec_fetch_site="same-origin", origin=server.address).status_code == 200
    assert post(server, origin=server.address).status_code == 200


def test_no_other_site_is_allowed_to_read(server):
    asked = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    for answer in (
        httpx.options(f"{server.address}/check", headers=asked),
        httpx.get(f"{server.address}/health", headers=asked),
    ):
        assert not any(name.startswith("access-control") for name in answer.headers)


def asked_from(server, site, mode, path):
    told = {"sec-fetch-site": site, "sec-fetch-mode": mode}
    return httpx.get(f"{server.address}{path}", headers=told).status_code


SPARQL = "/sparql?query=ASK%7B%7D"


@pytest.mark.parametrize("path", ["/instruments?q=61", "/query", SPARQL])
def test_a_page_of_another_site_has_nothing_worked_out(server, path):
    for mode in ("no-cors", "cors"):
        assert asked_from(server, "cross-site", mode, path) == 403
    assert asked_from(server, "same-origin", "cors", path) == 200
    assert asked_from(server, "none", "navigate", path) == 200


def test_a_link_on_another_site_leads_here_but_runs_no_query(server):
    assert asked_from(server, "cross-site", "navigate", "/look-up?q=61") == 200
    assert asked_from(server, "cross-site", "navigate", SPARQL) == 403
