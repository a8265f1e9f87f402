"""The ontology: our own terms with their labels, and how they stand to ELI and PROV-O.

Generated from the vocabulary; ``ontology.ttl`` and ``context.jsonld`` of this folder are its
published copies. ``python -m kg.rdf.ontology`` writes both again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox

from kg.rdf.as_rdflib import write_turtle
from kg.rdf.context import context
from kg.rdf.names import type_node
from kg.rdf.terms import (
    CHANGE,
    CHANGE_FIELDS,
    CHANGES,
    DERIVED,
    ELI,
    INSTRUMENT,
    INSTRUMENT_FIELDS,
    INSTRUMENT_TYPE,
    LABEL,
    MERGED,
    ORDER,
    OWL,
    OWN,
    PROV,
    RDF,
    RDFS,
    RELATION_KIND,
    SKOS,
    SOURCE,
    SOURCE_FIELDS,
    SOURCED_FIELDS,
    TYPE,
    XSD,
    edge_of,
    source_property,
)
from kg.vocab import RelationKind, load_vocabulary
from kg.vocab.cache import write_atomically

FOLDER = Path(__file__).parent
ONTOLOGY, CONTEXT = FOLDER / "ontology.ttl", FOLDER / "context.jsonld"

#: Class to the classes above it and its labels.
_CLASSES = {
    INSTRUMENT: ((ELI + "LegalResource", PROV + "Entity"), "Văn bản", "Legal instrument"),
    CHANGE: ((RDF + "Statement", PROV + "Entity"), "Quan hệ có thời hạn", "Dated relation"),
    SOURCE: ((PROV + "Entity",), "Nguồn", "Source"),
    INSTRUMENT_TYPE: (
        (ELI + "ResourceType", SKOS + "Concept"),
        "Loại văn bản",
        "Type of instrument",
    ),
    RELATION_KIND: ((RDF + "Property",), "Loại quan hệ", "Kind of relation"),
}
#: Own property of a field to its labels.
_LABELS = {
    "issuer": ("cơ quan ban hành, như văn bản ghi", "issuer, as written"),
    "kind": ("nhóm văn bản: qppl, administrative, party", "qppl, administrative or party"),
    "territory": ("địa bàn áp dụng", "province where it applies"),
    "attested": ("chỉ biết qua văn bản viện dẫn", "known only from citing documents"),
    "scope": ("toàn bộ (whole) hoặc một phần (part)", "whole or part of the target"),
    "parts": ("phần bị tác động", "what of the target is touched"),
    "valid_from": ("ngày đầu có hiệu lực", "first day of effect"),
    "valid_to": ("ngày cuối có hiệu lực", "last day of effect"),
    "known_from": ("ngày được công bố", "day on which it became public"),
    "quote": ("câu chữ chứng minh", "words that state it"),
    "where": ("địa chỉ đã đọc", "where it was read"),
    "read_on": ("ngày đọc", "day on which it was read"),
    "method": ("cách đọc", "how it was read"),
    "official": ("của cơ quan nhà nước", "hosted by the state"),
    "name": ("tên nguồn", "name of the source"),
    "sha256": ("mã băm SHA-256 của bản đã đọc", "SHA-256 digest of the bytes read"),
    "merged_into": ("đã gộp vào", "merged into"),
    "source_order": ("thứ tự nguồn, nếu khác thứ tự mã", "order of sources, if not that of ids"),
}
_RANGES = {"text": XSD + "string", "vi": RDF + "langString"} | {
    "day": XSD + "date",
    "flag": XSD + "boolean",
}


def ontology() -> Iterator[ox.Triple]:
    """Iterate over the triples of the ontology."""
    head = OWN.removesuffix("#")
    yield _triple(head, TYPE, OWL + "Ontology")
    yield from _labels(head, "Bản thể luận viendan", "viendan ontology")
    for iri, (above, vi, en) in _CLASSES.items():
        yield _triple(iri, TYPE, OWL + "Class")
        yield from _labels(iri, vi, en)
        for class_ in above:
            yield _triple(iri, RDFS + "subClassOf", class_)
    yield from _field_properties()
    yield from _source_properties()
    for kind in load_vocabulary().relations.values():
        yield from _kind(kind)
    for entry in load_vocabulary().types.values():
        node = type_node(entry.id).value
        yield _triple(node, TYPE, INSTRUMENT_TYPE)
        yield from _labels(node, entry.vi, entry.en)


def _field_properties() -> Iterator[ox.Triple]:
    tables = ((INSTRUMENT, INSTRUMENT_FIELDS), (CHANGE, CHANGE_FIELDS), (SOURCE, SOURCE_FIELDS))
    for class_, fields in tables:
        for field in fields.values():
            if field.property.startswith(OWN):
                yield from _property(field.property, "DatatypeProperty")
                yield _triple(field.property, RDFS + "domain", class_)
                yield _triple(field.property, RDFS + "range", _RANGES[field.form])


def _source_properties() -> Iterator[ox.Triple]:
    for field in SOURCED_FIELDS:
        iri = source_property(field)
        yield _triple(iri, TYPE, OWL + "ObjectProperty")
        yield from _labels(iri, f"nguồn của {field}", f"source of {field}")
        yield _triple(iri, RDFS + "subPropertyOf", DERIVED)
        yield _triple(iri, RDFS + "range", SOURCE)
    yield from _property(ORDER, "DatatypeProperty")
    yield from _property(MERGED, "ObjectProperty")
    yield _triple(MERGED, RDFS + "subPropertyOf", OWL + "sameAs")


def _kind(kind: RelationKind) -> Iterator[ox.Triple]:
    iri = edge_of(kind.eli, kind.id)
    yield _triple(iri, TYPE, RELATION_KIND)
    yield from _labels(iri, kind.vi, kind.en)
    if kind.sub_property_of:
        yield _triple(iri, TYPE, OWL + "ObjectProperty")
        yield _triple(iri, RDFS + "subPropertyOf", edge_of(kind.sub_property_of, kind.id))
    if kind.effect in ("ends", "changes") and iri != CHANGES:
        # ELI says so of its own in words only; here a query for all changes finds them.
        yield _triple(iri, RDFS + "subPropertyOf", CHANGES)


def _property(iri: str, class_: str) -> Iterator[ox.Triple]:
    yield _triple(iri, TYPE, OWL + class_)
    yield from _labels(iri, *_LABELS[iri.removeprefix(OWN)])


def _labels(iri: str, vi: str, en: str) -> Iterator[ox.Triple]:
    for text, language in ((vi, "vi"), (en, "en")):
        label = ox.Literal(text, language=language)
        yield ox.Triple(ox.NamedNode(iri), ox.NamedNode(LABEL), label)


def _triple(subject: str, predicate: str, object_: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(object_))


def published() -> dict[Path, str]:
    """Return the published files and what they should hold."""
    turtle = BytesIO()
    write_turtle(ontology(), turtle)
    terms = json.dumps({"@context": context()}, ensure_ascii=False, indent=2)
    return {ONTOLOGY: turtle.getvalue().decode("utf-8"), CONTEXT: f"{terms}\n"}


if __name__ == "__main__":
    for path, text in published().items():
        write_atomically(path, text)
