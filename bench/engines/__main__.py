"""Compare engines on one graph and print one table; see ``bench.engines``."""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.engines.engine import ENGINES, Engine, engine
from bench.engines.questions import draw
from bench.engines.table import differences, markdown
from bench.graphs import write
from kg.store.files import INSTRUMENTS, RELATIONS

ROOT = Path(__file__).resolve().parents[2]
_COLD_RUNS = 7
#: What one process may take: building, then asking.
_PATIENCE = 1800.0


def main() -> int:
    """Run all engines, print table and differences; 1 where answers differ."""
    parser = argparse.ArgumentParser(prog="python -m bench.engines", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--work", type=Path, help="where the engines keep their files")
    parser.add_argument("--no-limit", action="store_true", help="rdflib on the whole graph too")
    options = parser.parse_args()
    names = options.engines.split(",")
    with tempfile.TemporaryDirectory(prefix="viendan bench ") as scratch:
        bench = Bench(options.work or Path(scratch), options.queries, limited=not options.no_limit)
        results = {name: bench.measure(name, options.folder) for name in names}
    found = {name: result for name, result in results.items() if result is not None}
    print(
        f"\nPython {platform.python_version()}, {platform.machine()}, {options.queries} queries, "
        "median / 95th percentile, (ratio to the first)\n"
    )
    print(markdown(found, names[0]))
    for name in found:
        if remark := engine(name).remark:
            print(f"\n{engine(name).label}: {remark}.", end="")
    print("\n")
    wrong = list(differences(found, names[0]))
    print("\n".join(f"DIFFERENT: {line}" for line in wrong) or "All compared answers are equal.")
    return int(bool(wrong))


class Bench:
    """Runs engines, each phase in a fresh process."""

    def __init__(self, work: Path, queries: int, *, limited: bool) -> None:
        """Keep files in ``work``; with ``limited`` engines get no graph above their limit."""
        self._work, self._queries, self._limited = work, queries, limited
        self._drawn: dict[Path, Path] = {}

    def measure(self, name: str, folder: Path) -> dict[str, Any] | None:
        """Return all measurements of an engine; ``None`` where it failed, which is printed."""
        kind = engine(name)
        folder = self._within(kind, folder)
        questions = self._questions(folder)
        place = self._work / name
        place.mkdir(parents=True, exist_ok=True)
        asked = [name, str(folder), str(place), str(questions)]
        try:
            with kind.running(place):
                result: dict[str, Any] = {"graph": _size(folder)}
                result["build"] = self._child("build", asked)
                result |= self._child("ask", asked)
                result["cold"] = self._cold(asked)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            print(f"{name}: {error}\n{(error.stderr or b'').decode()[-2000:]}", file=sys.stderr)
            return None
        print(f"{name}: built in {result['build']['seconds']:.1f} s, asked", file=sys.stderr)
        return result

    def _within(self, kind: type[Engine], folder: Path) -> Path:
        """Return the folder, or that of a smaller graph for an engine that cannot hold it."""
        count = _lines(folder / INSTRUMENTS)
        if not self._limited or kind.limit is None or count <= kind.limit:
            return folder
        smaller = self._work / f"graph-{kind.limit}"
        if not smaller.is_dir():
            write(smaller, kind.limit, kind.limit * _lines(folder / RELATIONS) // count)
        return smaller

    def _questions(self, folder: Path) -> Path:
        path = self._drawn.get(folder)
        if path is None:
            path = self._drawn[folder] = self._work / f"questions-{len(self._drawn)}.json"
            draw(folder, self._queries).write(path)
        return path

    def _child(self, phase: str, asked: list[str]) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, "-m", "bench.engines.child", phase, *asked],
            cwd=ROOT,
            capture_output=True,
            check=True,
            timeout=_PATIENCE,
        )
        result: dict[str, Any] = json.loads(done.stdout)
        return result

    def _cold(self, asked: list[str]) -> float:
        times: list[float] = []
        for _ in range(_COLD_RUNS):
            begun = time.perf_counter()
            self._child("cold", asked)
            times.append(1000 * (time.perf_counter() - begun))
            if sum(times) > 1000 * 120:
                break
        return statistics.median(times)


def _size(folder: Path) -> str:
    return f"{_lines(folder / INSTRUMENTS):,} / {_lines(folder / RELATIONS):,}"


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)


if __name__ == "__main__":
    sys.exit(main())
