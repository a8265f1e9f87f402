"""Refusals that tell more than a sentence: what the data covers, what else may be meant."""

from __future__ import annotations

from collections.abc import Iterable

from kg.contract import Store
from kg.model import Instrument
from report.to_json import brief_json, coverage_json
from web.problems import ProblemError

_FEW = 10


def not_in_data(graph: Store, words: str, *, near: Iterable[Instrument] = ()) -> ProblemError:
    """Return that the graph has no instrument of some words, which says nothing of the law.

    Args:
        graph: what was looked through.
        words: what was asked for.
        near: instruments with numbers or titles like it.
    """
    numbers = graph.near_numbers(words) if words.isprintable() else ()
    several = {one.iri: one for one in (*near, *graph.by_numbers(numbers[:_FEW]))}
    covered = coverage_json(graph)
    detail = (
        f"{words!r}: not in the data ({covered['instruments']} instruments, updated "
        f"{covered['updated'] or '?'}), which says nothing of whether it was issued. Check the "
        "number, or add it with `viendan ingest`."
    )
    found = [brief_json(one) for one in list(several.values())[:_FEW]]
    return ProblemError("not-in-data", detail, coverage=covered, near=found)


def ambiguous(graph: Store, words: str, candidates: Iterable[Instrument]) -> ProblemError:
    """Return that several instruments are meant by some words, and which."""
    found = [brief_json(one) for one in candidates]
    detail = (
        f"{words!r}: {len(found)} instruments fit. Ask again with the `iri` of the one that is "
        "meant, or add its day: 76/NQ-CP ngày 15/7/2021."
    )
    return ProblemError("ambiguous", detail, candidates=found, coverage=coverage_json(graph))
