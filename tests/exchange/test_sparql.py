from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from exchanged import everything, shipped

from kg.errors import RecordError
from kg.model import Instrument
from kg.rdf import sparql as module
from kg.rdf.sparql import read_query, sparql

DOCS = Path(__file__).parents[2] / "docs" / "exchange.md"
ACT = "<akn/vn/act/nghi-quyet/chinh-phu/2021-07-15/76-nq-cp>"


@pytest.fixture(scope="module")
def graph():
    return shipped()


def documented() -> list[str]:
    return re.findall(r"```sparql\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)


def test_what_implements_the_resolution_of_2021(graph):
    query = documented()[0]
    assert '"76/NQ-CP"' in query
    assert '"2021-07-15"' in query
    expected = {
        graph.instrument(relation.source).number
        for relation in graph.incoming(
            "/akn/vn/act/nghi-quyet/chinh-phu/2021-07-15/76-nq-cp", kinds=("implements",)
        )
    }
    answer = sparql(graph, query)
    column = answer.columns.index("number")
    assert {row[column].value for row in answer.rows} == expected == {"23/CT-TTg", "282/QĐ-TTg"}


@pytest.mark.parametrize("query", documented())
def test_documented_queries_find_something(graph, query):
    assert sparql(graph, query).rows


def test_own_properties_are_found_under_those_of_eli(graph):
    query = """SELECT ?p { ?p rdfs:subPropertyOf eli:repeals .
        ?x ?p <akn/vn/act/nghi-dinh/chinh-phu/2018-04-23/61-2018-nd-cp> }"""
    assert "viendan:replaces" in sparql(graph, query).text()


def test_answers_are_tables_json_and_csv(graph):
    answer = sparql(
        graph,
        f"SELECT ?n ?title ?none {{ {ACT} eli:number ?n ; eli:title ?title . OPTIONAL "
        "{ ?x viendan:none ?none } }",
    )
    assert answer.columns == ("n", "title", "none")
    (row,) = csv.DictReader(answer.csv().splitlines())
    (binding,) = json.loads(answer.json())["results"]["bindings"]
    assert row["n"] == binding["n"]["value"] == "76/NQ-CP"
    assert binding["title"]["xml:lang"] == "vi"
    assert row["none"] == ""
    assert "none" not in binding
    assert answer.text().splitlines()[1].startswith("76/NQ-CP")


def test_ask_and_construct(graph):
    assert json.loads(sparql(graph, f"ASK {{ {ACT} ?p ?o }}").json()) == {
        "head": {},
        "boolean": True,
    }
    assert sparql(graph, "ASK { <x:y> ?p ?o }").text() == "answer\nfalse\n"
    built = sparql(graph, f"CONSTRUCT {{ ?x dct:relation {ACT} }} WHERE {{ ?x ?p {ACT} }}")
    assert "dct:relation" in built.text()
    assert built.columns == ("subject", "predicate", "object")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * {\\u0053ervice silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?a ?b ?c FILTER(?a<?b)service<http://127.0.0.1:9/>{} }",
        'SELECT * { ?s ?p "a\\"" . SERVICE ?x {} }',
        "SELECT * { ?s ?p '''it's''' . # '\n SERVICE ?x {} }",
        "ASK { OPTIONAL{SERVICE\n<http://127.0.0.1:9/> {} } }",
        "SELECT * { ?s ?p ?o.SERVICE <http://127.0.0.1:9/> {} }",
        "SELECT * { ?s ?p 1SERVICE<http://127.0.0.1:9/>{} }",
        "SELECT * { ?s ?p trueSERVICESILENT<http://127.0.0.1:9/>{} }",
        "PREFIX e: <http://127.0.0.1:9/> SELECT * { ?s ?p e:a\\#b SERVICE e:c {} }",
        "PREFIX e: <http://127.0.0.1:9/> SELECT * { ?s ?p e:a\\' SERVICEe:c {} # '\n }",
    ],
)
def test_other_servers_are_not_asked(graph, query):
    with pytest.raises(RecordError, match="SERVICE"):
        sparql(graph, query)


@pytest.mark.parametrize("query", ["SELECT*" + "{" * 4000, "ASK{FILTER" + "(" * 8000])
def test_brackets_that_would_overflow_the_parser_are_refused(graph, query):
    with pytest.raises(RecordError, match="more than 100 deep"):
        sparql(graph, query)


def test_brackets_in_strings_are_no_nesting(graph):
    assert sparql(graph, f'ASK {{ ?s ?p "{"(" * 500}" }}').rows


def test_the_word_service_is_no_offence(graph):
    query = """PREFIX s: <http://e.vn/service#> # SERVICE
        SELECT ?service { ?service s:x "SERVICE <x>", 'service' ; <x:SERVICE> $service }"""
    assert sparql(graph, query).rows == ()


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "LOAD <http://127.0.0.1:9/>",
        "CLEAR DEFAULT",
        "SELECT * {",
        "",
    ],
)
def test_only_questions_are_answered(graph, query):
    before = everything(graph)
    with pytest.raises(RecordError, match="Only SELECT, ASK and CONSTRUCT"):
        sparql(graph, query)
    assert everything(graph) == before


def test_a_query_is_bounded_in_time_and_rows(graph, monkeypatch):
    # Evaluation goes on in its thread for a while: small enough to end soon after the test.
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?b ?f }"
    with pytest.raises(RecordError, match=r"not answered within 0\.001 s"):
        sparql(graph, slow, seconds=0.001)
    monkeypatch.setattr(module, "MAX_ROWS", 5)
    with pytest.raises(RecordError, match="more than 5 rows"):
        sparql(graph, "SELECT * { ?s ?p ?o }")


def test_a_changed_graph_is_loaded_again():
    graph = shipped()
    query = "SELECT ?x { ?x a viendan:Instrument }"
    assert len(sparql(graph, query).rows) == len(graph)
    graph.add_instrument(
        Instrument(
            iri="/akn/vn/act/luat/quoc-hoi/2090-01-01/1-2090-qh40",
            type="luat",
            number="1/2090/QH40",
            issuer="Quốc hội",
        )
    )
    assert len(sparql(graph, query).rows) == len(graph)


def test_a_query_is_text_or_a_file(tmp_path):
    query = "ASK { ?s ?p 'Nghị định' }"
    path = tmp_path / "câu hỏi.rq"
    path.write_text(query, encoding="utf-8-sig")
    assert read_query(query) == read_query(str(path)) == query
    path.write_bytes("ASK { ?s ?p 'Nghị định' }".encode("utf-16"))
    for words in (str(path), "no such file.rq", "x" * 5000, "a\x00b", ""):
        with pytest.raises(RecordError, match="neither a query nor a file"):
            read_query(words)
