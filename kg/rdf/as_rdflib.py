"""Triples in rdflib, for what it does best: readable Turtle, compact JSON-LD and shapes.

About a hundred times the memory of the stream they come from; bulk goes through ``pyoxigraph``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import pyoxigraph as ox
import rdflib
from rdflib.plugins.serializers.turtle import TurtleSerializer
from rdflib.term import Node

from kg.rdf.names import BASE, prefixes
from kg.rdf.terms import XSD


def rdflib_graph(triples: Iterable[ox.Triple], *, base: str = BASE) -> rdflib.Graph:
    """Return the triples as a graph that knows our prefixes."""
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, iri in prefixes(base).items():
        graph.bind(prefix, iri)
    made: dict[ox.NamedNode, rdflib.URIRef] = {}
    for t in triples:
        graph.add((_term(t.subject, made), _term(t.predicate, made), _term(t.object, made)))
    return graph


def _term(term: object, made: dict[ox.NamedNode, rdflib.URIRef]) -> Node:
    if isinstance(term, ox.NamedNode):
        node = made.get(term)
        if node is None:
            node = made[term] = rdflib.URIRef(term.value)
        return node
    if isinstance(term, ox.Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        # A plain string is written without its type, as everyone writes it.
        plain = term.datatype.value == XSD + "string"
        datatype = None if plain else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, datatype=datatype, normalize=False)
    return rdflib.BNode(str(term).removeprefix("_:"))


class _InOrder(TurtleSerializer):
    """Keeps an order of the subjects; rdflib's own goes by how often one is referred to."""

    order: list[Node]

    def orderSubjects(self) -> list[Node]:  # noqa: N802 - the name of rdflib
        return self.order


def write_turtle(triples: Iterable[ox.Triple], out: BinaryIO, *, base: str = BASE) -> None:
    """Write triples as Turtle; a subject stands where it first comes."""
    order: dict[str, None] = {}
    graph = rdflib_graph(_noted(triples, order), base=base)
    serializer = _InOrder(graph)
    serializer.order = [rdflib.URIRef(iri) for iri in order]
    serializer.serialize(out, encoding="utf-8")


def _noted(triples: Iterable[ox.Triple], order: dict[str, None]) -> Iterator[ox.Triple]:
    for triple in triples:
        order[str(triple.subject).strip("<>")] = None
        yield triple
