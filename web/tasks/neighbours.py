"""The neighbours of one instrument, for the lược đồ that is walked node by node."""

from __future__ import annotations

from datetime import date

from kg.known import known_by
from report.drawing.neighbours import neighbours_json
from report.drawing.scheme import most_related_first, scheme
from report.to_json import dumps
from web.answer import Answer
from web.tasks.tools import Tools

FIRST, MOST = 8, 60
"""Instruments of a group that are drawn at first, and at most."""


def neighbours(
    tools: Tools, iri: str, *, as_of: date, known: date | None, language: str, limit: int = FIRST
) -> Answer:
    """Return one instrument and its neighbours by kind, those with most relations first.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    graph = known_by(tools.graph, known) if known else tools.graph
    drawn = scheme(
        graph,
        iri,
        as_of=as_of,
        language=language,
        limit_per_group=min(limit, MOST),
        order=most_related_first,
    )
    return Answer(dumps(neighbours_json(graph, drawn)).encode())
