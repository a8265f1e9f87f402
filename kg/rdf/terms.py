"""The terms of the RDF form: namespaces, and which property carries which field.

Each field has one property. The tables below are all that writing, reading, the JSON-LD context
and the ontology know of it, so a new field is a new row.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

import pyoxigraph as ox

from kg.errors import RecordError
from kg.model import Relation
from kg.vocab import load_vocabulary

OWN = "https://w3id.org/viendan/ontology#"
TYPES = "https://w3id.org/viendan/type/"
ELI = "http://data.europa.eu/eli/ontology#"
PROV = "http://www.w3.org/ns/prov#"
DCT = "http://purl.org/dc/terms/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"

TYPE = RDF + "type"
LABEL = RDFS + "label"
INSTRUMENT, CHANGE, SOURCE = OWN + "Instrument", OWN + "Change", OWN + "Source"
INSTRUMENT_TYPE, RELATION_KIND = OWN + "InstrumentType", OWN + "RelationKind"
DERIVED = PROV + "wasDerivedFrom"
MERGED = OWN + "merged_into"
ORDER = OWN + "source_order"
TYPE_DOCUMENT = ELI + "type_document"
#: What a partial replacement or repeal says directly: ELI's ``repeals`` is of the whole only.
CHANGES = ELI + "changes"
VIETNAM = "http://publications.europa.eu/resource/authority/country/VNM"

Term = ox.NamedNode | ox.Literal
Form = Literal["text", "vi", "day", "flag"]


class Field(NamedTuple):
    """How a field of a record is said.

    Attributes:
        form: of the literal; ``vi`` is a text in Vietnamese.
        nullable: whether an empty text is another value than none, and therefore said.
    """

    property: str
    form: Form = "text"
    nullable: bool = False


INSTRUMENT_FIELDS: Mapping[str, Field] = {
    "number": Field(ELI + "number"),
    "issuer": Field(OWN + "issuer", "vi"),
    "date": Field(ELI + "date_document", "day"),
    "title": Field(ELI + "title", "vi", nullable=True),
    "effective": Field(ELI + "first_date_entry_in_force", "day"),
    "expires": Field(ELI + "date_no_longer_in_force", "day"),
    "kind": Field(OWN + "kind"),
    "territory": Field(OWN + "territory", "vi", nullable=True),
    "attested": Field(OWN + "attested", "flag"),
}
CHANGE_FIELDS: Mapping[str, Field] = {
    "scope": Field(OWN + "scope"),
    "parts": Field(OWN + "parts", "vi", nullable=True),
    "valid_from": Field(OWN + "valid_from", "day"),
    "valid_to": Field(OWN + "valid_to", "day"),
    "known_from": Field(OWN + "known_from", "day"),
    # In whatever language the source is.
    "evidence": Field(OWN + "quote", nullable=True),
}
SOURCE_FIELDS: Mapping[str, Field] = {
    "where": Field(OWN + "where"),
    "read_on": Field(OWN + "read_on", "day"),
    "method": Field(OWN + "method"),
    "official": Field(OWN + "official", "flag"),
    "title": Field(OWN + "name"),
    "licence": Field(DCT + "rights"),
    "sha256": Field(OWN + "sha256"),
}
#: Fields whose sources are told, besides those of an instrument's own table.
SOURCED_FIELDS = (*INSTRUMENT_FIELDS, "type")
_SOURCE_OF = OWN + "source_"

_DATATYPES: Mapping[Form, ox.NamedNode] = {
    "day": ox.NamedNode(XSD + "date"),
    "flag": ox.NamedNode(XSD + "boolean"),
}
_STRINGS = (XSD + "string", RDF + "langString")
Value = str | date | bool


@cache
def edges() -> dict[str, str]:
    """Return the property of each kind of relation: ELI's own, or one of ours."""
    return {kind.id: edge_of(kind.eli, kind.id) for kind in load_vocabulary().relations.values()}


@cache
def kinds() -> dict[str, str]:
    """Return the kind of relation of each property, the inverse of ``edges``."""
    return {iri: kind for kind, iri in edges().items()}


def edge_of(eli: str | None, kind: str) -> str:
    """Return the IRI of the property of a kind: the ELI one of its entry, else ours."""
    return ELI + eli.removeprefix("eli:") if eli else OWN + kind


def direct_edge(relation: Relation) -> str:
    """Return the property of the triple that states a relation without its dates.

    Raises:
        RecordError: the kind is not in the vocabulary.
    """
    ends = load_vocabulary().effects.get(relation.kind) == "ends"
    return CHANGES if ends and relation.scope == "part" else property_of(relation)


def property_of(relation: Relation) -> str:
    """Return the property of a relation's kind.

    Raises:
        RecordError: the kind is not in the vocabulary.
    """
    try:
        return edges()[relation.kind]
    except KeyError:
        raise RecordError(
            f"relation {relation.source} -> {relation.target}: {relation.kind!r} is no kind of "
            "kg/vocab/relations.yaml. Add it there, or correct the record."
        ) from None


def source_property(field: str) -> str:
    """Return the property that tells the sources of a field.

    Raises:
        RecordError: no instrument has such a field.
    """
    if field not in SOURCED_FIELDS:
        raise RecordError(f"sources of {field!r}: no field of an instrument. Correct the record.")
    return f"{_SOURCE_OF}{field}"


@cache
def sourced_fields() -> dict[str, str]:
    """Return the field whose sources each property tells, the inverse of ``source_property``."""
    return {source_property(field): field for field in SOURCED_FIELDS}


def encode(value: Value, form: Form) -> ox.Literal:
    """Return a value as a literal."""
    if form == "vi":
        return ox.Literal(str(value), language="vi")
    if form == "text":
        return ox.Literal(str(value))
    text = value.isoformat() if isinstance(value, date) else str(value).lower()
    return ox.Literal(text, datatype=_DATATYPES[form])


def decode(term: object, form: Form) -> Value:
    """Return the value of a literal.

    Raises:
        ValueError: not a literal of this form, or a day that is not in the calendar.
    """
    if not isinstance(term, ox.Literal):
        raise ValueError(f"{term} is not a literal")  # noqa: TRY004 - one error for bad data
    wanted = (_DATATYPES[form].value,) if form in _DATATYPES else _STRINGS
    if term.datatype.value not in wanted:
        raise ValueError(f"{term} is not of type {wanted[0].removeprefix(XSD)}")
    if form == "day":
        day = date.fromisoformat(term.value)
        if day.isoformat() != term.value:
            raise ValueError(f"{term} is not written YYYY-MM-DD")
        return day
    if form == "flag":
        if term.value not in ("true", "false", "1", "0"):
            raise ValueError(f"{term} is neither true nor false")
        return term.value in ("true", "1")
    return term.value
