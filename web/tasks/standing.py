"""The status of an instrument on a day, with what proves it, as a page shows it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from check.wording import day, field_label, relation_label
from kg.contract import Store
from kg.model import Relation
from kg.state import Fact, Proof
from kg.status import status
from report.drawing.nodes import Node, clean, link, node
from web.tasks.cards import Linked, linked
from web.tasks.places import Place, places


class Proved(NamedTuple):
    """One thing that a status rests on.

    Attributes:
        label: kind of relation, or field of the record.
        other: the instrument at the other end; ``None`` for a field.
        told: days and parts, or the value.
        quote: the words that state it.
        sources: where they were read.
    """

    label: str
    other: Linked | None
    told: str
    quote: str
    sources: tuple[Place, ...]


class Standing(NamedTuple):
    """A status with its proof.

    Attributes:
        on: the day in words.
        node: state and its words.
        until: last day of it, in words; empty where open or unknown.
        parts: what has ended or is paused.
        inferred: whether it follows from a rule of law and not from a text.
        proofs: what it rests on, the decisive one first.
        heirs: what replaced it, the last one applies.
    """

    on: str
    node: Node
    until: str
    parts: str
    inferred: bool
    proofs: tuple[Proved, ...]
    heirs: tuple[Linked, ...]


def standing(graph: Store, iri: str, *, as_of: date, language: str) -> Standing:
    """Return the status of an instrument on a day.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    found = status(graph, iri, as_of=as_of)
    return Standing(
        on=day(as_of),
        node=node(graph, graph.instrument(iri), as_of=as_of, language=language, facts=True),
        until=day(found.until) if found.until else "",
        parts=clean("; ".join(found.parts)),
        inferred=found.inferred,
        proofs=tuple(_proved(graph, iri, one, as_of, language) for one in found.proof),
        heirs=tuple(linked(graph, heir, language) for heir in found.successors),
    )


def _proved(graph: Store, iri: str, proof: Proof, as_of: date, language: str) -> Proved:
    if isinstance(proof, Fact):
        told = day(proof.value) if proof.value else ""
        label = field_label(proof.field, language)
        return Proved(label, None, told, "", places(graph, proof.sources))
    return _related(graph, iri, proof, as_of, language)


def _related(graph: Store, iri: str, relation: Relation, as_of: date, language: str) -> Proved:
    acting = relation.source == iri
    told = link(graph, relation, as_of=as_of, language=language)
    return Proved(
        label=relation_label(relation.kind, language, incoming=not acting),
        other=linked(graph, relation.target if acting else relation.source, language),
        told=" – ".join(told.lines),
        quote=told.evidence,
        sources=places(graph, relation.sources),
    )
