"""The IRIs of the nodes, under a base that the publisher chooses, and the way back from them."""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from urllib.parse import quote, unquote

import pyoxigraph as ox

from kg.errors import RecordError
from kg.ids import PREFIX
from kg.model import Relation
from kg.rdf.terms import DCT, ELI, OWL, OWN, PROV, RDF, RDFS, SKOS, TYPES, XSD
from kg.text import slug

#: Where the nodes of a graph live unless the caller says otherwise; see docs/exchange.md.
BASE = "https://w3id.org/viendan"

_SOURCE = "/source/"


def prefixes(base: str = BASE) -> dict[str, str]:
    """Return the prefixes that files and queries may use, by name."""
    return {
        "dct": DCT,
        "eli": ELI,
        "owl": OWL,
        "prov": PROV,
        "rdf": RDF,
        "rdfs": RDFS,
        "skos": SKOS,
        "xsd": XSD,
        "viendan": OWN,
        "doctype": TYPES,
        "akn": f"{base}{PREFIX}",
        "body": f"{base}/body/",
        "change": f"{base}/change/",
        "place": f"{base}/place/",
        "source": f"{base}/source/",
    }


# Bounded: the nodes most often named are named by millions of relations.
@lru_cache(maxsize=1 << 16)
def _node(before: str, name: str, safe: str) -> ox.NamedNode:
    return ox.NamedNode(before + quote(name, safe=safe))


class Names:
    """The IRIs of a graph's nodes under one base.

    Reading needs no base: the path ``/akn/vn/act/…`` and the id of a source stand at the end.
    """

    def __init__(self, base: str = BASE) -> None:
        """Take an absolute base without a slash at its end.

        Raises:
            RecordError: the base is not an absolute IRI of that form.
        """
        if not re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]*[^\s<>\"{}|\\^`/#?]", base):
            raise RecordError(f"{base!r}: no base. Use an absolute IRI such as {BASE}.")
        self.base = base

    def instrument(self, iri: str) -> ox.NamedNode:
        """Return the node of a canonical or provisional IRI."""
        return _node(self.base, iri, "/")

    def source(self, id_: str) -> ox.NamedNode:
        """Return the node of a source."""
        return _node(f"{self.base}{_SOURCE}", id_, "")

    def body(self, name: str) -> ox.NamedNode | None:
        """Return the node of an issuer; ``None`` where its name has no letter."""
        return ox.NamedNode(f"{self.base}/body/{slug(name)}") if slug(name) else None

    def place(self, name: str) -> ox.NamedNode | None:
        """Return the node of a province; ``None`` where its name has no letter."""
        return ox.NamedNode(f"{self.base}/place/{slug(name)}") if slug(name) else None

    def change(self, relation: Relation) -> ox.NamedNode:
        """Return the node of a relation, the same in every export of it."""
        r = relation
        days = [day.isoformat() if day else None for day in (r.valid_from, r.valid_to)]
        key = json.dumps([r.kind, r.source, r.target, r.scope, r.parts, *days])
        digest = hashlib.blake2b(key.encode("ascii"), digest_size=12).hexdigest()
        return ox.NamedNode(f"{self.base}/change/{digest}")

    def graph(self) -> ox.NamedNode:
        """Return the name of the graph in which N-Quads are."""
        return ox.NamedNode(f"{self.base}/graph")


def type_node(type_: str) -> ox.NamedNode:
    """Return the node of a type of instruments, the same under every base."""
    return ox.NamedNode(TYPES + quote(type_, safe=""))


def instrument_of(node: object) -> str:
    """Return the canonical IRI at the end of a node's IRI.

    Raises:
        ValueError: not a node of an instrument.
    """
    return PREFIX + _end(node, PREFIX)


def source_of(node: object) -> str:
    """Return the id of a source at the end of its IRI.

    Raises:
        ValueError: not a node of a source.
    """
    return _end(node, _SOURCE)


def type_of(node: object) -> str:
    """Return the type at the end of its IRI.

    Raises:
        ValueError: not a node of a type.
    """
    return _end(node, TYPES)


def _end(node: object, after: str) -> str:
    iri = node.value if isinstance(node, ox.NamedNode) else ""
    _, found, rest = iri.rpartition(after)
    if not found or not rest:
        raise ValueError(f"{node} is no IRI with {after}… at its end")
    return unquote(rest)
