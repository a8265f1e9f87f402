"""Turtle, for people: an instrument, then the changes that it makes.

Writing holds the graph in memory; ``nquads`` is the format for bulk. Reading streams.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kg.contract import Store
from kg.graph import Graph
from kg.rdf.as_rdflib import write_turtle
from kg.rdf.names import BASE, Names
from kg.rdf.reading import read_graph
from kg.rdf.writing import triples


def write(store: Store, out: BinaryIO, *, base: str = BASE) -> None:
    """Write a graph; the same graph gives the same bytes."""
    write_turtle(triples(store, Names(base)), out, base=base)


def read(path: Path) -> Graph:
    """Return the graph of a file.

    Raises:
        RecordError: the file is malformed; the message names line or subject.
    """
    return read_graph(lambda: ox.parse(path=path, format=ox.RdfFormat.TURTLE), where=str(path))
