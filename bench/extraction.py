"""Throughput of extraction, one table in one run, CPU time, medians of five.

    .venv/bin/python bench/extraction.py [--megabytes 50] [--runs 5]

Rows, all in MB of UTF-8 text per CPU-second:

- full records of the plans repeated to one string. Its windows repeat, so nearly all readings come
  from the window cache; this is the target's measure (DESIGN.md section 7), and the mild one.
- the same, each plan a call of its own.
- distinct text: every number, date and year of each copy is redrawn, so no two windows with a
  number are equal; the cache's remaining hits (printed) are bare law names and slashes that are no
  citation. The honest figure for an archive of different documents.
- the repeated plans with the window cache switched off: every window is read.
- a plain ``re`` pattern for the number alone: no type, date, issuer or title, no repair.
- eyecite on the English text it was made for, not on ours; its better figure, per document, is the
  one the ratios use.

Linearity: the same string at four sizes.
"""

from __future__ import annotations

import argparse
import gc
import platform
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cite import find  # noqa: E402 - the checkout comes first on the path
from cite.find import find_citations  # noqa: E402

PLAIN = re.compile(r"(?:số\s+)?\d+[a-z]?(?:/\d{4})?/[A-ZĐ]+(?:-[A-ZĐ][\w&]*)+")
ENGLISH = (
    "The court affirmed the judgment below. See Bush v. Gore, 531 U.S. 98, 99-100 (2000); accord"
    " Roe v. Wade, 410 U.S. 113"
    " (1973). Under 28 U.S.C. § 1331 the district court had jurisdiction of the action, and the"
    " parties did not contest venue"
    " at any stage of the proceedings. The panel relied on Twombly, 550 U.S. at 570, and on the"
    " committee notes.\n\nThe second"
    " question is whether the agency gave adequate notice. It did: 5 U.S.C. § 553(b) requires"
    " general notice, and the record"
    " shows that notice was published and that comments were received, considered and answered"
    " before the final rule issued.\n\n"
)  # fmt: skip
MB = 1_000_000


def plans() -> list[str]:
    """Return the measured texts: the five plans, else the samples of this repository."""
    for folder in (ROOT.parent / "shared" / "plans", ROOT / "samples"):
        texts = [p.read_text("utf-8") for p in sorted(folder.glob("*.txt"))]
        if texts:
            print(f"texts: {len(texts)} of {folder}, {sum(map(size, texts)):,} bytes")
            return texts
    sys.exit("no texts: neither ../shared/plans nor samples/*.txt")


def size(text: str) -> int:
    return len(text.encode())


def repeated(texts: list[str], megabytes: float) -> list[str]:
    """Return the texts in turn until they reach a size."""
    once = sum(map(size, texts)) + len(texts)
    copies = max(1, round(megabytes * MB / once))
    return texts * copies


def redrawn(texts: list[str]) -> list[str]:
    """Return the texts with every digit redrawn, years kept plausible; lengths stay."""
    draw = random.Random(20261122)

    def number(m: re.Match[str]) -> str:
        digits = m.group()
        if len(digits) == 4 and digits[:2] in {"19", "20"}:
            return f"20{draw.randrange(10, 30)}"
        if len(digits) <= 2:
            return str(draw.randrange(1, 29)).zfill(len(digits))[: len(digits)]
        return str(draw.randrange(10 ** (len(digits) - 1), 10 ** len(digits)))

    return [re.sub(r"\d+", number, text) for text in texts]


def measured(run: Callable[[], int], runs: int) -> tuple[float, float, int]:
    """Return median and spread of CPU seconds, and the citations of the last run."""
    seconds = []
    found = 0
    for _ in range(runs):
        gc.collect()
        begun = time.process_time()
        found = run()
        seconds.append(time.process_time() - begun)
    return statistics.median(seconds), max(seconds) - min(seconds), found


