"""What a generated graph looks like: shares, quantiles of degrees, chains, titles."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bench.graphs.acts import KINDS, WHOLE, Acts
from bench.graphs.plan import Plan

_QUANTILES = (0.5, 0.9, 0.99, 0.999, 1.0)
_FIELDS = ("title", "effective", "expires", "attested", "date")


def describe(plan: Plan) -> str:
    """Return a description of a graph in lines of text."""
    count = len(plan.table)
    incoming, outgoing = array("I", bytes(4 * count)), array("I", bytes(4 * count))
    kinds: Counter[str] = Counter()
    for index, targets in plan.edges():
        outgoing[index] = len(targets)
        for kind, target in targets:
            kinds[KINDS[kind & ~WHOLE]] += 1
            incoming[target] += 1
    types: Counter[str] = Counter()
    stated: Counter[str] = Counter()
    numbers: Counter[str] = Counter()
    lengths: list[int] = []
    pairs: set[tuple[str, str]] = set()
    for line in plan.instruments():
        record = json.loads(line)
        types[record["type"]] += 1
        numbers[record["number"]] += 1
        stated.update(name for name in _FIELDS if record[name])
        if record["title"]:
            said = record["title"].split()
            lengths.append(len(said))
            pairs.update(pairwise(said))
    lines = [
        f"{count} instruments, {kinds.total()} relations",
        "types: " + _shares(types),
        "stated: " + _shares(stated, count),
        "kinds: " + _shares(kinds),
        "relations in: " + _quantiles(incoming),
        "relations out: " + _quantiles(outgoing),
        "bearers of a number: " + _quantiles(numbers.values()),
        "replacements in a row: " + _quantiles(_chains(plan.acts)),
        "words of a title: " + _quantiles(lengths),
        f"distinct pairs of words in titles: {len(pairs)}",
    ]
    return "\n".join(lines)


def _shares(counts: Counter[str], total: int | None = None) -> str:
    whole = total or counts.total() or 1
    return ", ".join(f"{name} {100 * n / whole:.1f} %" for name, n in counts.most_common())


def _quantiles(values: Iterable[int]) -> str:
    ordered: Sequence[int] = sorted(values)
    if not ordered:
        return "none"
    last = len(ordered) - 1
    return ", ".join(f"p{100 * share:g} {ordered[int(share * last)]}" for share in _QUANTILES)


def _chains(acts: Acts) -> list[int]:
    """Return the length of every chain of replacements, from what replaced nothing itself."""
    # An heir may have replaced several: what begins a chain is what is nobody's heir.
    begins = [i for i, heir in enumerate(acts.heir) if heir >= 0]
    heirs = {acts.heir[i] for i in begins}
    lengths = []
    for start in begins:
        if start not in heirs:
            length, here = 0, start
            while (here := acts.heir[here]) >= 0:
                length += 1
            lengths.append(length)
    return lengths
