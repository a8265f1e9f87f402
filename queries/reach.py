"""Walks along implementation and guidance, shared by the two questions that follow it."""

from __future__ import annotations

from datetime import date

from kg.contract import Store
from kg.lapse import GUIDES, IMPLEMENTS
from queries.table import End, Row, acting_rows, relation_rows, signed_by

KINDS = (IMPLEMENTS, GUIDES)


def reach(graph: Store, iri: str, *, show: End, as_of: date, transitive: bool) -> list[Row]:
    """Return a row per instrument reached, each once at its shortest distance.

    Args:
        graph: the graph to walk.
        iri: the canonical IRI to start from.
        show: ``source`` walks to what implements, ``target`` to what is implemented.
        as_of: instruments signed later do not act.
        transitive: whether to go on from what was reached.
    """
    rows: list[Row] = []
    seen = {iri}
    level, step = [iri], 1
    while level:
        graph.fetch(level)
        following: list[str] = []
        for here in level:
            for row in _next(graph, here, show, as_of, step):
                if row.iri not in seen:
                    seen.add(row.iri)
                    following.append(row.iri)
                    rows.append(row)
        level, step = following if transitive else [], step + 1
    return rows


def _next(graph: Store, here: str, show: End, as_of: date, step: int) -> list[Row]:
    if show == "source":
        return acting_rows(graph, graph.incoming(here, kinds=KINDS), as_of=as_of, step=step)
    acts = signed_by(graph, graph.outgoing(here, kinds=KINDS), as_of)
    return relation_rows(graph, acts, show=show, as_of=as_of, step=step)
