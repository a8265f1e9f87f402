"""GraphML, which networkx, Gephi, yEd and Cytoscape open."""

from __future__ import annotations

from typing import BinaryIO

import networkx as nx

from kg.contract import Store
from kg.exchange.networks import to_networkx


def write(store: Store, out: BinaryIO) -> None:
    """Write a graph; ``networkx.read_graphml`` gives it back."""
    # The writer with lxml chooses other identifiers for keys; this one is always there.
    nx.write_graphml_xml(to_networkx(store), out, named_key_ids=True)
