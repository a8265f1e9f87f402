"""Every shape of shapes.ttl has a graph that breaks it, and the shipped graph breaks none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import rdflib
from exchanged import graph_of, shipped

from kg.graph import Graph
from kg.model import Instrument, Relation, Source
from kg.rdf.as_rdflib import rdflib_graph
from kg.rdf.ontology import ontology
from kg.rdf.shacl import SHAPES, validate, validate_rdf
from kg.rdf.writing import triples

S = Source(id="s", where="https://example.vn/x", read_on=date(2090, 1, 1))
A = Instrument(
    iri="/akn/vn/act/nghi-dinh/chinh-phu/2090-04-23/61-2090-nd-cp",
    type="nghi-dinh",
    number="61/2090/NĐ-CP",
    issuer="Chính phủ",
    date=date(2090, 4, 23),
    title="Về một cửa",
    effective=date(2090, 6, 21),
    expires=date(2095, 12, 31),
    kind="qppl",
    territory="Quảng Ninh",
    sources=dict.fromkeys(("number", "issuer", "date", "title", "effective", "expires"), ("s",)),
)
B = replace(A, iri=A.iri.replace("61", "118"), number="118/2090/NĐ-CP")
R = Relation(
    kind="amends",
    source=B.iri,
    target=A.iri,
    scope="part",
    parts="Điều 5",
    valid_from=date(2090, 7, 1),
    valid_to=date(2091, 7, 1),
    known_from=date(2090, 4, 23),
    evidence="sửa đổi Điều 5",
    sources=("s",),
)

# Shape to a replacement in the Turtle of the good graph.
BROKEN = {
    "type": ("eli:type_document doctype:nghi-dinh ;", "eli:type_document doctype:giay ;"),
    "number": ('"61/2090/NĐ-CP" ;', '"61/2090/N\u00d0-CP" ;'),
    "issuer": ('viendan:issuer "Chính phủ"@vi', 'viendan:issuer "Chính phủ"@en'),
    "title": ('eli:title "Về một cửa"@vi', 'eli:title "Về một cửa"@vi, "Hai"@vi'),
    "date": ('eli:date_document "2090-04-23"', 'eli:date_document "2090-06-22"'),
    "effective": ('entry_in_force "2090-06-21"', 'entry_in_force "2096-01-01"'),
    "expires": ('longer_in_force "2095-12-31"^^xsd:date', 'longer_in_force "2095"'),
    "kind": ('viendan:kind "qppl"', 'viendan:kind "law"'),
    "territory": ('viendan:territory "Quảng Ninh"@vi', 'viendan:territory "Quảng Ninh"'),
    "attested": ('viendan:kind "qppl"', 'viendan:attested "no" ; viendan:kind "qppl"'),
    "id": ('eli:id_local "/akn/vn/act/nghi-dinh', 'eli:id_local "/akn/vn/act/Nghi-dinh'),
    "number-sourced": ("viendan:source_number source:s", "viendan:source_number source:t"),
    "issuer-sourced": ("viendan:source_issuer source:s", "viendan:source_issuer source:t"),
    "title-sourced": ("viendan:source_title source:s", "viendan:source_title source:t"),
    "date-sourced": ("viendan:source_date source:s", "viendan:source_date source:t"),
    "effective-sourced": ("viendan:source_effective source:s", "rdfs:seeAlso source:s"),
    "expires-sourced": ("viendan:source_expires source:s", "rdfs:seeAlso source:s"),
    "actor": ("rdf:subject <", "rdf:subject <x:y>, <"),
    "predicate": ("rdf:predicate eli:amends", "rdf:predicate eli:likes"),
    "target": ("rdf:object <", "rdfs:seeAlso <"),
    "scope": ('viendan:scope "part"', 'viendan:scope "some"'),
    "which-part": ('viendan:parts "Điều 5"@vi', 'rdfs:comment "Điều 5"@vi'),
    "valid-from": ('viendan:valid_from "2090-07-01"', 'viendan:valid_from "2092-07-01"'),
    "valid-to": ('viendan:valid_to "2091-07-01"^^xsd:date', 'viendan:valid_to "2091-07-01"'),
    "known-from": ('viendan:known_from "2090-04-23"^^xsd:date', "viendan:known_from 2090"),
    "quote": ('viendan:quote "sửa đổi Điều 5"', 'viendan:quote "a", "b"'),
    "derived": ("prov:wasDerivedFrom source:s", "prov:wasDerivedFrom source:t"),
    "signed": ('viendan:valid_from "2090-07-01"', 'viendan:valid_from "2090-01-01"'),
    "identifier": ('dct:identifier "s"', 'dct:title "s"'),
    "where": ("viendan:where", "rdfs:seeAlso"),
    "read-on": ('viendan:read_on "2090-01-01"^^xsd:date', 'viendan:read_on "yesterday"'),
}


def good() -> Graph:
    return graph_of([S], [A, B], [R])


def named_shapes() -> Iterator[str]:
    """Yield the shapes that stand for themselves and not inside another one."""
    text = SHAPES.read_text(encoding="utf-8")
    for name in re.findall(r"^shape:([\w-]+)$", text, re.MULTILINE):
        if not name.startswith(("of-", "source-of-")) and name[0].islower():
            yield name


def turtle() -> str:
    said = rdflib_graph([*triples(good()), *ontology()])
    return str(said.serialize(format="turtle"))


def test_the_shipped_graph_keeps_to_the_shapes():
    assert validate(shipped()) == []


def test_the_good_graph_keeps_to_the_shapes():
    assert validate(good()) == []


def test_each_shape_has_a_graph_that_breaks_it():
    assert sorted(BROKEN) == sorted(named_shapes())


@pytest.mark.parametrize("shape", BROKEN)
def test_a_broken_graph_is_named(shape):
    before, after = BROKEN[shape]
    text = turtle()
    assert before in text
    found = validate_rdf(rdflib.Graph().parse(data=text.replace(before, after), format="turtle"))
    named = [violation for violation in found if violation.code == shape]
    assert named, found
    for violation in named:
        assert violation.vi
        assert violation.en
        assert violation.code in violation.message("vi")
        assert violation.en in violation.message("en")


def test_a_change_is_named_by_its_ends():
    (found,) = validate(graph_of([S], [A, B], [R._replace(sources=())]))
    assert found.code == "derived"
    assert found.where.split()[0] == B.iri
    assert found.where.split()[2] == A.iri
    assert found.message("en").endswith("must have a source that is described.")
