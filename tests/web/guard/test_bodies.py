"""Bodies and headers that are too large, too slow, too many, or not what they say."""

from __future__ import annotations

import json
import time

import httpx
import pytest
from raw_requests import head, sent, status

DRAFT = json.dumps({"text": "Căn cứ Nghị định số 61/2018/NĐ-CP;"}).encode()
LIMITS = {
    "text": 100_000,
    "upload": 300_000,
    "archive": 500_000,
    "patience": 1.0,
    "pace": 1000,
    "held": 3_000_000,
}


@pytest.fixture(scope="module")
def small(start):
    return start(limits=LIMITS)


def upload(server, size, path="/check"):
    files = {"file": ("x.txt", b"a" * size)}
    return httpx.post(f"{server.address}{path}", files=files, timeout=60)


def test_a_text_of_the_size_is_taken_and_a_larger_one_is_not(small):
    fits = {"text": "a" * 99_000}
    assert httpx.post(f"{small.address}/check", json=fits, timeout=60).status_code == 200
    answer = httpx.post(f"{small.address}/check", json={"text": "a" * 100_001})
    assert answer.status_code == 413
    assert answer.json()["type"] == "/problems/too-large"
    assert "100,000" in answer.json()["detail"]


def test_files_have_a_size_of_their_own(small):
    assert upload(small, 290_000).status_code == 200
    assert upload(small, 300_000 + 2**20).status_code == 413


def test_archives_have_a_size_of_their_own(small):
    assert upload(small, 2_000_000, "/audits").status_code == 413


def test_what_comes_counts_and_not_what_was_declared(small):
    chunk = b"10000\r\n" + b"a" * 65536 + b"\r\n"
    answer = sent(small.port, head("Transfer-Encoding: chunked"), chunk, chunk, b"0\r\n\r\n")
    assert status(answer) == 413


@pytest.mark.parametrize(
    "lines",
    [
        ("Content-Length: -5",),
        ("Content-Length: 1e3",),
        ("Content-Length: 5", "Content-Length: 50"),
        ("Content-Length: 5", "Transfer-Encoding: chunked"),
        ("Transfer-Encoding: chunked, identity",),
        ("Transfer-Encoding: xchunked",),
    ],
)
def test_lengths_that_can_be_read_in_two_ways_are_refused(small, lines):
    assert status(sent(small.port, head(*lines), b"0\r\n\r\n" + b"a" * 50)) in (400, 411, 501)


def test_a_length_beyond_all_measure_is_refused_before_it_is_waited_for(small):
    answer = sent(small.port, head(f"Content-Length: {10**18}"), b"a" * 1000)
    assert status(answer) == 413


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "gzip, identity"])
def test_compressed_bodies_are_refused(small, encoding):
    answer = httpx.post(
        f"{small.address}/check", content=b"\x1f\x8b", headers={"content-encoding": encoding}
    )
    assert answer.status_code == 415


def test_a_body_that_trickles_is_given_up(small):
    began = time.monotonic()
    answer = sent(small.port, head("Content-Length: 5000"), b"{")
    assert status(answer) == 408
    assert b"/problems/slow" in answer
    assert time.monotonic() - began < 15


def test_bytes_now_and_then_do_not_buy_time(small):
    import socket

    with socket.create_connection(("127.0.0.1", small.port), timeout=30) as connection:
        connection.sendall(head("Content-Length: 5000"))
        connection.settimeout(0.2)
        found = b""
        for _ in range(100):
            connection.sendall(b" ")
            try:
                found = connection.recv(1000)
            except TimeoutError:
                continue
            break
    assert status(found) == 408


def test_headers_that_trickle_are_given_up(small):
    assert sent(small.port, b"GET /health HTTP/1.1\r\nHost: local") == b""
    assert sent(small.port) == b""


@pytest.mark.parametrize(
    "line",
    [f"X: {'a' * 70_000}", "\r\n".join(f"X-{n}: a" for n in range(200))],
    ids=["long", "many"],
)
def test_headers_without_end_are_refused(small, line):
    assert status(sent(small.port, head(line, "Content-Length: 0"))) == 400


def test_an_address_without_end_is_refused(small):
    assert httpx.get(f"{small.address}/health?q={'a' * 20_000}").status_code == 413
    answer = sent(small.port, b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert status(answer) == 400


def test_all_bodies_together_have_a_limit(start):
    server = start(limits={**LIMITS, "held": 200_000, "patience": 20.0})
    import socket

    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as one:
        one.sendall(head("Content-Length: 99000") + b" " * 90_000)
        time.sleep(0.5)
        answer = httpx.post(f"{server.address}/check", json={"text": "a" * 80_000})
        assert answer.status_code == 503
        assert answer.headers["retry-after"]
    for _ in range(50):
        answer = httpx.post(f"{server.address}/check", json={"text": "a" * 80_000}, timeout=60)
        if answer.status_code == 200:
            break
        time.sleep(0.1)
    assert answer.status_code == 200


DEEP = {
    "deep lists": b"[" * 50_000 + b"]" * 50_000,
    "deep objects": b'{"text":' * 10_000 + b"1" + b"}" * 10_000,
    "deep value": b'{"text":"a","issuer":' + b"[" * 40_000 + b"]" * 40_000 + b"}",
    "large number": b'{"text":"a","issuer":' + b"9" * 90_000 + b"}",
    "infinite": b'{"text":"a","issuer":1e999999}',
    "no text": b'{"text":' + b"9" * 90_000 + b"}",
    "half a pair": b'{"text":"\\ud800"}',
    "no UTF-8": b'{"text":"\xff\xfe"}',
    "NUL": b'{"text":"\x00"}',
    "cut": b'{"text":"a',
    "other": b"null",
    "empty": b"",
}


@pytest.mark.parametrize("body", DEEP.values(), ids=DEEP)
@pytest.mark.parametrize("path", ["/check", "/extract"])
def test_json_that_bites_is_refused(small, path, body):
    answer = httpx.post(
        f"{small.address}{path}", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code in (400, 413, 422)
    assert answer.headers["content-type"] == "application/problem+json"


def test_forms_with_too_many_or_too_long_parts_are_refused(small):
    many = {f"f{n}": "a" for n in range(2000)}
    long = (
        b'--e\r\nContent-Disposition: form-data; name="' + b"a" * 20_000 + b'"\r\n\r\n\r\n--e--\r\n'
    )
    kind = {"content-type": "multipart/form-data; boundary=e"}
    for answer in (
        httpx.post(f"{small.address}/check", data=many, files={"file": b"a"}),
        httpx.post(f"{small.address}/check", content=long, headers=kind),
        httpx.post(f"{small.address}/check", content=b"--e\r\n" * 20_000, headers=kind),
        httpx.post(
            f"{small.address}/check", content=b"a", headers={"content-type": "multipart/form-data"}
        ),
    ):
        assert answer.status_code in (400, 413, 415, 422)


def test_one_client_cannot_ask_without_end(start):
    server = start(limits={"rate": 0.5, "burst": 5})
    with httpx.Client(base_url=server.address) as client:
        seen = [client.get("/health").status_code for _ in range(9)]
    assert seen[:4] == [200] * 4
    assert seen[-3:] == [429] * 3


def test_a_connection_is_kept_for_the_next_request_after_a_refusal(small):
    with httpx.Client(base_url=small.address) as client:
        for _ in range(3):
            assert client.post("/check", json={"text": "a" * 100_001}).status_code == 413
            assert client.post("/check", content=DRAFT).status_code in (200, 415)
