"""A Dask scheduler and its workers as real processes, for the tests that hand work to them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
_SECONDS = 60


class Running:
    """A scheduler and workers, each a process started here and ended by its id."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder, self.settings, self.processes = folder, settings, []
        said = folder / "scheduler.json"
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(said)
        )
        self._until(lambda: said.exists() and said.read_bytes().endswith(b"}"))
        self.address = json.loads(said.read_bytes())["address"]

    def worker(self, *options: str, wait: bool = True) -> subprocess.Popen[bytes]:
        place = self.folder / f"scratch {len(self.processes)}"
        said, log = b"Registered to:", self.folder / "worker.log"
        before = log.read_bytes().count(said) if log.exists() else 0
        process = self._start(
            "worker", self.address, "--host", "127.0.0.1", "--nthreads", "1",
            "--local-directory", str(place), *options,
        )  # fmt: skip
        if wait:
            self._until(lambda: log.read_bytes().count(said) > before)
        return process

    def _start(self, command: str, *options: str) -> subprocess.Popen[bytes]:
        # Only workers find the modules of tests: the scheduler needs nothing of what they run.
        found = [ROOT, ROOT / "tests", ROOT / "tests" / "kg"] if command == "worker" else []
        path = os.pathsep.join(map(str, found))
        environment = {**os.environ, **self.settings, "PYTHONPATH": path}
        words = [sys.executable, "-m", "dask", command, "--no-dashboard", *options]
        with (self.folder / f"{command}.log").open("ab") as log:
            process = subprocess.Popen(words, env=environment, cwd=self.folder, stderr=log)
        self.processes.append(process)
        return process

    def _until(self, done: Callable[[], bool]) -> None:
        for _ in range(_SECONDS * 20):
            if done():
                return
            time.sleep(0.05)
        raise TimeoutError(self.folder)

    def end(self) -> None:
        # The scheduler last: workers that lose it on their way out take their time.
        for some in (self.processes[1:], self.processes[:1]):
            for process in some:
                process.terminate()
            for process in some:
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
