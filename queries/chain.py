"""Walks along replacements, shared by the questions that show the chain."""

from __future__ import annotations

from kg.contract import Store
from kg.timeline import REPLACES
from queries.table import Row, relation_row


def replaced(graph: Store, iri: str) -> list[Row]:
    """Return what an instrument replaced, step by step back; ``step`` is -1, -2 and so on."""
    return _walk(graph, iri, forward=False)


def replacing(graph: Store, iri: str) -> list[Row]:
    """Return what replaced an instrument, step by step; each instrument once."""
    return _walk(graph, iri, forward=True)


def _walk(graph: Store, iri: str, *, forward: bool) -> list[Row]:
    rows: list[Row] = []
    seen, level, step = {iri}, [iri], 1
    while level:
        graph.fetch(level)
        following: list[str] = []
        for here in level:
            edges = graph.incoming if forward else graph.outgoing
            for relation in edges(here, kinds=(REPLACES,)):
                there = relation.source if forward else relation.target
                if there not in seen:
                    seen.add(there)
                    following.append(there)
                    rows.append(
                        relation_row(
                            graph,
                            relation,
                            show="source" if forward else "target",
                            step=step if forward else -step,
                        )
                    )
        level, step = following, step + 1
    return rows
