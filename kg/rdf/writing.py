"""The graph as triples, one subject after another, in an order that depends on the graph alone.

Sources come first, then each instrument with the changes it makes, then merged provisional nodes.
Only the list of IRIs is held in memory, so a store of any size can be written as a stream.
Attestations are left out: the triples are what the graph holds true, and counts of who said what
are no statements about the law. ``viendan conflicts`` lists them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import quote

import pyoxigraph as ox

from kg.contract import Store
from kg.model import Instrument, Relation, Source
from kg.rdf.names import Names, type_node
from kg.rdf.terms import (
    CHANGE,
    CHANGE_FIELDS,
    DCT,
    DERIVED,
    ELI,
    INSTRUMENT,
    INSTRUMENT_FIELDS,
    INSTRUMENT_TYPE,
    LABEL,
    MERGED,
    ORDER,
    PROV,
    RDF,
    SOURCE,
    SOURCE_FIELDS,
    TYPE,
    TYPE_DOCUMENT,
    VIETNAM,
    Field,
    Term,
    direct_edge,
    encode,
    property_of,
    source_property,
)
from kg.vocab import load_vocabulary

_NAMED = lru_cache(maxsize=4096)(ox.NamedNode)


def triples(store: Store, names: Names | None = None) -> Iterator[ox.Triple]:
    """Iterate over the triples of a graph; those of one subject follow each other.

    Args:
        store: the graph.
        names: IRIs of its nodes; under the default base if absent.

    Raises:
        RecordError: a kind of relation is not in the vocabulary.
    """
    names = names or Names()
    for _, source in sorted(store.sources.items()):
        yield from _source(source, names)
    told: set[ox.NamedNode] = set()
    for iri in sorted(instrument.iri for instrument in store.instruments):
        instrument = store.instrument(iri)
        yield from _around(instrument, names, told)
        by_kind = store.outgoing_by_kind(iri)
        relations = [relation for kind in sorted(by_kind) for relation in by_kind[kind]]
        yield from _instrument(instrument, relations, names)
        for relation in relations:
            yield from _change(relation, names)
    for alias, iri in sorted(store.aliases.items()):
        yield ox.Triple(names.instrument(alias), _NAMED(MERGED), names.instrument(iri))


def _said(subject: ox.NamedNode, pairs: Iterable[tuple[str, Term | None]]) -> Iterator[ox.Triple]:
    for property_, value in pairs:
        if value is not None:
            yield ox.Triple(subject, _NAMED(property_), value)


def _fields(record: object, fields: Mapping[str, Field]) -> Iterator[tuple[str, Term | None]]:
    for name, field in fields.items():
        value = getattr(record, name)
        # What a record has by default is not said: no number, not attested, no method.
        if value is not None and value is not False and (value != "" or field.nullable):
            yield field.property, encode(value, field.form)


def _source(source: Source, names: Names) -> Iterator[ox.Triple]:
    yield from _said(
        names.source(source.id),
        [
            (TYPE, _NAMED(SOURCE)),
            (TYPE, _NAMED(PROV + "Entity")),
            (DCT + "identifier", ox.Literal(source.id)),
            *_fields(source, SOURCE_FIELDS),
        ],
    )


def _around(i: Instrument, names: Names, told: set[ox.NamedNode]) -> Iterator[ox.Triple]:
    """Iterate over the labels of type, issuer and province when they are first needed."""
    vocabulary = load_vocabulary()
    if entry := vocabulary.types.get(i.type):
        yield from _labelled(type_node(i.type), INSTRUMENT_TYPE, entry.vi, entry.en, told)
    if body := names.body(i.issuer):
        known = next(iter(vocabulary.issuers_by_name(i.issuer)), None)
        yield from _labelled(body, ELI + "Agent", i.issuer, known.en if known else None, told)
    if place := names.place(i.territory or ""):
        area = ELI + "AdministrativeArea"
        yield from _labelled(place, area, i.territory or "", None, told)


def _labelled(
    node: ox.NamedNode, class_: str, vi: str, en: str | None, told: set[ox.NamedNode]
) -> Iterator[ox.Triple]:
    if node in told:
        return
    told.add(node)
    english = ox.Literal(en, language="en") if en else None
    yield from _said(node, [(TYPE, _NAMED(class_)), (LABEL, encode(vi, "vi")), (LABEL, english)])


def _instrument(i: Instrument, relations: Sequence[Relation], names: Names) -> Iterator[ox.Triple]:
    entry = load_vocabulary().types.get(i.type)
    label = f"{entry.vi if entry else i.type} {i.number or i.title or ''}".strip()
    place = names.place(i.territory) if i.territory else _NAMED(VIETNAM)
    yield from _said(
        names.instrument(i.iri),
        [
            (TYPE, _NAMED(INSTRUMENT)),
            (TYPE, _NAMED(ELI + "LegalResource")),
            (LABEL, encode(label, "vi")),
            (ELI + "id_local", ox.Literal(i.iri)),
            (TYPE_DOCUMENT, type_node(i.type)),
            *_fields(i, INSTRUMENT_FIELDS),
            (ELI + "passed_by", names.body(i.issuer)),
            (ELI + "jurisdiction", place),
            *_field_sources(i.sources, names),
            *dict.fromkeys((direct_edge(r), names.instrument(r.target)) for r in relations),
        ],
    )


def _field_sources(
    sources: Mapping[str, Sequence[str]], names: Names
) -> Iterator[tuple[str, Term]]:
    for field, ids in sorted(sources.items()):
        property_ = source_property(field)
        for id_ in sorted(set(ids)):
            yield property_, names.source(id_)
    for field, ids in sorted(sources.items()):
        yield from _order(ids, field, empty=True)


def _order(ids: Sequence[str], *lead: str, empty: bool = False) -> Iterator[tuple[str, Term]]:
    """Iterate over the literal that keeps an order of sources which is not that of their ids.

    Values of a property have no order in RDF, and none may stand twice.
    """
    if list(ids) != sorted(set(ids)) or (empty and not ids):
        yield ORDER, ox.Literal(" ".join((*lead, *(quote(id_, safe="") for id_ in ids))))


def _change(r: Relation, names: Names) -> Iterator[ox.Triple]:
    yield from _said(
        names.change(r),
        [
            (TYPE, _NAMED(CHANGE)),
            (RDF + "subject", names.instrument(r.source)),
            (RDF + "predicate", _NAMED(property_of(r))),
            (RDF + "object", names.instrument(r.target)),
            *_fields(r, CHANGE_FIELDS),
            *((DERIVED, names.source(id_)) for id_ in sorted(set(r.sources))),
            *_order(r.sources),
        ],
    )
