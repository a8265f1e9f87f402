"""rdflib: triples in Python dictionaries, parsed at every start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from bench.engines.triples import BASE, FILE, RELATION, Triples, write_triples

_START = len(BASE)


class RdflibGraph(Triples):
    """In memory; parsing is what takes the time."""

    label = "rdflib"
    limit = 20_000
    remark = "parses N-Triples at every start; titles compared one by one"

    def __init__(self, graph: Graph) -> None:
        """Take a graph of ``write_triples``."""
        self._graph = graph

    @classmethod
    def build(cls, folder: Path, place: Path) -> None:
        write_triples(folder, place / FILE)
        # What a first use needs beside the file is in no file: the parsed graph.
        cls.open(place)

    @classmethod
    def open(cls, place: Path) -> Self:
        graph = Graph()
        graph.parse(place / FILE, format="nt")
        return cls(graph)

    def _subjects(self, predicate: str, iri: str) -> Iterable[str]:
        return _names(self._graph.subjects(_iri(predicate), _iri(iri)))

    def _bearers(self, predicate: str, text: str) -> Iterable[str]:
        return _names(self._graph.subjects(_iri(predicate), Literal(text)))

    def _objects(self, iri: str, predicate: str) -> Iterable[str]:
        return _names(self._graph.objects(_iri(iri), _iri(predicate)))

    def _neighbours(self, iri: str) -> Iterator[str]:
        own = _iri(iri)
        for _, _, there in self._graph.triples((own, None, None)):
            if isinstance(there, URIRef):
                yield there[_START:]
        for there, _, _ in self._graph.triples((None, None, own)):
            name = str(there)[_START:]
            if not name.startswith(RELATION):
                yield name

    def _texts(self, predicate: str) -> Iterable[str]:
        return map(str, self._graph.objects(None, _iri(predicate)))


def _iri(name: str) -> URIRef:
    return URIRef(BASE + name)


def _names(terms: Iterable[Node]) -> Iterator[str]:
    return (str(term)[_START:] if isinstance(term, URIRef) else str(term) for term in terms)


ENGINE = RdflibGraph
