"""A real server in a process of its own, as users start it, and what it leaves behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[2]
_READY = "viendan: http"
_START, _END = 90.0, 20.0
_LIMITED = Path(__file__).with_name("limited_server.py")


@dataclass
class RealServer:
    """A server that runs.

    Attributes:
        address: ``http://127.0.0.1:PORT``.
        process: of the server; its own processes are ``processes()``.
        folder: has ``tmp`` (temporary files of the server), ``home``, ``out`` and ``err``.
    """

    address: str
    process: subprocess.Popen[bytes]
    folder: Path
    seen: set[psutil.Process] = field(default_factory=set)

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def printed(self) -> str:
        """Return what it has written to stdout and stderr."""
        return "".join(
            (self.folder / name).read_text(encoding="utf-8", errors="replace")
            for name in ("out", "err")
        )

    def left(self) -> list[Path]:
        """Return the files that are in its temporary folder, but for locks."""
        found = (self.folder / "tmp").rglob("*")
        return sorted(p for p in found if p.is_file() and not p.name.startswith("server.lock"))

    def processes(self) -> list[psutil.Process]:
        """Return all processes below that of the server."""
        found = psutil.Process(self.process.pid).children(recursive=True)
        self.seen.update(found)
        return found

    def stop(self) -> int:
        """Ask it to end, and fail where it does not, or leaves processes or files."""
        if self.process.poll() is None:
            self.processes()
            self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(_END)
        gone, alive = psutil.wait_procs(self.seen, timeout=5)
        del gone
        assert not alive, f"left behind: {[one.cmdline() for one in alive]}"
        assert not self.left()
        return code


def environment(folder: Path) -> dict[str, str]:
    """Return an environment with folders of its own; the compiled graph is shared."""
    for name in ("tmp", "home"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    own = {"TMPDIR": "tmp", "TEMP": "tmp", "TMP": "tmp", "VIENDAN_HOME": "home"}
    places = {name: str(folder / place) for name, place in own.items()}
    return {**os.environ, **places, "PYTHONUNBUFFERED": "1"}


@contextmanager
def running(
    folder: Path, *options: str, limits: dict[str, Any] | None = None, **more: str
) -> Iterator[RealServer]:
    """Yield a server that is ready, and stop it.

    Args:
        folder: for its files; see ``RealServer``.
        options: of ``viendan serve``.
        limits: members of ``web.settings.Limits`` that differ, which no option sets.
        more: variables of its environment.
    """
    starter = ["-m", "cli", "serve"] if limits is None else [str(_LIMITED), json.dumps(limits)]
    # One process for texts is enough, unless a test wants more.
    command = [sys.executable, *starter, "--port", "0", "--processes", "1", *options]
    variables = {**environment(folder), **more}
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        process = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=out, stderr=err)
    server = RealServer("", process, folder)
    try:
        server.address = _address(server)
        yield server
        server.stop()
    finally:
        _end(server)


def _address(server: RealServer) -> str:
    """Wait for the line that tells where it listens."""
    until = monotonic() + _START
    while monotonic() < until:
        told = (server.folder / "out").read_text(encoding="utf-8", errors="replace")
        for line in told.splitlines():
            if line.startswith(_READY):
                return line.removeprefix("viendan: ").strip()
        if server.process.poll() is not None:
            raise AssertionError(f"ended with {server.process.returncode}: {server.printed()}")
        sleep(0.05)
    raise AssertionError(f"not ready: {server.printed()}")


def _end(server: RealServer) -> None:
    """Leave nothing running, also where a test has failed."""
    if server.process.poll() is None:
        server.processes()
        server.process.kill()
        server.process.wait()
    for process in server.seen:
        if process.is_running():
            process.kill()
