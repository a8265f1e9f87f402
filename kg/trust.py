"""The order of trust: which of two sources that contradict each other decides.

It is the one of ``data/README.md``. A source tells how it was read in words (``Source.method``),
and the words decide; ``official`` sources (government hosts) stand one step higher than others of
their kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from kg.model import Source

CODIFIED, FULL_TEXT, PORTAL, COUNTED, CITED = range(1, 6)
"""Ranks, best first: the official codification and gazette; full texts and clauses read; data
sheets, press, portals and publishers' dumps; counts, mentions and what was inferred; what citing
documents that somebody ingested say."""

UNKNOWN = PORTAL
"""The rank of a method that no word below is in, and of an id without a source: a person has
written the record down, so it is worth as much as a data sheet and more than a count."""

# The first that stands in the method decides; what weakens a reading comes before its kind.
_WORDS: tuple[tuple[str, int], ...] = (
    ("ingested document", CITED),
    ("citation", CITED),
    ("counted", COUNTED),
    ("mention", COUNTED),
    ("inferred", COUNTED),
    ("derived", COUNTED),
    ("not verified", COUNTED),
    ("codification", CODIFIED),
    ("gazette", CODIFIED),
    ("full text", FULL_TEXT),
    ("clause", FULL_TEXT),
)


def rank(source: Source) -> int:
    """Return the rank of a source, 1 for the best."""
    return _rank(source.method, source.official)


@lru_cache(maxsize=1024)
def _rank(method: str, official: bool) -> int:
    words = method.casefold()
    found = next((rank for word, rank in _WORDS if word in words), UNKNOWN)
    return found - 1 if official and found in (FULL_TEXT, PORTAL) else found


def best_rank(ids: Iterable[str], sources: Mapping[str, Source]) -> int:
    """Return the rank of the best of some sources; without any it is that of unknown ones."""
    known = (sources.get(id_) for id_ in ids)
    return min((rank(source) if source else UNKNOWN for source in known), default=UNKNOWN)
