"""A graph written as RDF and read again is the same graph."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from exchanged import everything, graph_of, graphs, instruments, shipped
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import MissingExtraError, RecordError
from kg.exchange import FORMATS, export, import_file
from kg.graph import Graph, identity
from kg.model import Instrument, Relation
from kg.rdf.names import BASE
from kg.rdf.reading import read_graph
from kg.rdf.terms import ELI, RDF, edges
from kg.rdf.writing import triples
from kg.store import open_graph
from kg.store.records import add_to_user

ROOT = Path(__file__).parents[2]
READ = [name for name, format_ in FORMATS.items() if format_.reads]
SYNTAX = {
    "turtle": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nquads": ox.RdfFormat.N_QUADS,
}


def written(graph: Graph, name: str, **options: str) -> bytes:
    out = io.BytesIO()
    export(graph, name, out, **options)
    return out.getvalue()


def back(data: bytes, name: str) -> Graph:
    return read_graph(lambda: ox.parse(data, format=SYNTAX[name]), where="test")


def test_three_formats_are_read():
    assert set(READ) == set(SYNTAX)


@pytest.mark.parametrize("name", READ)
@settings(max_examples=60)
@given(graph=graphs())
def test_random_graphs_come_back(name, graph):
    assert everything(back(written(graph, name), name)) == everything(graph)


@pytest.mark.parametrize("name", READ)
@settings(max_examples=15)
@given(graph=graphs())
def test_a_graph_read_back_is_written_alike(name, graph):
    data = written(graph, name)
    assert written(back(data, name), name) == data


@pytest.mark.parametrize("name", READ)
def test_the_shipped_graph_comes_back_from_a_file(name, tmp_path):
    folder = tmp_path / "dữ liệu của tôi"
    folder.mkdir()
    path = folder / f"đồ thị{FORMATS[name].extension}"
    path.write_text("old", encoding="utf-8")
    graph = shipped()
    export(graph, name, path)
    assert everything(import_file(path)) == everything(graph)
    assert list(folder.iterdir()) == [path], "no temporary file stays"


@pytest.mark.parametrize("name", READ)
def test_the_bytes_depend_on_the_graph_alone(name, tmp_path):
    sizes = "import sys; sys.path[:0] = ['tests/exchange']\n"
    code = (
        f"{sizes}from pathlib import Path\nfrom exchanged import shipped\n"
        f"from kg.exchange import export\nexport(shipped(), {name!r}, Path(sys.argv[1]))"
    )
    found = []
    for seed in ("1", "2"):
        path = tmp_path / seed
        subprocess.run(
            [sys.executable, "-c", code, path],
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        )
        found.append(path.read_bytes())
    turned = graph_of(
        reversed(list(shipped().sources.values())),
        reversed(list(shipped().instruments)),
        reversed(list(shipped().relations)),
    )
    assert found[0] == found[1] == written(turned, name)


# rdflib's own reader of JSON-LD still uses a class that rdflib has deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize(("name", "syntax"), [("turtle", "turtle"), ("jsonld", "json-ld")])
def test_rdflib_reads_the_same_triples(name, syntax):
    graph = shipped()
    mine = rdflib.Graph().parse(data=written(graph, name), format=syntax)
    lines = written(graph, "nquads").splitlines()
    assert len(mine) == len(set(lines))


@pytest.mark.parametrize("name", READ)
def test_another_base_is_read_without_being_told(name):
    graph = shipped()
    data = written(graph, name, base="https://example.vn/luật")
    assert BASE.encode() + b"/akn" not in data
    assert everything(back(data, name)) == everything(graph)


@pytest.mark.parametrize("base", ["", "/akn", "https://example.vn/", "https://e.vn/a b", "x"])
def test_a_base_that_is_none_is_refused(base, tmp_path):
    with pytest.raises(RecordError, match="no base"):
        export(shipped(), "nquads", tmp_path / "x.nq", base=base)
    assert not list(tmp_path.iterdir())


@settings(max_examples=30)
@given(graph=graphs(), data=st.data())
def test_lines_in_any_order_are_read(graph, data):
    lines = written(graph, "nquads").splitlines(keepends=True)
    mixed = data.draw(st.permutations(lines))
    assert everything(back(b"".join(mixed), "nquads")) == everything(graph)


@pytest.mark.parametrize("part", [b"valid_from", b"quote", b"#title", b"#official", b"source_date"])
def test_a_fact_that_comes_late_is_not_lost(part):
    graph = shipped()
    lines = written(graph, "nquads").splitlines(keepends=True)
    late = next(line for line in lines if part in line.split(b" ")[1])
    lines.remove(late)
    assert everything(back(b"".join([*lines, late]), "nquads")) == everything(graph)


@pytest.mark.parametrize("kind", ["replaces", "repeals"])
def test_a_partial_end_is_no_end_in_the_direct_triple(kind):
    one, other = islice(shipped().instruments, 2)
    for scope, parts in (("whole", None), ("part", "Điều 5")):
        relation = Relation(kind, one.iri, other.iri, scope, parts)
        said = list(triples(graph_of((), [one, other], [relation])))
        direct = [t.predicate.value for t in said if t.object.value == BASE + other.iri]
        assert direct == [edges()[kind] if scope == "whole" else f"{ELI}changes", f"{RDF}object"]
        assert [t.object.value for t in said if t.predicate.value == f"{RDF}predicate"] == [
            edges()[kind]
        ]


def test_triples_of_other_vocabularies_are_passed_over():
    graph = shipped()
    one = next(iter(graph.instruments)).iri
    more = f'<{BASE}{one}> <http://purl.org/dc/terms/subject> "x" .\n_:b <http://e.vn/p> _:c .\n'
    data = written(graph, "nquads") + more.encode()
    assert everything(back(data, "nquads")) == everything(graph)


def test_what_is_imported_goes_to_the_users_own_data(tmp_path):
    graph = shipped()
    export(graph, "turtle", tmp_path / "x.ttl")
    new = import_file(tmp_path / "x.ttl")
    own = tmp_path / "own"
    added = [
        add_to_user(
            own,
            sources=new.sources.values(),
            instruments=new.instruments,
            relations=new.relations,
        )
        for _ in range(2)
    ]
    assert [one.instruments for one in added] == [len(graph), 0]
    found = shipped(own)
    assert everything(found)[1] == everything(graph)[1]
    assert {*map(identity, found.relations)} == {*map(identity, graph.relations)}
    assert len(open_graph(user_dir=own, cache=tmp_path / "cache")) == len(graph)


def test_sources_of_no_field_are_refused():
    odd = replace(next(iter(shipped().instruments)), sources={"colour": ("s",)})
    with pytest.raises(RecordError, match="'colour'"):
        written(graph_of((), [odd], ()), "nquads")


@settings(max_examples=5)
@given(instruments())
def test_a_kind_without_a_property_is_refused(instrument):
    other = replace(instrument, iri=instrument.iri + "-b")
    graph = graph_of((), [instrument, other], ())
    graph.add_relation(Relation(kind="likes", source=instrument.iri, target=other.iri))
    with pytest.raises(RecordError, match="'likes' is no kind"):
        written(graph, "nquads")


A = "<https://w3id.org/viendan/akn/vn/act/luat/quoc-hoi/2090-01-01/1-2090-qh40>"
OWN = "https://w3id.org/viendan/ontology#"
HEAD = f"""@prefix eli: <http://data.europa.eu/eli/ontology#> . @prefix v: <{OWN}> .
@prefix d: <https://w3id.org/viendan/type/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""
GOOD = f'{A} a v:Instrument ; eli:type_document d:luat ; v:issuer "Quốc hội"@vi .\n'


