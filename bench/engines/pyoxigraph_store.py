"""pyoxigraph: an RDF store on RocksDB, in a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple

from bench.engines.triples import BASE, RELATION, Triples, write_triples

_START = len(BASE)


class PyoxigraphStore(Triples):
    """On disk; opens at once."""

    label = "pyoxigraph"
    remark = "patterns of triples, not SPARQL; titles compared one by one"

    def __init__(self, store: Store) -> None:
        """Take a store of ``write_triples``."""
        self._store = store

    @classmethod
    def build(cls, folder: Path, place: Path) -> None:
        path = place.with_suffix(".nt")
        write_triples(folder, path)
        store = Store(str(place))
        store.bulk_load(path=str(path), format=RdfFormat.N_TRIPLES)
        store.optimize()
        path.unlink()

    @classmethod
    def open(cls, place: Path) -> Self:
        return cls(Store.read_only(str(place)))

    def _subjects(self, predicate: str, iri: str) -> Iterable[str]:
        return self._names(predicate, _iri(iri))

    def _bearers(self, predicate: str, text: str) -> Iterable[str]:
        return self._names(predicate, Literal(text))

    def _names(self, predicate: str, end: NamedNode | Literal) -> Iterator[str]:
        for quad in self._store.quads_for_pattern(None, _iri(predicate), end):
            yield _text(quad.subject)

    def _objects(self, iri: str, predicate: str) -> Iterable[str]:
        for quad in self._store.quads_for_pattern(_iri(iri), _iri(predicate), None):
            yield _text(quad.object)

    def _neighbours(self, iri: str) -> Iterator[str]:
        own = _iri(iri)
        for quad in self._store.quads_for_pattern(own, None, None):
            if isinstance(quad.object, NamedNode):
                yield _text(quad.object)
        for quad in self._store.quads_for_pattern(None, None, own):
            name = _text(quad.subject)
            if not name.startswith(RELATION):
                yield name

    def _texts(self, predicate: str) -> Iterable[str]:
        for quad in self._store.quads_for_pattern(None, _iri(predicate), None):
            yield _text(quad.object)


def _text(term: NamedNode | BlankNode | Literal | Triple) -> str:
    assert not isinstance(term, Triple), "the graph quotes no triples"
    return term.value[_START:] if isinstance(term, NamedNode) else term.value


def _iri(name: str) -> NamedNode:
    return NamedNode(BASE + name)


ENGINE = PyoxigraphStore
