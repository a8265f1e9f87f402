"""The command that writes a generated graph; see ``bench.graphs``."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from bench.graphs import FIRST_YEAR, SEED, write
from bench.graphs.describe import describe
from bench.peak import peak_mb


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.graphs", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--instruments", type=int, default=200_000)
    parser.add_argument("--relations", type=int, default=1_200_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--first-year", type=int, default=FIRST_YEAR)
    parser.add_argument("--describe", action="store_true", help="print quantiles of the graph")
    options = parser.parse_args()
    begun = time.process_time()
    plan = write(
        options.folder,
        options.instruments,
        options.relations,
        options.seed,
        first_year=options.first_year,
    )
    spent = time.process_time() - begun
    records = options.instruments + options.relations
    print(
        f"{records} records in {spent:.1f} CPU-seconds, {records / spent:.0f} a second, "
        f"peak {peak_mb():.0f} MB"
    )
    if options.describe:
        print(describe(plan))
    return 0


if __name__ == "__main__":
    sys.exit(main())