def test_the_least_instrument_is_read(tmp_path):
    path = tmp_path / "x.ttl"
    path.write_text(HEAD + GOOD, encoding="utf-8")
    assert [i.issuer for i in import_file(path).instruments] == ["Quốc hội"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no instrument"),
        ("<a", r"x\.ttl:4: "),
        (f"{A} a v:Instrument .", "type_document> has 0 values"),
        (f"{GOOD}{A} eli:number '1', '2' .", "number> has 2 values"),
        (f"{GOOD}{A} eli:number 1 .", "not of type string"),
        (f"{GOOD}{A} eli:date_document '2090-02-30'^^xsd:date .", "day"),
        (f"{GOOD}{A} eli:date_document '2090' .", "not of type date"),
        (f"{GOOD}{A} v:attested 'maybe'^^xsd:boolean .", "neither true nor false"),
        (f"{GOOD}{A} v:tittle 'x' .", "'tittle' is no term"),
        (f"{GOOD}{A} v:source_date <x:y> .", "/source/"),
        (f"{GOOD}{A} v:source_order 'date a b' .", "names other sources"),
        (f"{GOOD}{A} eli:amends {A} .", "has no Change"),
        (f"{GOOD}{A} eli:amends <x:y> .", "no IRI with /akn/vn/act/"),
        (GOOD.replace("2090-01-01", "2090-13-01"), "no such day"),
        (f"{GOOD}<x:c> a v:Change .", "predicate> has 0 values"),
        (f"{GOOD}<x:c> a v:Change ; rdf:predicate v:likes .", "no kind of relation"),
        (f"{GOOD}<x:c> a v:Change ; rdf:predicate eli:amends ; v:scope 'all' .", "scope is 'all'"),
        (f"{GOOD}<x:s> a v:Source .", "identifier> has 0 values"),
        (
            f"{GOOD}{A.replace('2090-01-01', 'undated')} v:merged_into "
            f"{A.replace('2090-01-01', '2091-01-01')} .",
            "no instrument of the graph",
        ),
        (f"{GOOD}{A.replace('luat/', 'lenh/')} v:note 'x' .", "neither an instrument"),
    ],
)
def test_a_malformed_file_is_refused_by_name(text, message, tmp_path):
    path = tmp_path / "x.ttl"
    path.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(RecordError, match=message) as error:
        import_file(path)
    assert str(path) in str(error.value)


