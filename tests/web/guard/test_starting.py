"""How `viendan serve` begins, refuses to begin, and ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import httpx
import pytest
from real_server import ROOT, environment, running

RIGHT = "nghi-dinh-61-2018"


def told(folder, *options, **more):
    """Run `viendan serve` where it must not begin; return its exit code and what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "cli", "serve", "--port", "0", *options],
        cwd=ROOT,
        env={**environment(folder), **more},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert not done.stdout
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.10"])  # noqa: S104
def test_others_are_let_in_only_with_a_token(tmp_path, host):
    code, said = told(tmp_path, "--host", host)
    assert code == 2
    assert host in said
    assert "--token" in said


@pytest.mark.parametrize("token", ["short", "aaaaaaaaaaaaaaaaaaaa", "mã truy cập rất dài"])
def test_a_token_that_can_be_guessed_is_refused(tmp_path, token):
    code, said = told(tmp_path, "--token", token)
    assert code == 2
    assert token not in said


def test_a_token_of_the_environment_lets_others_in(tmp_path):
    with running(tmp_path, "--host", "0.0.0.0", VIENDAN_TOKEN=RIGHT) as server:  # noqa: S104
        address = f"http://127.0.0.1:{server.port}/ready"
        assert httpx.get(address).status_code == 401
        assert httpx.get(address, headers={"authorization": f"Bearer {RIGHT}"}).status_code == 200


def test_a_port_that_is_taken_is_named(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = told(tmp_path, "--port", str(port))
    assert code == 2
    assert f"127.0.0.1:{port}" in said


def test_a_graph_that_cannot_be_read_is_told(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "instruments.jsonl").write_text("{not a record}\n", encoding="utf-8")
    code, said = told(tmp_path)
    assert code == 2
    assert "instruments.jsonl" in said
    assert not list((tmp_path / "tmp").iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_whole_when_it_is_asked_twice(tmp_path, number):
    with running(tmp_path) as server:
        server.processes()
        os.kill(server.process.pid, number)
        os.kill(server.process.pid, number)
        assert server.process.wait(15) == 0
        assert not list((tmp_path / "tmp").iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_requests_under_way_are_told_that_it_ends(tmp_path):
    long = {"text": "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018; " * 70_000}
    with running(tmp_path) as server, ThreadPoolExecutor() as pool:
        asked = pool.submit(httpx.post, f"{server.address}/check", json=long, timeout=60)
        while 'busy{lane="texts"} 1.0' not in httpx.get(f"{server.address}/metrics").text:
            sleep(0.05)
        assert server.stop() == 0
        answer = asked.result()
        assert answer.status_code in (200, 503)
        assert server.printed().splitlines() == [f"viendan: {server.address}"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_its_processes_end_with_it_when_it_is_killed(tmp_path):
    with running(tmp_path) as server:
        server.processes()
        server.process.kill()
        server.process.wait()
        # `stop` sees to it that nothing is left running; the system has no time for files.
        import psutil

        assert not psutil.wait_procs(server.seen, timeout=10)[1]
        for left in server.left():
            left.unlink()
