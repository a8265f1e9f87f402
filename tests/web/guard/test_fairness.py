"""One client does not take the places, the memory, the connections or the turns of the others."""

from __future__ import annotations

import asyncio
import json
import socket
from contextlib import ExitStack

import httpx
import lane_tasks
import pytest
from raw_requests import head, sent, status
from test_lanes import lanes_of

from web.fair import CLIENT, Turns
from web.guard.limits import Held
from web.problems import ProblemError


def test_clients_take_turns():
    turns = Turns()
    for client, one in [("a", "a1"), ("a", "a2"), ("a", "a3"), ("b", "b1"), ("a", "a4")]:
        turns.put(client, one)
    turns.drop("a", "a2")
    assert [turns.get(0) for _ in range(5)] == ["a1", "b1", "a3", "a4", None]


def test_one_client_leaves_places_for_others_and_who_goes_leaves_nothing_behind(tmp_path):
    with lanes_of(tmp_path, waiting=8, text_seconds=30.0) as lanes:

        async def run(client, task, *args):
            CLIENT.set(client)
            return await lanes.texts.run(task, *args)

        async def crowd():
            held = asyncio.create_task(run("a", lane_tasks.hang))
            await asyncio.sleep(0.2)
            waiting = [asyncio.create_task(run("a", lane_tasks.echo, "lời")) for _ in range(3)]
            await asyncio.sleep(0.2)
            with pytest.raises(ProblemError) as busy:
                await run("a", lane_tasks.echo, 1)
            other = asyncio.create_task(run("b", lane_tasks.echo, 1))
            await asyncio.sleep(0.1)
            assert not other.done()
            assert lanes.texts.waiting == 5
            for task in (*waiting, other):
                task.cancel()
            await asyncio.gather(other, *waiting, return_exceptions=True)
            assert lanes.texts.crew.queue.get(0) is None
            assert lanes.texts.waiting == 1
            held.cancel()
            await asyncio.gather(held, return_exceptions=True)
            return busy.value.slug

        assert asyncio.run(crowd()) == "busy"
        assert lanes.texts.waiting == 0


def test_one_client_has_half_of_the_memory_for_bodies():
    held = Held(100)
    assert held.take("a", 50)
    assert not held.take("a", 1)
    assert held.take("b", 49)
    held.give_back("a", 51)
    assert held.take("a", 50)


def test_one_client_has_so_many_connections_and_again_when_they_are_closed(start):
    server = start(limits={"connections": 5})

    def opened(stack):
        one = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20))
        one.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        try:
            return status(one.recv(65536))
        except ConnectionResetError:
            return 0

    with ExitStack() as stack:
        seen = [opened(stack) for _ in range(8)]
    assert seen == [200] * 5 + [0] * 3
    assert httpx.get(f"{server.address}/health").status_code == 200


def test_those_behind_a_proxy_are_not_counted(start):
    server = start(limits={"connections": 1, "proxies": ["127.0.0.1"]})
    with httpx.Client() as one, httpx.Client() as other:
        assert one.get(f"{server.address}/health").status_code == 200
        assert other.get(f"{server.address}/health").status_code == 200


ENDLESS = {
    "header": b"GET /health HTTP/1.1\r\nHost: localhost\r\nX-A: ",
    "trailer": head("Transfer-Encoding: chunked") + b"2\r\n{}\r\n0\r\nX-A: ",
}


@pytest.mark.parametrize("start_of", ENDLESS.values(), ids=ENDLESS)
def test_a_header_or_trailer_without_end_ends_the_connection(server, start_of):
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as one:
        one.sendall(start_of)
        with pytest.raises((ConnectionResetError, BrokenPipeError)):
            one.sendall(b"a" * 20_000_000)
    assert httpx.get(f"{server.address}/health").status_code == 200


def test_bytes_that_come_fast_are_no_credit_for_hours(start):
    server = start(limits={"patience": 1.0, "pace": 1000})
    body = b" " * 500_000
    assert status(sent(server.port, head("Content-Length: 600000"), body)) == 408


def test_who_signs_in_sends_little(start):
    server = start("--token", "mot-ma-truy-cap-2090")
    answer = httpx.post(f"{server.address}/sign-in", data={"token": "a" * 9000})
    assert answer.status_code == 413


def test_faults_without_end_are_told_shortly(server):
    many = json.dumps({"text": "a", **{f"x{n}": 1 for n in range(200_000)}})
    some = json.dumps({"text": "a", **{"y" * 5000 + str(n): 1 for n in range(50)}})
    for body in (many, some):
        kind = {"content-type": "application/json"}
        answer = httpx.post(f"{server.address}/check", content=body, headers=kind, timeout=60)
        assert answer.status_code == 422
        assert len(answer.content) < 20_000
        assert len(answer.json().get("errors", [])) <= 20


def test_a_broken_form_is_not_told_on_stderr(start):
    server = start()
    kind = {"content-type": "multipart/form-data; boundary=e"}
    body = b"--e\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n--e--\r\nmore"
    answer = httpx.post(f"{server.address}/check", content=body, headers=kind)
    assert answer.status_code in (400, 422)
    assert "multipart" not in server.printed()
    assert "Skipping" not in server.printed()