def test_a_context_elsewhere_is_not_fetched(tmp_path):
    path = tmp_path / "x.jsonld"
    path.write_text('{"@context": "http://127.0.0.1:9/c", "id": "x"}', encoding="utf-8")
    with pytest.raises(RecordError, match="context"):
        import_file(path)


def test_formats_are_known_by_extension_and_refused_by_name(tmp_path):
    with pytest.raises(RecordError, match="unknown extension"):
        import_file(tmp_path / "x.doc")
    with pytest.raises(RecordError, match="only written"):
        import_file(tmp_path / "x.gexf")
    with pytest.raises(RecordError, match="no format"):
        export(shipped(), "xml", tmp_path / "x")
    with pytest.raises(RecordError, match="no IRIs"):
        export(shipped(), "gexf", tmp_path / "x", base=BASE)


def test_a_folder_of_files_needs_a_folder(tmp_path):
    with pytest.raises(RecordError, match="folder of files"):
        export(shipped(), "neo4j-csv", io.BytesIO())
    export(shipped(), "neo4j-csv", tmp_path / "csv")
    assert list((tmp_path / "csv").iterdir())


def test_a_failing_export_leaves_the_old_file(tmp_path):
    path = tmp_path / "x.nq"
    path.write_text("old", encoding="utf-8")
    odd = replace(next(iter(shipped().instruments)), sources={"colour": ("s",)})
    with pytest.raises(RecordError):
        export(graph_of((), [odd], ()), "nquads", path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_absent_package_is_told_with_its_extra():
    absent = replace(FORMATS["turtle"], needs=("no_such_package_of_ours",))
    with pytest.raises(MissingExtraError, match=r"viendan\[rdf\]"):
        absent.load()


def test_the_least_graph_is_written_by_all(tmp_path):
    alone = Instrument(
        iri="/akn/vn/act/la/x/undated/1", type="la", number="", issuer="?", territory="?"
    )
    graph = graph_of((), [alone], ())
    for name in READ:
        assert everything(back(written(graph, name), name)) == everything(graph)
        with pytest.raises(RecordError, match="holds no instrument"):
            back(written(Graph(), name), name)
