"""A throw-away Neo4j Community server on a free port of 127.0.0.1, without the official scripts."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import neo4j
from neo4j_install import library

_UP_WITHIN = 240.0
_DOWN_WITHIN = 30.0
_NEEDED_JAVA = 17
_MAIN = "org.neo4j.server.CommunityEntryPoint"
_ADMIN = "org.neo4j.cli.AdminTool"
#: For a server that lives for seconds: it starts twice as fast and runs slower later on.
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
LONG_LIVED = ("-XX:+UseParallelGC",)
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
_CONF = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled={auth}
server.memory.pagecache.size={pagecache}
dbms.usage_report.enabled=false
"""


def unavailable() -> str | None:
    """Return why no server can be started here; ``None`` where one can."""
    if not library().is_dir():
        return f"no Neo4j in {library()}: run python tests/stores/neo4j_install.py"
    java = shutil.which("java")
    if java is None:
        return "Neo4j needs Java: install default-jre-headless"
    asked = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    told = asked.stderr
    found = re.search(r'version "(\d+)', told)
    if found is None or int(found[1]) < _NEEDED_JAVA:
        return f"Neo4j needs Java {_NEEDED_JAVA} or later: {told.splitlines()[:1]}"
    return None


class Neo4jServer:
    """A server with a home of its own; ``with`` starts it and takes it away again.

    Attributes:
        uri: where it answers, known before it runs.
    """

    def __init__(
        self,
        *,
        password: str | None = None,
        heap: str = "512m",
        pagecache: str = "128m",
        jvm: tuple[str, ...] = QUICK,
    ) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="viendan neo4j ")
        self.home = Path(self._scratch.name)
        self._jvm = (f"-Xmx{heap}", *jvm)
        self._password = password
        self._process: subprocess.Popen[bytes] | None = None
        port = _free_port()
        self.uri = f"bolt://127.0.0.1:{port}"
        (self.home / "conf").mkdir()
        settings = _CONF.format(port=port, auth=str(bool(password)).lower(), pagecache=pagecache)
        (self.home / "conf" / "neo4j.conf").write_text(settings, encoding="utf-8")

    def admin(self, *arguments: str, folder: Path | None = None) -> str:
        """Run ``neo4j-admin`` in a folder, the server being down; return what it prints."""
        done = subprocess.run(
            [*self._java(), _ADMIN, *arguments],
            env={**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")},
            cwd=folder or self.home,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> Self:
        """Start the server and wait until it answers."""
        if self._password:
            self.admin("dbms", "set-initial-password", self._password)
        home = [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}", "--console-mode"]
        with (self.home / "console.log").open("wb") as log:
            self._process = subprocess.Popen(
                [*self._java(), _MAIN, *home], stdout=log, stderr=subprocess.STDOUT
            )
        self._wait(self._process)
        return self

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        auth = ("neo4j", self._password) if self._password else None
        until = time.monotonic() + _UP_WITHIN
        with neo4j.GraphDatabase.driver(self.uri, auth=auth) as driver:
            while process.poll() is None and time.monotonic() < until:
                try:
                    driver.verify_connectivity()
                except neo4j.exceptions.ServiceUnavailable:
                    time.sleep(0.25)
                else:
                    return
        self.stop()
        log = (self.home / "console.log").read_text(encoding="utf-8", errors="replace")
        raise RuntimeError(f"Neo4j did not start:\n{log[-4000:]}")

    def stop(self) -> None:
        """Stop the server; its home stays."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(_DOWN_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _java(self) -> list[str]:
        opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED]
        options = ["-Dlog4j2.disable.jmx=true", "-Dfile.encoding=UTF-8"]
        java = shutil.which("java") or "java"
        return [java, *self._jvm, *options, *opened, "-cp", f"{library()}{os.sep}*"]

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Nothing of the home is wanted any more, so there is no need to wait for a clean stop.
        if self._process is not None:
            self._process.kill()
        self.stop()
        self._scratch.cleanup()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
