"""The proof of a finding in words: which relation or field, what a text says, where it was read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from check.finding import Finding, Proof
from check.wording import dated, day, field_label, relation_label
from kg.contract import Store
from kg.model import Relation, Source
from kg.state import Fact

#: So many proofs of a finding, sources of a proof, and code points of a quotation are told.
_PROOFS, _SOURCES, _QUOTE = 3, 2, 300
_FROM = {"vi": "từ ngày {}", "en": "from {}"}


class Statement(NamedTuple):
    """One proof in words.

    Attributes:
        words: the relation, with its parts and first day, or the field with its value.
        quote: what a text says; empty where none is kept.
        sources: where it was read.
    """

    words: str
    quote: str
    sources: tuple[Source, ...]


def statements(finding: Finding, graph: Store, language: str) -> Iterator[Statement]:
    """Yield what proves a finding, proof by proof, ``language`` ``vi`` or ``en``."""
    for proof in finding.proof:
        sources = tuple(graph.sources[i] for i in proof.sources if i in graph.sources)
        quote = (proof.evidence or "") if isinstance(proof, Relation) else ""
        yield Statement(_words(proof, finding, graph, language), quote, sources)


def proof_lines(finding: Finding, graph: Store, language: str) -> Iterator[str]:
    """Yield a line for each of the first proofs of a finding, long quotations cut."""
    told = zip(range(_PROOFS), statements(finding, graph, language), strict=False)
    for _, (words, quote, sources) in told:
        if len(quote) > _QUOTE:
            quote = f"{quote[: _QUOTE - 1]}…"
        where = "; ".join(source.where for source in sources[:_SOURCES])
        yield (f"{words}: “{quote}”" if quote else words) + (f" ({where})" if where else "")


def proof_words(finding: Finding, graph: Store, language: str) -> str:
    """Return the first proofs of a finding in one line; empty where it needs none."""
    return " | ".join(proof_lines(finding, graph, language))


def _words(proof: Proof, finding: Finding, graph: Store, language: str) -> str:
    if not isinstance(proof, Relation):
        return _field(proof, finding.about, graph, language)
    ends = (dated(graph.instrument(iri)) for iri in (proof.source, proof.target))
    told = f" {relation_label(proof.kind, language)} ".join(ends)
    if proof.parts:
        told += f" [{proof.parts}]"
    if proof.valid_from:
        told += f" {_FROM[language].format(day(proof.valid_from))}"
    return told


def _field(proof: Fact, about: str | None, graph: Store, language: str) -> str:
    """Return a field with its value; only days stand in the proof itself."""
    label, value = field_label(proof.field, language), day(proof.value) if proof.value else ""
    if about is None:
        return f"{label} {value}".rstrip()
    instrument = graph.instrument(about)
    value = value or getattr(instrument, proof.field, None) or ""
    return f"{dated(instrument)}: {label} {value}".rstrip()
