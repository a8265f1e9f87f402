"""The lược đồ as values for a drawing that is walked: one instrument and its neighbours."""

from __future__ import annotations

from typing import Any

from kg.contract import Store
from report.drawing.nodes import Node
from report.drawing.scheme import Group, Scheme

SCHEMA = "viendan.neighbours/1"
#: Kind of relation to the family that shares a colour and a line.
FAMILIES = {
    "amends": "changes",
    "corrects": "changes",
    "consolidates": "changes",
    "replaces": "ends",
    "repeals": "ends",
    "suspends": "pauses",
    "extends": "pauses",
    "based_on": "basis",
    "guides": "carries-out",
    "implements": "carries-out",
}
OTHER = "mentions"


def neighbours_json(graph: Store, drawn: Scheme) -> dict[str, Any]:
    """Return a lược đồ as JSON values; every node says how many neighbours it has itself."""
    nodes = [drawn.centre, *(node for group in drawn.groups for node in group.nodes)]
    related = graph.neighbours(list(dict.fromkeys(node.iri for node in nodes)))
    sizes = {iri: len(ends) for iri, ends in related.items()}
    return {
        "schema": SCHEMA,
        "as_of": drawn.as_of.isoformat(),
        "language": drawn.language,
        "centre": _node(drawn.centre, sizes),
        "groups": [_group(group, sizes) for group in drawn.groups],
    }


def _group(group: Group, sizes: dict[str, int]) -> dict[str, Any]:
    return {
        "kind": group.kind,
        "family": FAMILIES.get(group.kind, OTHER),
        "incoming": group.incoming,
        "heading": group.heading,
        "total": group.total,
        "hidden": group.hidden,
        "nodes": [
            {
                **_node(node, sizes),
                "partial": node.partial,
                "links": [" – ".join(link.lines) for link in node.links],
            }
            for node in group.nodes
        ],
    }


def _node(node: Node, sizes: dict[str, int]) -> dict[str, Any]:
    return {
        "iri": node.iri,
        "name": node.name,
        "issued": node.issued,
        "title": node.title,
        "state": str(node.state),
        "mark": node.sign.mark,
        "tone": node.sign.tone,
        "status": node.status_words,
        "neighbours": sizes[node.iri],
    }
