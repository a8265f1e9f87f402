"""N-Quads, for bulk: written and read as a stream, one line a triple, all in one named graph.

The named graph lets a triple store drop a release and load the next one.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kg.contract import Store
from kg.graph import Graph
from kg.rdf.names import BASE, Names
from kg.rdf.reading import read_graph
from kg.rdf.writing import triples


def write(store: Store, out: BinaryIO, *, base: str = BASE) -> None:
    """Write a graph; memory does not grow with it beyond the list of its IRIs."""
    names = Names(base)
    graph = names.graph()
    quads = (ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples(store, names))
    ox.serialize(quads, out, format=ox.RdfFormat.N_QUADS)


def read(path: Path) -> Graph:
    """Return the graph of a file.

    Raises:
        RecordError: the file is malformed; the message names line or subject.
    """
    return read_graph(lambda: ox.parse(path=path, format=ox.RdfFormat.N_QUADS), where=str(path))
