"""GEXF, the form of Gephi, whose timeline plays the days from and to which instruments apply."""

from __future__ import annotations

from typing import BinaryIO

from networkx.readwrite.gexf import GEXFWriter

from kg.contract import Store
from kg.exchange.networks import to_networkx


def write(store: Store, out: BinaryIO) -> None:
    """Write a graph; ``networkx.read_gexf`` gives it back."""
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(to_networkx(store))
    # networkx dates the file today; the day of the data makes equal graphs equal files.
    for meta in writer.xml.iter("meta"):
        meta.set("lastmodifieddate", store.updated.isoformat() if store.updated else "")
    writer.write(out)
