"""The acceptance measurements of the store on generated graphs, each beside its target.

    python -m bench.scale [--size 200000/1200000] [--size 1000000/6000000] [--queries 500]

For each size: building the file and asking the questions, each in a process of its own, and
`viendan show NUMBER` as a user starts it, the graph being the user's own data.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench.engines.questions import Questions, draw
from bench.graphs import write
from kg.store.files import INSTRUMENTS

ROOT = Path(__file__).resolve().parents[1]
SIZES = ("200000/1200000", "1000000/6000000")
_LARGE = 1_000_000
_QUESTIONS = {
    "by number": 0.1,
    "implements": 0.05,
    "lineage": 0.3,
    "1,000 statuses": 5.0,
    "path": 5.0,
    "near number": 0.2,
    "title": 1.0,
}
_BUILD = """\
import sys, time
from pathlib import Path
from bench.peak import peak_mb
from kg.store.sqlite.build import build
begun = time.perf_counter()
build(Path(sys.argv[1]), [Path(sys.argv[2])])
print(time.perf_counter() - begun, peak_mb())
"""
_MAIN = "from cli import main; main()"


class Line(NamedTuple):
    """One line of the result: what, its value, its target if it has one, and what else to know."""

    what: str
    value: float
    unit: str
    target: float | None = None
    beside: str = ""

    @property
    def missed(self) -> bool:
        """Whether it has a target and misses it."""
        return self.target is not None and self.value > self.target

    def __str__(self) -> str:
        """Return the line as a row of Markdown."""
        verdict = target = ""
        if self.target is not None:
            target = f"≤ {self.target:g} {self.unit}"
            verdict = "missed" if self.missed else "ok"
        return (
            f"| {self.what} | {self.value:.3g} {self.unit} | {self.beside} | {target} | {verdict} |"
        )


def measure(folder: Path, work: Path, *, queries: int, runs: int) -> Iterator[Line]:
    """Yield all measurements of the graph in a folder."""
    large = _lines(folder / INSTRUMENTS) >= _LARGE
    yield from _building(folder, work, large=large)
    questions = work / "questions.json"
    asked = draw(folder, queries)
    asked.write(questions)
    arguments = ["ask", "sqlite", str(folder), str(work), str(questions)]
    done = _run([sys.executable, "-m", "bench.engines.child", *arguments])
    result: dict[str, Any] = json.loads(done.stdout)
    for question, target in _QUESTIONS.items():
        answer = result["answers"][question]
        times = sorted(answer["ms"])
        beside = (
            f"p95 {times[int(0.95 * len(times))]:.3g}, CPU {statistics.median(answer['cpu']):.3g}, "
            f"{len(times)} asked"
        )
        goal = None if large else target
        yield Line(question, statistics.median(times), "ms", goal, beside)
    yield Line("resident while asked", result["rss"], "MB", 500 if large else 120)
    yield from _cold(folder, work, asked, runs)


def _building(folder: Path, work: Path, *, large: bool) -> Iterator[Line]:
    file = work / "graph.sqlite"
    told = _run([sys.executable, "-c", _BUILD, str(file), str(folder)]).stdout
    seconds, peak = map(float, told.split())
    yield Line("build", seconds, "s", 150 if large else None)
    yield Line("peak of the build", peak, "MB", 1536 if large else None)
    yield Line("file", file.stat().st_size / 1e6, "MB")


def _cold(folder: Path, work: Path, asked: Questions, runs: int) -> Iterator[Line]:
    """Yield the time of the command for as many numbers as runs; the first use compiles."""
    script = Path(sys.executable).with_name("viendan")
    start = [str(script)] if script.is_file() else [sys.executable, "-c", _MAIN]
    cache = str(work / "cache")
    home = {"VIENDAN_HOME": str(folder), "XDG_CACHE_HOME": cache, "LOCALAPPDATA": cache}
    numbers = asked.numbers[: runs + 2]
    times = []
    for number in numbers:
        begun = time.perf_counter()
        _run([*start, "show", number], {**os.environ, **home})
        times.append(time.perf_counter() - begun)
    yield Line("first viendan show, which compiles", times[0], "s")
    shown = sorted(1000 * seconds for seconds in times[2:])
    beside = f"{shown[0]:.0f} to {shown[-1]:.0f}, {len(shown)} runs"
    yield Line("cold viendan show NUMBER", statistics.median(shown), "ms", 120, beside)


def _run(command: list[str], env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)[:300]}: exit code {done.returncode}\n{done.stderr[-2000:]}")
    return done


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)


def main() -> int:
    """Measure the sizes asked for; 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--size", action="append", help="instruments/relations; may be repeated")
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--folder", type=Path, help="a graph that is there already, for one size")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    missed = [_one(size, options) for size in options.size or SIZES]
    return int(any(missed))


def _one(size: str, options: argparse.Namespace) -> bool:
    instruments, relations = map(int, size.split("/"))
    with tempfile.TemporaryDirectory(prefix="viendan scale ") as scratch:
        folder = options.folder or Path(scratch) / "graph"
        if not options.folder:
            write(folder, instruments, relations)
        work = Path(scratch) / "work"
        work.mkdir()
        print(f"\n{size} instruments/relations\n\n| | median | | target | |\n|---|---|---|---|---|")
        missed = False
        for line in measure(folder, work, queries=options.queries, runs=options.runs):
            print(line, flush=True)
            missed |= line.missed
    return missed


if __name__ == "__main__":
    sys.exit(main())
