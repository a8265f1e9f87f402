"""JSON-LD with the context of ``kg/rdf/context.jsonld`` inside, so that it is read offline.

Compacted by rdflib, which holds the graph in memory; ``nquads`` is the format for bulk.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox
from rdflib.plugins.serializers.jsonld import from_rdf

from kg.contract import Store
from kg.graph import Graph
from kg.rdf.as_rdflib import rdflib_graph
from kg.rdf.context import context
from kg.rdf.names import BASE, Names
from kg.rdf.reading import read_graph
from kg.rdf.writing import triples


def write(store: Store, out: BinaryIO, *, base: str = BASE) -> None:
    """Write a graph as one object a line; the same graph gives the same bytes."""
    terms = context(base)
    graph = rdflib_graph(triples(store, Names(base)), base=base)
    found = from_rdf(graph, context_data=terms, use_native_types=True)  # type: ignore[no-untyped-call]
    nodes = found.get("@graph", [found] if "id" in found else [])
    # rdflib walks sets: nodes and values get an order of their own.
    lines = sorted(_line(node) for node in nodes)
    head = json.dumps(terms, ensure_ascii=False, indent=1)
    text = f'{{"@context": {head},\n"@graph": [\n' + ",\n".join(lines) + "\n]}\n"
    out.write(text.encode("utf-8"))


def _line(node: dict[str, Any]) -> str:
    ordered = {"id": node["id"]}
    for name in sorted(node):
        value = node[name]
        ordered[name] = sorted(value, key=json.dumps) if isinstance(value, list) else value
    return json.dumps(ordered, ensure_ascii=False)


def read(path: Path) -> Graph:
    """Return the graph of a file; a context that stands elsewhere is not fetched.

    Raises:
        RecordError: the file is malformed; the message names line or subject.
    """
    return read_graph(lambda: ox.parse(path=path, format=ox.RdfFormat.JSON_LD), where=str(path))
