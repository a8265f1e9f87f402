"""The files published with the package are up to date and say what they must."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from exchanged import shipped
from rdflib.namespace import RDFS

from kg.errors import MissingExtraError
from kg.exchange import FORMATS
from kg.extras import need
from kg.rdf.names import BASE, prefixes
from kg.rdf.ontology import CONTEXT, ONTOLOGY, published
from kg.rdf.terms import DCT, ELI, OWN, SOURCED_FIELDS, edges
from kg.rdf.writing import triples
from kg.vocab import load_vocabulary

DOCS = Path(__file__).parents[2] / "docs" / "exchange.md"


@pytest.mark.parametrize("path", [ONTOLOGY, CONTEXT])
def test_published_files_are_up_to_date(path):
    assert path.read_text(encoding="utf-8") == published()[path], (
        "python -m kg.rdf.ontology writes it again"
    )


def test_kinds_have_labels_and_stand_under_eli():
    graph = rdflib.Graph().parse(ONTOLOGY, format="turtle")
    for kind in load_vocabulary().relations.values():
        node = rdflib.URIRef(edges()[kind.id])
        labels = {(str(label), label.language) for label in graph.objects(node, RDFS.label)}
        assert labels == {(kind.vi, "vi"), (kind.en, "en")}
        if kind.sub_property_of:
            above = rdflib.URIRef(kind.sub_property_of.replace("eli:", ELI))
            assert (node, RDFS.subPropertyOf, above) in graph
    assert edges()["replaces"] == f"{OWN}replaces"
    assert edges()["amends"] == f"{ELI}amends"


def test_all_own_terms_have_labels_in_both_languages():
    graph = rdflib.Graph().parse(ONTOLOGY, format="turtle")
    for node in set(graph.subjects()):
        assert {label.language for label in graph.objects(node, RDFS.label)} == {"vi", "en"}, node


# rdflib's own reader of JSON-LD still uses a class that rdflib has deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_the_context_is_read_by_both_libraries():
    document = json.loads(CONTEXT.read_text(encoding="utf-8"))
    document |= {"id": f"{BASE}/akn/vn/act/x", "identifier": "s", "title": "Về việc"}
    text = json.dumps(document)
    quads = {str(quad) for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)}
    triples = rdflib.Graph().parse(data=text, format="json-ld")
    assert len(quads) == len(triples) == 2
    assert (None, rdflib.URIRef(f"{ELI}title"), rdflib.Literal("Về việc", lang="vi")) in triples
    assert (None, rdflib.URIRef(f"{DCT}identifier"), rdflib.Literal("s")) in triples
    assert {f"source_{field}" for field in SOURCED_FIELDS} <= set(document["@context"])


def test_the_documented_turtle_is_of_the_shipped_graph():
    text = DOCS.read_text(encoding="utf-8")
    (snippet,) = re.findall(r"```turtle\n(.*?)```", text, re.DOTALL)
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes().items())
    documented = {quad.triple for quad in ox.parse(head + snippet, format=ox.RdfFormat.TURTLE)}
    assert len(documented) > 15
    assert documented <= set(triples(shipped()))


def test_an_absent_package_is_told_with_its_extra():
    need("x", extra="rdf", packages=("json", "pyoxigraph"))
    with pytest.raises(MissingExtraError, match=r"^x: needs .*viendan\[rdf\]"):
        need("x", extra="rdf", packages=("json", "no_such_package_of_ours"))


def test_every_format_loads():
    for format_ in FORMATS.values():
        if not format_.folder:
            module = format_.load()
            assert callable(module.write)
            assert hasattr(module, "read") == format_.reads