def row(name: str, texts: list[str], read: Callable[[str], int], runs: int) -> float:
    """Measure, print and return MB per CPU-second."""
    megabytes = sum(map(size, texts)) / MB

    def run() -> int:
        return sum(read(text) for text in texts)

    seconds, spread, found = measured(run, runs)
    rate = megabytes / seconds
    print(
        f"{name:52}{megabytes:8.1f}{seconds:9.3f}{spread / seconds:8.0%}{found:10,}{rate:10.2f}",
        flush=True,
    )
    return rate


def full(text: str) -> int:
    return len(find_citations(text))


def plain(text: str) -> int:
    return sum(1 for _ in PLAIN.finditer(text))


def eyecite_reader() -> Callable[[str], int] | None:
    try:
        from eyecite import get_citations
    except ImportError:
        print("eyecite is not installed, skipped")
        return None
    return lambda text: len(get_citations(text))


def cache_hits(texts: list[str]) -> float:
    """Return the share of windows that were read before in the same text."""
    reads = misses = 0

    class Counting(find._Windows):
        def read(self, anchor: int, form: int) -> object:  # type: ignore[override]
            nonlocal reads
            reads += 1
            return super().read(anchor, form)

        def _remember(self, key: tuple[str, int, int], *, truncated: bool) -> object:  # type: ignore[override]
            nonlocal misses
            misses += 1
            return super()._remember(key, truncated=truncated)

    kept, find._Windows = find._Windows, Counting  # type: ignore[misc]
    try:
        for text in texts:
            find_citations(text)
    finally:
        find._Windows = kept  # type: ignore[misc]
    return 1 - misses / reads if reads else 0.0


@contextmanager
def no_cache() -> Iterator[None]:
    """Forget every window at once: what a text costs that nothing has prepared."""
    kept, find._MEMORY = find._MEMORY, 0
    try:
        yield
    finally:
        find._MEMORY = kept


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=float, default=50)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    runs = options.runs
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    texts = plans()
    large = repeated(texts, options.megabytes)
    one = "\n".join(large)
    distinct = redrawn(repeated(texts, options.megabytes / 10))
    print(f"\n{'':52}{'MB':>8}{'CPU s':>9}{'spread':>8}{'found':>10}{'MB/CPU s':>10}")
    ours = row("full records, plans repeated, one string", [one], full, runs)
    by_document = row("full records, plans repeated, a call each", large, full, runs)
    ours_distinct = row("full records, distinct text, a call each", distinct, full, runs)
    row("full records, distinct text, one string", ["\n".join(distinct)], full, runs)
    with no_cache():
        row("full records, plans repeated, window cache off", repeated(texts, 5), full, runs)
    bare = row("plain re, number alone, one string", [one], plain, runs)
    bare_distinct = row("plain re, number alone, distinct text", ["\n".join(distinct)], plain, runs)
    read = eyecite_reader()
    english = None
    if read is not None:
        read(ENGLISH)  # compiles its patterns, which is no part of the measure
        documents = [ENGLISH * 20] * 160
        english = row("eyecite, its own English text, 13 kB a call", documents, read, min(runs, 3))
        row("eyecite, its own English text, one string", [ENGLISH * 400], read, 1)
    hits = f"{cache_hits(large[:500]):.1%} repeated, {cache_hits(distinct):.1%} distinct"
    print(f"\nwindow cache hits: {hits}")
    print("ratios, MB per CPU-second:")
    pairs = (
        ("repeated / plain re", ours, bare),
        ("distinct / plain re on distinct", ours_distinct, bare_distinct),
        ("a call each / one string", by_document, ours),
        ("distinct / repeated", ours_distinct, by_document),
        ("repeated / eyecite", ours, english),
        ("distinct / eyecite", ours_distinct, english),
    )
    for name, one_rate, other in pairs:
        if other is not None:
            print(f"  {name:34}{one_rate / other:8.2f}")
    print("\nlinearity, one string, repeated plans")
    for share in (0.1, 0.2, 0.5, 1.0):
        megabytes = options.megabytes * share
        row(f"  {megabytes:.0f} MB", ["\n".join(repeated(texts, megabytes))], full, runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
