"""What the status of an instrument rests on: as JSON, as in a finding of a check, and in words."""

from __future__ import annotations

from typing import Any

from check.wording import dated, day, field_label, relation_label
from kg.contract import Store
from kg.model import Instrument, Relation
from kg.state import Proof
from queries.table import addresses
from report.to_json import iso
from web.mcp.naming import quoted


def proof_json(graph: Store, instrument: Instrument, proof: Proof) -> dict[str, Any]:
    """Return one proof of an instrument's status."""
    where = list(addresses(graph, proof.sources))
    if isinstance(proof, Relation):
        return {
            "relation": proof.kind,
            "instrument": proof.source,
            "target": proof.target,
            "from": iso(proof.valid_from),
            "evidence": proof.evidence,
            "source": where,
        }
    return {
        "field": proof.field,
        "instrument": instrument.iri,
        "value": iso(proof.value),
        "source": where,
    }


def proof_words(graph: Store, proof: Proof, language: str) -> str:
    """Return one proof in a line, with what the text says and where it was read."""
    where = "; ".join(addresses(graph, proof.sources))
    if not isinstance(proof, Relation):
        value = day(proof.value) if proof.value else ""
        return f"{field_label(proof.field, language)} {value} ({where})"
    ends = (dated(graph.instrument(iri)) for iri in (proof.source, proof.target))
    words = f" {relation_label(proof.kind, language)} ".join(ends)
    evidence = f": “{quoted(proof.evidence)}”" if proof.evidence else ""
    return f"{words}{evidence} ({where})"
