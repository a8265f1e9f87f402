"""One instrument as linked data: what it is, what it does to others and they to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

from kg.contract import Store
from kg.errors import MissingExtraError
from kg.exchange import export
from kg.graph import Graph
from kg.known import known_by
from kg.model import Instrument
from web.answer import Answer
from web.problems import ProblemError
from web.tasks.refusing import not_in_data
from web.tasks.tools import Tools

TYPES = {"jsonld": "application/ld+json", "turtle": "text/turtle; charset=utf-8"}
"""Media types by the name of the format in ``kg.exchange``."""


def instrument_rdf(tools: Tools, iri: str, form: str, *, known: date | None) -> Answer:
    """Return an instrument with its relations, their sources and the names of their other ends.

    Raises:
        ProblemError: the data has none at this IRI, or an extra is not installed.
    """
    graph = known_by(tools.graph, known) if known else tools.graph
    if iri not in graph:
        raise not_in_data(graph, iri)
    out = BytesIO()
    try:
        export(_around(graph, graph.instrument(iri)), form, out)
    except MissingExtraError as error:
        raise ProblemError("fault", str(error)) from error
    return Answer(out.getvalue(), TYPES[form])


def _around(store: Store, instrument: Instrument) -> Graph:
    """Return the part of a graph that is about one instrument."""
    relations = (*store.outgoing(instrument.iri), *store.incoming(instrument.iri))
    ends = {iri for relation in relations for iri in (relation.source, relation.target)}
    store.fetch(ends)
    around = Graph()
    sourced = (*instrument.sources.values(), *(relation.sources for relation in relations))
    for id_ in sorted({id_ for ids in sourced for id_ in ids}):
        around.add_source(store.sources[id_])
    around.add_instrument(instrument)
    for iri in sorted(ends - {instrument.iri}):
        # Of the others, what they are called; the rest is told under their own IRIs.
        around.add_instrument(replace(store.instrument(iri), sources={}))
    for relation in relations:
        around.add_relation(relation)
    return around
