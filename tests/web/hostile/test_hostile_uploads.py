"""A thousand malformed and hostile uploads: each gets a clear 4xx, and the server stays up."""

from __future__ import annotations

import asyncio
import re
import socketserver
import threading
from collections import Counter

import httpx
import psutil
import pytest
from hostile_files import readable, unreadable
from hostile_packages import WORDS

COUNT = 1000
_AT_ONCE = 6


class Trap(socketserver.ThreadingTCPServer):
    """Counts whoever connects."""

    asked = 0

    def process_request(self, request, client_address):
        self.asked += 1
        self.shutdown_request(request)


@pytest.fixture(scope="module")
def trap():
    with Trap(("127.0.0.1", 0), socketserver.BaseRequestHandler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def target(start):
    return start()


async def answers(server, uploads):
    """Yield what the server says to each upload, several at a time, with checks in between."""
    among = {"text": WORDS}
    room = asyncio.Semaphore(_AT_ONCE)
    async with httpx.AsyncClient(base_url=server.address, timeout=120) as client:

        async def send(number, upload):
            async with room:
                files = {"file": (upload.name, upload.content)}
                told = await client.post("/check", files=files)
                if number % 25 == 0:
                    usual = await client.post("/check", json=among)
                    assert usual.status_code == 200
                return upload, told

        waiting = [send(number, upload) for number, upload in enumerate(uploads)]
        return await asyncio.gather(*waiting)


def test_each_is_refused_in_clear_words(target, trap):
    before = psutil.Process(target.process.pid).create_time()
    address = f"http://127.0.0.1:{trap.server_address[1]}/x"
    seen = asyncio.run(answers(target, unreadable(COUNT, address)))
    assert len(seen) == COUNT
    wrong = [
        (upload.name, upload.harm, told.status_code, told.text[:300])
        for upload, told in seen
        if not 400 <= told.status_code < 500
        or told.headers["content-type"] != "application/problem+json"
        or len(told.json()["detail"]) < 20
        or re.search(r"Traceback|/work/|site-packages|root:", told.text)
    ]
    counted = Counter((upload.harm, told.status_code) for upload, told in seen)
    assert not wrong, (len(wrong), wrong[:20], counted)
    assert trap.asked == 0
    assert not target.left()
    assert psutil.Process(target.process.pid).create_time() == before
    assert "fault of the program" not in target.printed()


def test_what_can_be_read_is_read_for_what_it_is(target):
    for upload, told in asyncio.run(answers(target, readable())):
        assert told.status_code == 200, (upload.name[:40], told.text[:300])
        assert told.headers["content-type"] == "application/json"
        found = told.json()
        assert found["document"]["kind"] in ("txt", "md", "html")
        assert any("61/2018/NĐ-CP" in str(one) for one in found["citations"])
        assert not re.search(r"[\x00-\x1f\u202a-\u202e/\\]", found["document"]["path"])
    assert not target.left()
