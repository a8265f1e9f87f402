"""The SPARQL endpoint: the protocol, its formats, its limits, and nothing but reading."""

import csv
import warnings
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from time import sleep

import httpx
import pytest
from api_files import IRI
from real_server import RealServer

NUMBER = f"SELECT ?n {{ <{IRI[1:]}> eli:number ?n }}"
GRAPH = f"CONSTRUCT {{ ?x viendan:replaces ?y }} WHERE {{ ?x viendan:replaces ?y, <{IRI[1:]}> }}"
QUERY = {"content-type": "application/sparql-query"}


def ask(server: RealServer, query: str, **headers: str) -> httpx.Response:
    return httpx.get(f"{server.address}/sparql", params={"query": query}, headers=headers)


def test_query_is_answered_however_it_is_sent(server: RealServer):
    place = f"{server.address}/sparql"
    answers = (
        ask(server, NUMBER),
        httpx.post(place, data={"query": NUMBER}),
        httpx.post(place, content=NUMBER, headers=QUERY),
    )
    for got in answers:
        (row,) = got.json()["results"]["bindings"]
        assert row["n"]["value"] == "61/2018/NĐ-CP"


def test_tables_come_in_the_formats_of_the_standard(server: RealServer):
    xml = ask(server, NUMBER, accept="application/sparql-results+xml")
    assert "61/2018/NĐ-CP" in "".join(ET.fromstring(xml.content).itertext())
    table = ask(server, NUMBER, accept="text/csv")
    assert list(csv.reader(StringIO(table.text))) == [["n"], ["61/2018/NĐ-CP"]]
    tabs = ask(server, NUMBER, accept="text/tab-separated-values")
    assert tabs.text == '?n\n"61/2018/NĐ-CP"\n'
    assert ask(server, "ASK { ?a ?b ?c }").json() == {"head": {}, "boolean": True}


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ],
)
@pytest.mark.parametrize("query", [GRAPH, f"DESCRIBE <{IRI[1:]}>"])
def test_graphs_come_in_the_formats_of_the_standard(
    server: RealServer, query: str, accept: str, name: str
):
    rdflib = pytest.importorskip("rdflib")
    got = ask(server, query, accept=accept)
    assert got.headers["content-type"].startswith(accept)
    with warnings.catch_warnings():
        # rdflib's own reader of JSON-LD uses what rdflib has deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        assert len(rdflib.Graph().parse(data=got.text, format=name)) > 0


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"data": {"update": "DELETE WHERE { ?a ?b ?c }"}}, 403),
        ({"content": "CLEAR ALL", "headers": {"content-type": "application/sparql-update"}}, 403),
        ({"content": "DELETE WHERE { ?a ?b ?c }", "headers": QUERY}, 403),
        ({"content": "LOAD <http://127.0.0.1/x>", "headers": QUERY}, 403),
        ({"content": "SELECT * { SERVICE <http://127.0.0.1/> {?a ?b ?c} }", "headers": QUERY}, 400),
        ({"content": "SELECT * FROM <http://127.0.0.1/> { ?a ?b ?c }", "headers": QUERY}, 400),
        ({"data": {"query": NUMBER, "default-graph-uri": "http://127.0.0.1/"}}, 400),
        ({"content": "SELECT", "headers": QUERY}, 400),
        ({"content": "", "headers": QUERY}, 422),
        ({"json": {"query": NUMBER}}, 415),
    ],
)  # fmt: skip
def test_all_else_is_refused(server: RealServer, sent: dict, status: int):
    got = httpx.post(f"{server.address}/sparql", **sent)
    assert got.status_code == status
    assert got.headers["content-type"] == "application/problem+json"


def test_words_of_other_meaning_are_no_from_clause(server: RealServer):
    query = 'SELECT ?from { ?from eli:number "x FROM y" } # from\nLIMIT 1'
    assert ask(server, query).status_code == 200


def test_long_answer_is_cut_and_says_so(server: RealServer):
    got = ask(server, "SELECT ?a { ?a ?b ?c } LIMIT 10001", accept="text/csv")
    assert len(got.text.splitlines()) == 10_001
    assert got.headers["viendan-cut"].startswith("10000 of 10001 rows")
    assert "viendan-cut" not in ask(server, NUMBER).headers


def test_queries_without_end_are_stopped_and_hold_up_nothing_else(start):
    server = start(limits={"graph_seconds": 10.0})
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    sent = {"url": f"{server.address}/sparql", "params": {"query": endless}, "timeout": 60}
    with ThreadPoolExecutor() as pool:
        queries = [pool.submit(httpx.get, **sent) for _ in range(2)]
        for _ in range(100):
            if 'viendan_lane_waiting{lane="sparql"} 2' in metrics(server):
                break
            sleep(0.05)
        found = httpx.get(f"{server.address}/instruments", params={"q": "61/2018"}, timeout=60)
        assert found.status_code == 200
        assert not any(query.done() for query in queries)
        for query in queries:
            assert query.result().json()["type"] == "/problems/took-too-long"
    after = httpx.get(f"{server.address}/sparql", params={"query": NUMBER}, timeout=60)
    assert after.status_code == 200


def test_format_that_does_not_fit_the_query_is_told(server: RealServer):
    got = httpx.get(f"{server.address}/sparql", params={"query": GRAPH, "format": "csv"})
    assert got.json()["type"] == "/problems/not-acceptable"


def metrics(server: RealServer) -> str:
    return httpx.get(f"{server.address}/metrics").text
