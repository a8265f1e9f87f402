"""Time of one command as a process of its own, and what its imports cost.

    .venv/bin/python bench/cold_start.py [--runs 15] [FILE…]

The first run of each command is not counted: it compiles byte code and the store. Wall time is what
a user waits; CPU time is steadier on a shared machine. The bare interpreter is the floor.
"""

from __future__ import annotations

import argparse
import platform
import re
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_LINE = re.compile(r"import time:\s*(\d+)\s*\|\s*(\d+)\s*\|(\s*)(\S+)")


def once(command: list[str]) -> tuple[float, float]:
    """Return wall and CPU seconds of one process; exit codes 0 and 1 are both results."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if ended.returncode not in (0, 1):
        sys.exit(
            f"{' '.join(command)}: exit code {ended.returncode}\n{ended.stderr.decode()[-800:]}"
        )
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu


def row(name: str, command: list[str], runs: int) -> float:
    """Measure, print and return the median of wall time in milliseconds."""
    once(command)
    times = [once(command) for _ in range(runs)]
    walls = sorted(1000 * wall for wall, _ in times)
    wall, cpu = statistics.median(walls), 1000 * statistics.median(cpu for _, cpu in times)
    print(f"{name:48}{wall:9.1f}{walls[0]:9.1f}{walls[-1]:9.1f}{cpu:9.1f}")
    return wall


def imports(command: list[str], top: int) -> None:
    """Print the modules that cost most, cumulative, of one run."""
    ended = subprocess.run(
        [command[0], "-X", "importtime", *command[1:]], cwd=ROOT, capture_output=True, check=False
    )
    found = [m.groups() for m in map(_LINE.match, ended.stderr.decode().splitlines()) if m]
    total = sum(int(own) for own, _, _, _ in found) / 1000
    print(f"\n{len(found)} modules, {total:.1f} ms under -X importtime; the {top} dearest:")
    print(f"{'cumulative ms':>14}{'own ms':>9}  module (indented by depth)")
    dearest = sorted(found, key=lambda f: -int(f[1]))[:top]
    for own, cumulative, depth, module in dearest:
        print(f"{int(cumulative) / 1000:14.1f}{int(own) / 1000:9.1f}  {depth[1:]}{module}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--top", type=int, default=25)
    options = parser.parse_args()
    if not (ROOT / "cli.py").exists():
        print("no cli.py yet, nothing to start")
        return 0
    samples = sorted((ROOT / "samples").glob("ke-hoach*.txt")) or sorted(
        (ROOT.parent / "shared" / "plans").glob("*.txt")
    )
    files = options.files or [str(samples[0])]
    docx = sorted(map(str, (ROOT / "samples").glob("*.docx")))[:1]
    start = [sys.executable, "-c", "from cli import main; main()"]
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    print(
        f"\n{'median of ' + str(options.runs):48}{'wall ms':>9}{'least':>9}{'most':>9}{'CPU ms':>9}"
    )
    floor = row("bare interpreter", [sys.executable, "-c", "pass"], options.runs)
    row("viendan --version", [*start, "--version"], options.runs)
    row("viendan extract FILE", [*start, "extract", *files], options.runs)
    check = row("viendan check FILE", [*start, "check", *files], options.runs)
    if docx and not options.files:
        row("viendan check FILE.docx", [*start, "check", *docx], options.runs)
    print(f"check / bare interpreter: {check / floor:.1f}")
    imports([*start, "check", *files], options.top)
    return 0


if __name__ == "__main__":
    sys.exit(main())
