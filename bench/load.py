"""Load on `viendan serve`, from a second process over loopback; one table.

    .venv/bin/python bench/load.py [closed] [open] [memory] [disturbed] [--seconds 20]

Each request is the check of a 20-page plan: the five plans joined, as `bench/extraction.py` finds
them, with other words, numbers and days in every line, so that no two texts are the same. The
server is started as its users start it, with one process for texts on each core, and is warm.

- closed: 50 users, each sending as soon as it has an answer. The rate, and how long they waited.
- open: 75 requests a second, sent at their time whatever has become of earlier ones; seconds are
  counted from the time at which a request was to be sent.
- memory: 20,000 requests by eight users; resident memory of each process on the way.
- disturbed: open again, while others trickle uploads, send broken files, and files that keep a
  process busy for longer than a request may take.

CPU is told by process: it is the figure to compare where the machine does something else, too.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import monotonic
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from extraction import plans  # noqa: E402 - the checkout comes first on the path
from load_client import Connection, form, request, run  # noqa: E402
from warm_check import variant  # noqa: E402

_USERS, _RATE = 50, 75.0
_REQUESTS, _SHOWN = 20_000, (2_000, 10_000, 20_000)
#: Texts of which each request takes lines.
_VARIANTS = 200
_TICKS = os.sysconf("SC_CLK_TCK")


class Server(NamedTuple):
    """A server that runs."""

    pid: int
    port: int


@contextmanager
def serving() -> Iterator[Server]:
    """Yield a server with the shipped data, and end it."""
    with tempfile.TemporaryDirectory(prefix="viendan-load-") as home:
        variables = {**os.environ, "VIENDAN_HOME": home, "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "cli", "serve", "--port", "0"]
        process = subprocess.Popen(
            command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        try:
            yield Server(process.pid, int(process.stdout.readline().rpartition(":")[2]))
        finally:
            process.terminate()
            process.wait(20)
            process.stdout.close()


class Texts:
    """Requests with texts, of which no two are the same."""

    def __init__(self, path: str = "/check") -> None:
        """Make the lines that requests are put together from."""
        joined, draw = "\n".join(plans()), random.Random(20261122)
        made = [variant(joined, draw).split("\n") for _ in range(_VARIANTS)]
        self.size = len(joined)
        self._lines = [
            [json.dumps(line + "\n", ensure_ascii=False)[1:-1].encode() for line in lines]
            for lines in zip(*made, strict=True)
        ]
        self._path, self._draw = path, draw

    def request(self) -> bytes:
        """Return one more request."""
        text = b"".join(map(self._draw.choice, self._lines))
        return request(self._path, "application/json", b'{"text":"' + text + b'"}')


class Process(NamedTuple):
    """What a process of the server has used: seconds of CPU, resident bytes."""

    name: str
    cpu: float
    memory: float


def processes(server: Server) -> dict[int, Process]:
    """Return the processes of a server; the first is that which takes requests."""
    found = {}
    for pid in (server.pid, *_children(server.pid)):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
            memory = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
        except (OSError, IndexError):
            continue
        cpu = (int(fields[11]) + int(fields[12])) / _TICKS
        name = "front" if pid == server.pid else "works"
        found[pid] = Process(name, cpu, memory * os.sysconf("SC_PAGE_SIZE") / 2**20)
    return found


def _children(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    threads = Path(f"/proc/{pid}/task").iterdir()
    other = [(thread / "children").read_text("ascii") for thread in threads]
    return sorted({int(one) for line in (told, *other) for one in line.split()})


class Seen:
    """What became of requests."""

    def __init__(self) -> None:
        """Begin with none."""
        self.seconds: list[float] = []
        self.statuses: Counter[int] = Counter()
        self.began = monotonic()

    def add(self, status: int, seconds: float) -> None:
        """Count an answer."""
        self.statuses[status] += 1
        self.seconds.append(seconds)

    def told(self) -> str:
        """Return a line of figures."""
        passed = monotonic() - self.began
        cuts = statistics.quantiles(self.seconds, n=1000)
        errors = sum(n for status, n in self.statuses.items() if status != 200)
        parts = (1000 * cuts[place] for place in (499, 949, 989, 998))
        times = "  ".join(f"{name} {t:.0f}" for name, t in zip(_CUTS, parts, strict=True))
        return (
            f"{len(self.seconds) / passed:.1f}/s, {len(self.seconds)} requests, {errors} errors "
            f"{dict(self.statuses)}; ms: {times}  most {1000 * max(self.seconds):.0f}"
        )


_CUTS = ("p50", "p95", "p99", "p99.9")


async def closed(server: Server, texts: Texts, users: int, until: float, most: int = 10**9) -> Seen:
    """Have users send one request after the other."""
    seen = Seen()

    async def user() -> None:
        connection = await Connection.opened(server.port)
        while monotonic() < until and len(seen.seconds) < most:
            sent = texts.request()
            began = monotonic()
            seen.add((await connection.ask(sent)).status, monotonic() - began)
        connection.close()

    await asyncio.gather(*(user() for _ in range(users)))
    return seen


async def opened(server: Server, texts: Texts, rate: float, seconds: float) -> Seen:
    """Send requests at their times."""
    seen, idle = Seen(), [await Connection.opened(server.port) for _ in range(8)]

    async def send(at: float, sent: bytes) -> None:
        connection = idle.pop() if idle else await Connection.opened(server.port)
        status = (await connection.ask(sent)).status
        seen.add(status, monotonic() - at)
        idle.append(connection)

    began, waiting = monotonic(), []
    for number in range(int(rate * seconds)):
        at = began + number / rate
        sent = texts.request()
        await asyncio.sleep(at - monotonic())
        waiting.append(asyncio.create_task(send(at, sent)))
    await asyncio.gather(*waiting)
    for connection in idle:
        connection.close()
    return seen


async def trickle(server: Server, until: float) -> int:
    """Send an upload a few bytes at a time, again and again; return how often it was cut off."""
    cut = 0
    while monotonic() < until:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        sent = request("/check", *form("plan.docx", bytes(10_000_000)))
        place = sent.index(b"\r\n\r\n") + 4
        writer.write(sent[:place])
        while monotonic() < until and not reader.at_eof():
            writer.write(sent[place : place + 50])
            place += 50
            try:
                if await asyncio.wait_for(reader.read(1000), 0.5):
                    cut += 1
                    break
            except TimeoutError:
                continue
            except OSError:
                break
        writer.close()
    return cut


async def hostile(server: Server, files: list[bytes], until: float) -> Counter[int]:
    """Send broken files, and ones that keep a process busy; return the statuses."""
    seen: Counter[int] = Counter()
    while monotonic() < until:
        connection = await Connection.opened(server.port)
        for sent in files:
            if monotonic() < until:
                seen[(await connection.ask(sent)).status] += 1
        connection.close()
    return seen


def hostile_files() -> list[bytes]:
    """Return uploads that nobody can read, or not soon."""
    draw = random.Random(20261122)
    sample = (ROOT / "samples" / "ke-hoach-cchc.docx").read_bytes()
    broken = bytearray(sample)
    for _ in range(50):
        broken[draw.randrange(len(broken))] ^= draw.randrange(1, 256)
    long = ("Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018; " * 400_000).encode()
    files = {
        "cut.docx": sample[: len(sample) // 2],
        "broken.docx": bytes(broken),
        "noise.pdf": b"%PDF-1.7\n" + draw.randbytes(200_000),
        "deep.html": b"<html>" + b"<div>" * 200_000,
        "long.txt": long,
    }
    return [request("/check", *form(name, content)) for name, content in files.items()]


async def measure(name: str, server: Server, texts: Texts, seconds: float) -> None:
    """Measure one thing and print it."""
    before, began = processes(server), monotonic()
    if name == "closed":
        seen = await closed(server, texts, _USERS, began + seconds)
    elif name == "open":
        seen = await opened(server, texts, _RATE, seconds)
    elif name == "disturbed":
        until = began + seconds
        others = [asyncio.create_task(trickle(server, until)) for _ in range(20)]
        files = hostile_files()
        others += [asyncio.create_task(hostile(server, files, until + 1)) for _ in range(4)]
        seen = await opened(server, texts, _RATE / 2, seconds)
        print(f"  others: {[other.result() for other in others if other.done()]}")
        for other in others:
            other.cancel()
    else:
        seen = Seen()
        for most in _SHOWN:
            some = await closed(server, texts, 8, began + 10**6, most - len(seen.seconds))
            seen.seconds += some.seconds
            seen.statuses += some.statuses
            held = [f"{one.memory:.0f}" for one in processes(server).values()]
            print(f"  resident MB after {len(seen.seconds):,}: {' '.join(held)}", flush=True)
    passed = monotonic() - began
    print(f"{name:10} {seen.told()}")
    used = {
        pid: one.cpu - before[pid].cpu for pid, one in processes(server).items() if pid in before
    }
    front, works = used.pop(server.pid), sum(used.values())
    each = 1000 / len(seen.seconds)
    print(
        f"  CPU ms a request: front {each * front:.2f}, works {each * works:.2f}; "
        f"cores used {(front + works) / passed:.2f}; by process "
        + " ".join(f"{share / passed:.2f}" for share in (front, *used.values()) if share > 0.005)
    )


async def main(names: list[str], seconds: float) -> None:
    """Measure what was asked for."""
    texts = Texts()
    print(f"texts of {texts.size:,} code points; {os.cpu_count()} cores", flush=True)
    for name in names:
        with serving() as server:
            await closed(server, texts, 4, monotonic() + 3)
            await measure(name, server, texts, seconds)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Load on viendan serve.")
    parser.add_argument("names", nargs="*", default=["closed", "open", "disturbed", "memory"])
    parser.add_argument("--seconds", type=float, default=20)
    given = parser.parse_args()
    run(partial(main, given.names, given.seconds))
