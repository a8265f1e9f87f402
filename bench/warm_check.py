"""Time of checking a text in a process that has checked others before, and of its parts.

    .venv/bin/python bench/warm_check.py [--runs 30]

The texts are the five plans, each alone and joined to one, as `bench/extraction.py` finds them. CPU
time, minimum and median: the minimum is the program, the rest is what else the machine did. Two
figures for each:

- same: one text again and again, which is what trying a draft twice costs;
- other: each run checks a text that no run before has seen: a word exchanged in each line, and one
  serial number and one day of the text. This is what a server sees, and the figure that counts.
"""

from __future__ import annotations

import argparse
import datetime
import random
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from extraction import plans  # noqa: E402 - the checkout comes first on the path

from check.registry import all_rules  # noqa: E402
from check.runner import Report, check_text  # noqa: E402
from cite.find import find_citations  # noqa: E402
from kg.store import open_graph  # noqa: E402
from report.to_json import check_json, dumps  # noqa: E402

TODAY = datetime.date(2026, 11, 22)
_WORD = re.compile(r"(?<!\w)[^\W\d_A-ZĐ]{3,}(?!\w)")
_DIGITS = re.compile(r"(?<=số )\d{2,4}(?=/)"), re.compile(r"(?<=ngày )\d{1,2}(?=/)")


def variant(text: str, draw: random.Random) -> str:
    """Return a text of nearly the same words that differs in every line."""
    words = sorted(set(_WORD.findall(text)))
    changed = "\n".join(exchanged(line, _WORD, words, draw) for line in text.split("\n"))
    for digits in _DIGITS:
        changed = exchanged(changed, digits, [f"{n:02}" for n in range(1, 29)], draw)
    return changed


def exchanged(text: str, found: re.Pattern[str], others: list[str], draw: random.Random) -> str:
    """Return a text in which one place that a pattern finds has other words."""
    places = [m.span() for m in found.finditer(text)]
    if not places:
        return text
    start, end = draw.choice(places)
    return f"{text[:start]}{draw.choice(others)}{text[end:]}"


def timed(work: Callable[[str], object], texts: list[str]) -> list[float]:
    """Return milliseconds of CPU for each text."""
    times = []
    for text in texts:
        begun = time.process_time()
        work(text)
        times.append(1000 * (time.process_time() - begun))
    return times


def row(name: str, work: Callable[[str], object], same: str, others: list[str]) -> None:
    """Measure and print one line."""
    work(same)
    first, second = timed(work, [same] * len(others)), timed(work, others)
    figures = (min(first), statistics.median(first), min(second), statistics.median(second))
    print(f"{name:44}" + "".join(f"{figure:9.2f}" for figure in figures), flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time of a warm check.")
    parser.add_argument("--runs", type=int, default=30)
    runs = parser.parse_args().runs
    graph, rules, texts = open_graph(), all_rules(), plans()
    joined = "\n".join(texts)
    draw = random.Random(20261122)

    def check(text: str) -> Report:
        return check_text(text, graph, rules=rules, today=TODAY)

    def answer(text: str) -> str:
        return dumps(check_json(check(text), "vi"))

    print(f"{len(texts)} texts, {len(joined):,} code points; {len(graph)} instruments")
    print(f"{'milliseconds of CPU':44}{'same':>9}{'median':>9}{'other':>9}{'median':>9}")
    for number, text in enumerate(texts):
        others = [variant(text, draw) for _ in range(runs)]
        row(f"check text {number} ({len(text):,} code points)", check, text, others)
    # Each row has texts of its own: what one row has read must not help the next.
    for name, work in (
        ("check all, joined", check),
        ("check and JSON", answer),
        ("of that: finding the citations", find_citations),
    ):
        row(name, work, joined, [variant(joined, draw) for _ in range(runs)])
    report = check(joined)
    row("of that: JSON", lambda _: dumps(check_json(report, "vi")), joined, [joined] * runs)


if __name__ == "__main__":
    main()
