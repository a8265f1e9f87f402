"""What a file can do to the process that reads it; run in processes of lanes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kg.errors import UnreadableError
from web.problems import ProblemError

DRAFT = "lời lẽ của dự thảo"


def echo(tools, words):
    del tools
    return words


def pid(tools):
    del tools
    return os.getpid()


def instruments(tools):
    return len(tools.graph)


def crash(tools):
    del tools
    os.abort()


def leave(tools):
    del tools
    sys.exit(3)


def hang(tools):
    del tools
    time.sleep(1000)


def hang_in_c(tools):
    """Hold the interpreter, so that no handler of a signal runs."""
    del tools
    return sum(1 for _ in [1]) + len(str(10 ** (10**8)))


def hoard(tools):
    del tools
    return len(bytearray(10 * 2**30))


def nest(tools):
    return nest(tools)


def fail(tools):
    del tools
    return {}[DRAFT]


def refuse(tools):
    del tools
    raise UnreadableError(f"x: {DRAFT}. Send another.")


def object_to(tools):
    del tools
    raise ProblemError("conflict", "not now.", near=["61/2018/NĐ-CP"])


def unsendable(tools):
    del tools
    return lambda: None


def litter(tools):
    """Leave files behind."""
    del tools
    handle, name = tempfile.mkstemp()
    os.write(handle, DRAFT.encode())
    os.close(handle)
    Path(tempfile.mkdtemp(), "inner").write_text(DRAFT, encoding="utf-8")
    return name


def start_and_hang(tools, told):
    """Start a program, as a converter is, and wait for it; both write files."""
    del tools
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "draft").write_text(DRAFT, encoding="utf-8")
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"])
        Path(told).write_text(str(child.pid), encoding="utf-8")
        child.wait()
