"""IRIs of instruments resolve, in the form that a client wants."""

import warnings
from pathlib import Path

import httpx
import pytest
from api_files import IRI
from real_server import RealServer

from kg.store import open_graph

BASE = "https://w3id.org/viendan"


def at(server: RealServer, path: str = IRI, **headers: str) -> httpx.Response:
    return httpx.get(f"{server.address}{path}", headers=headers)


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("text/html", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("", "text/html"),
        ("application/json", "application/json"),
        ("application/ld+json", "application/ld+json"),
        ("text/turtle", "text/turtle"),
        ("TEXT/Turtle; charset=utf-8", "text/turtle"),
        ("text/turtle;q=0.5, application/ld+json;q=0.9", "application/ld+json"),
        ("text/*;q=0.3, text/turtle;q=0.7", "text/turtle"),
        ("text/html;q=0, */*", "application/ld+json"),
        ("application/*", "application/ld+json"),
        ("image/png, application/json;q=0.1", "application/json"),
    ],
)
def test_form_follows_what_is_accepted(server: RealServer, accept: str, given: str):
    got = at(server, accept=accept)
    assert got.headers["content-type"].partition(";")[0] == given
    assert "Accept" in got.headers["vary"]


@pytest.mark.parametrize("accept", ["image/png", "text/turtle;q=0", "text/turtle;q=x"])
def test_nothing_that_is_accepted_is_told(server: RealServer, accept: str):
    got = at(server, accept=accept)
    assert (got.status_code, got.json()["type"]) == (406, "/problems/not-acceptable")


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("html", "text/html"),
        ("jsonld", "application/ld+json"),
        ("turtle", "text/turtle"),
        ("json", "application/json"),
    ],
)
def test_form_can_be_named_and_tells_of_the_others(server: RealServer, form: str, media_type: str):
    got = at(server, f"{IRI}?format={form}", accept="image/png")
    assert got.headers["content-type"].partition(";")[0] == media_type
    links = got.headers["link"]
    assert f'<{IRI}>; rel="canonical"' in links
    assert links.count('rel="alternate"') == 3
    assert f"format={form}>" not in links


@pytest.mark.parametrize(("form", "name"), [("turtle", "turtle"), ("jsonld", "json-ld")])
def test_linked_data_is_read_by_others(server: RealServer, form: str, name: str):
    rdflib = pytest.importorskip("rdflib")
    with warnings.catch_warnings():
        # rdflib's own reader of JSON-LD uses what rdflib has deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        graph = rdflib.Graph().parse(data=at(server, f"{IRI}?format={form}").text, format=name)
    me = rdflib.URIRef(f"{BASE}{IRI}")
    number = rdflib.URIRef("http://data.europa.eu/eli/ontology#number")
    replaces = rdflib.URIRef(f"{BASE}/ontology#replaces")
    assert str(graph.value(me, number)) == "61/2018/NĐ-CP"
    assert any("118-2025-nd-cp" in str(one) for one in graph.subjects(replaces, me))
    change = next(graph.subjects(rdflib.RDF.object, me))
    assert graph.value(change, rdflib.URIRef("http://www.w3.org/ns/prov#wasDerivedFrom"))


def test_linked_data_of_an_instrument_is_a_graph_by_itself(server: RealServer, tmp_path: Path):
    pytest.importorskip("pyoxigraph")
    from kg.exchange import import_file

    file = tmp_path / "một.ttl"
    file.write_bytes(at(server, f"{IRI}?format=turtle").content)
    graph = import_file(file)
    assert graph.instrument(IRI).number == "61/2018/NĐ-CP"
    assert graph.incoming(IRI)


def test_merged_iri_leads_to_the_one_that_counts(server: RealServer, tmp_path: Path):
    aliases = open_graph(None, tmp_path).aliases
    if not aliases:
        pytest.skip("nothing is merged in the shipped data")
    alias, canonical = next(iter(aliases.items()))
    got = at(server, f"{alias}?format=json&as_of=2025-01-01")
    assert got.status_code == 308
    assert got.headers["location"] == f"{canonical}?format=json&as_of=2025-01-01"
    assert httpx.get(f"{server.address}/instruments{alias}").json()["iri"] == canonical


@pytest.mark.parametrize(
    "path",
    [
        "/akn/vn/act/nghi-dinh/chinh-phu/2018-04-23/61-2018-nd-cp%00",
        "/akn/vn/act/nghi-dinh/chinh-phu/2018-13-45/%2e%2e",
        "/akn/vn/act/NGHI-DINH/chinh-phu/2018-04-23/61-2018-nd-cp",
    ],
)
def test_what_is_no_iri_is_refused(server: RealServer, path: str):
    assert at(server, path).status_code in (404, 422)
