"""The JSON-LD context, generated from the terms; ``context.jsonld`` is its published copy."""

from __future__ import annotations

from typing import Any

from kg.rdf.names import BASE, prefixes
from kg.rdf.terms import (
    CHANGE,
    CHANGE_FIELDS,
    CHANGES,
    DCT,
    DERIVED,
    ELI,
    INSTRUMENT,
    INSTRUMENT_FIELDS,
    INSTRUMENT_TYPE,
    LABEL,
    MERGED,
    ORDER,
    OWN,
    PROV,
    RDF,
    SOURCE,
    SOURCE_FIELDS,
    SOURCED_FIELDS,
    TYPE_DOCUMENT,
    XSD,
    Field,
    Form,
    edges,
    source_property,
)

_COERCED: dict[Form, dict[str, str]] = {
    "text": {},
    "vi": {"@language": "vi"},
    "day": {"@type": XSD + "date"},
    # A flag is JSON's own true or false, which is an xsd:boolean.
    "flag": {},
}
_CLASSES = {
    "Instrument": INSTRUMENT,
    "Change": CHANGE,
    "Source": SOURCE,
    "InstrumentType": INSTRUMENT_TYPE,
    "Agent": ELI + "Agent",
    "LegalResource": ELI + "LegalResource",
    "Entity": PROV + "Entity",
    "AdministrativeArea": ELI + "AdministrativeArea",
}
_REFERENCES = {
    "type_document": TYPE_DOCUMENT,
    "passed_by": ELI + "passed_by",
    "jurisdiction": ELI + "jurisdiction",
    "merged_into": MERGED,
    "subject": RDF + "subject",
    "predicate": RDF + "predicate",
    "object": RDF + "object",
    "sources": DERIVED,
    "changes": CHANGES,
}


def context(base: str = BASE) -> dict[str, Any]:
    """Return the context: short names for all properties, with their types and languages."""
    terms: dict[str, Any] = {"id": "@id", "type": "@type", **prefixes(base), **_CLASSES}
    terms["label"] = {"@id": LABEL, "@container": "@language"}
    terms["id_local"] = {"@id": ELI + "id_local"}
    terms["identifier"] = {"@id": DCT + "identifier"}
    terms["source_order"] = {"@id": ORDER}
    for fields in (INSTRUMENT_FIELDS, CHANGE_FIELDS, SOURCE_FIELDS):
        # Instruments and sources both have titles, under properties of their own.
        terms |= {
            field.property.removeprefix(OWN) if name in terms else name: _literal(field)
            for name, field in fields.items()
        }
    own = {f"source_{name}": source_property(name) for name in SOURCED_FIELDS}
    for name, iri in (_REFERENCES | edges() | own).items():
        terms[name] = {"@id": iri, "@type": "@id"}
    return {"@version": 1.1, **{name: _short(term, base) for name, term in terms.items()}}


def _literal(field: Field) -> dict[str, str]:
    return {"@id": field.property, **_COERCED[field.form]}


def _short(term: Any, base: str) -> Any:  # noqa: ANN401
    """Return a term with prefixed names instead of full IRIs; prefixes themselves stay."""
    if not isinstance(term, dict):
        return _prefixed(term, base)
    return {key: _prefixed(value, base) for key, value in term.items()}


def _prefixed(iri: str, base: str) -> str:
    for prefix, namespace in prefixes(base).items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
