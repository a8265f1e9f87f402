"""The proof of a finding in words: what a text says, and where it was read."""

from __future__ import annotations

from check.finding import Finding
from kg.contract import Store
from kg.model import Relation

#: So many proofs of a finding, and sources of a proof, are told.
_PROOFS, _SOURCES = 3, 2


def proof_words(finding: Finding, graph: Store) -> str:
    """Return quotation and source of what proves a finding; empty where it needs no proof."""
    shown = []
    for proof in finding.proof[:_PROOFS]:
        ids = proof.sources[:_SOURCES]
        where = "; ".join(graph.sources[i].where for i in ids if i in graph.sources)
        if isinstance(proof, Relation):
            quote = f"“{proof.evidence}” " if proof.evidence else ""
            shown.append(f"{quote}({where})" if where else quote)
        elif where:
            shown.append(where)
    return " | ".join(s for s in shown if s)
