"""Realistic graphs of any size for benchmarks and tests of stores.

    python -m bench.graphs FOLDER --instruments 200000 --relations 1200000 [--describe]

The graph is invented: its numbers have true forms and its days plausible distances, but no record
states law. The same seed gives the same graph. See ``forms`` for who issues what, ``acts`` for what
replaces, amends and guides what, ``hubs`` for the power law of citations.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench.graphs.plan import Plan
from kg.model import Instrument, Relation, Source
from kg.store.files import INSTRUMENTS, MANIFEST, RELATIONS
from kg.store.jsonl import instrument_of, relation_of, write_manifest

#: Numbers of legal instruments have their present forms since 1997.
FIRST_YEAR = 1997
SEED = 20260101


class Generated(NamedTuple):
    """The records of a graph; instruments and relations are made while they are read."""

    sources: list[Source]
    instruments: Iterator[Instrument]
    relations: Iterator[Relation]


def generate(
    instruments: int, relations: int, seed: int = SEED, *, first_year: int = FIRST_YEAR
) -> Generated:
    """Return a graph of the given size over 29 years.

    Memory grows by some 60 bytes an instrument and 5 a relation. There are fewer relations than
    asked for only where the instruments are too few to tell so many apart.

    Args:
        instruments: how many instruments.
        relations: how many relations, six an instrument for a graph like the real one.
        seed: the same gives the same graph.
        first_year: tests use 2090, so that nobody takes the numbers for law.
    """
    plan = Plan(instruments, relations, seed=seed, first_year=first_year)
    return Generated(
        sources=plan.sources,
        instruments=(instrument_of(json.loads(line)) for line in plan.instruments()),
        relations=(relation_of(json.loads(line)) for line in plan.relations()),
    )


def write(
    folder: Path,
    instruments: int,
    relations: int,
    seed: int = SEED,
    *,
    first_year: int = FIRST_YEAR,
) -> Plan:
    """Write the graph that ``generate`` returns in the form and order of ``kg.store.jsonl``."""
    plan = Plan(instruments, relations, seed=seed, first_year=first_year)
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in ((INSTRUMENTS, plan.instruments()), (RELATIONS, plan.relations())):
        with (folder / name).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
    write_manifest(folder / MANIFEST, plan.sources)
    return plan
