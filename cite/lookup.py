"""Instruments by what a person types: a number, a citation, a law's name, an IRI."""

from __future__ import annotations

import re

from cite.find import find_citations
from cite.resolve import Outcome, resolve
from kg.contract import Store
from kg.model import Instrument

#: Titles near to some words: how many are told, and how long the words must be.
_MOST, _SHORTEST = 20, 4


def look_up(words: str, graph: Store) -> list[Instrument]:
    """Return the instruments that ``words`` may name, best first; none when the graph has none.

    A number borne by several instruments gives all of them; a date or issuer narrows them.
    """
    words = words.strip()
    if words.startswith("/akn/"):
        return [graph.instrument(words)] if words in graph else []
    day = re.search(r"(?:ngày\s+|\(|\s)(\d{1,2}/\d{1,2}/\d{4})\)?$", words)
    citations = find_citations(f"{words.rstrip(')')}" if day is None else _dated(words, day))
    if citations:
        found = resolve(citations[0], graph, as_of=None)
        if found.outcome is Outcome.FOUND and found.instrument is not None and citations[0].date:
            return [found.instrument]
        if found.candidates:
            return [c.instrument for c in found.candidates]
    exact = graph.by_number(words) or graph.by_loose_number(words) or graph.by_title(words)
    if exact:
        return list(exact)
    return list(graph.like_title(words, limit=_MOST)) if len(words) >= _SHORTEST else []


def _dated(words: str, day: re.Match[str]) -> str:
    """Return the words with a trailing day in the form of a citation."""
    return f"{words[: day.start()].rstrip(' (')} ngày {day.group(1)}"
