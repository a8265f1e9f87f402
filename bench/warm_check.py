"""Time of checking a text in a process that has checked it before, and of its parts.

    .venv/bin/python bench/warm_check.py [--runs 30]

The texts are the five plans, each alone and joined to one, as `bench/extraction.py` finds them. CPU
time, minimum and median: the minimum is the program, the rest is what else the machine did.
"""

from __future__ import annotations

import argparse
import datetime
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from extraction import plans  # noqa: E402 - the checkout comes first on the path

from check.registry import all_rules  # noqa: E402
from check.runner import check_text  # noqa: E402
from cite.find import find_citations  # noqa: E402
from kg.store import open_graph  # noqa: E402
from report.to_json import check_json, dumps  # noqa: E402

TODAY = datetime.date(2026, 11, 22)


def row(name: str, work: Callable[[], object], runs: int) -> None:
    """Measure and print one line."""
    work()
    times = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        times.append(1000 * (time.process_time() - begun))
    print(f"{name:44}{min(times):9.2f}{statistics.median(times):9.2f}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time of a warm check.")
    parser.add_argument("--runs", type=int, default=30)
    runs = parser.parse_args().runs
    graph, rules, texts = open_graph(), all_rules(), plans()
    joined = "\n".join(texts)

    def check(text: str) -> object:
        return check_text(text, graph, rules=rules, today=TODAY)

    print(f"{len(texts)} texts, {len(joined):,} code points; {len(graph)} instruments")
    print(f"{'milliseconds of CPU':44}{'min':>9}{'median':>9}")
    for number, text in enumerate(texts):
        row(f"check text {number} ({len(text):,} code points)", lambda t=text: check(t), runs)  # type: ignore[misc]
    row("check all, joined", lambda: check(joined), runs)
    row("of that: finding the citations", lambda: find_citations(joined), runs)
    report = check_text(joined, graph, rules=rules, today=TODAY)
    row("beside it: rendering as JSON", lambda: dumps(check_json(report, "vi")), runs)


if __name__ == "__main__":
    main()
