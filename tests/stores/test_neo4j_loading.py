"""Loading a real Neo4j server: again, changed, broken off, refused."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("neo4j", reason="the extra `neo4j` is not installed")

from neo4j_graphs import rich_graph, same
from neo4j_server import Neo4jServer, unavailable

from kg.errors import RecordError, ServerError
from kg.graph import Graph
from kg.store.neo4j.connect import Server, read_address
from kg.store.neo4j.loading import load
from kg.store.neo4j.reading import open_neo4j

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def empty_uri(neo4j_uri: str) -> str:
    with Server(neo4j_uri) as server:
        server.write("MATCH (n) DETACH DELETE n")
    return neo4j_uri


def opened_equals(uri: str, graph: Graph) -> None:
    store = open_neo4j(uri)
    try:
        same(store, graph)
    finally:
        store.close()


def records_of(graph: Graph) -> int:
    """Return how many nodes and relationships a graph comes to."""
    attested = {said.target for said in graph.all_attestations()}
    nodes = (graph.sources, graph.instruments, graph.aliases, attested)
    return sum(map(len, nodes)) + len(graph.relations)


def test_a_second_load_changes_nothing(empty_uri: str):
    graph = rich_graph(2)
    first = load(graph, empty_uri)
    assert first.written == records_of(graph)
    second = load(graph, empty_uri)
    assert (second.written, second.removed) == (0, 0)
    assert second[:2] == first[:2]
    assert second.fingerprint == first.fingerprint
    opened_equals(empty_uri, graph)


def test_a_load_of_other_records_leaves_those_alone(empty_uri: str):
    load(rich_graph(3), empty_uri)
    other = rich_graph(4, instruments=40, relations=90)
    done = load(other, empty_uri, batch=7)
    assert done.removed > 0
    opened_equals(empty_uri, other)


def test_relations_that_have_gone_are_removed_and_their_instruments_stay(empty_uri: str):
    graph = rich_graph(13, instruments=19)
    load(graph, empty_uri)
    fewer = Graph()
    for source in graph.sources.values():
        fewer.add_source(source)
    for i in graph.instruments:
        fewer.add_instrument(i)
    for said in graph.all_attestations():
        fewer.add_attestation(said)
    for number, relation in enumerate(graph.relations):
        if relation.kind != "amends" and number % 3:
            fewer.add_relation(relation)
    done = load(fewer, empty_uri, batch=10)
    assert (done.written, done.removed) == (0, len(graph.relations) - len(fewer.relations))
    opened_equals(empty_uri, fewer)


def test_a_changed_field_is_written_and_a_lost_one_removed(empty_uri: str):
    graph = rich_graph(5, instruments=19)
    load(graph, empty_uri)
    titled = next(i for i in graph.instruments if i.title)
    changed = Graph()
    for source in graph.sources.values():
        changed.add_source(source)
    for i in graph.instruments:
        changed.add_instrument(replace(i, title=None) if i is titled else i)
    for said in graph.all_attestations():
        changed.add_attestation(said)
    for number, relation in enumerate(graph.relations):
        changed.add_relation(relation._replace(evidence="khác") if number == 0 else relation)
    assert load(changed, empty_uri)[2:4] == (2, 0)
    opened_equals(empty_uri, changed)


def test_progress_is_told_for_every_batch(empty_uri: str):
    told: list[tuple[str, int, int]] = []
    graph = rich_graph(6)
    load(graph, empty_uri, batch=20, progress=lambda *at: told.append(at))
    relations = [(done, total) for what, done, total in told if what == "relations"]
    assert relations[-1] == (len(graph.relations), len(graph.relations))
    assert relations == sorted(relations)
    assert len(relations) > len(graph.relations) // 20


def test_an_empty_graph_is_a_graph(empty_uri: str):
    load(Graph(), empty_uri)
    opened_equals(empty_uri, Graph())


def test_what_users_add_to_the_database_stays(empty_uri: str):
    graph = rich_graph(7)
    load(graph, empty_uri)
    with Server(empty_uri) as server:
        server.write("MATCH (i:Instrument) WITH i LIMIT 3 CREATE (i)-[:NOTED]->(:Note {text: 'x'})")
        server.write(
            "MATCH (a:Instrument), (b:Instrument) WITH a, b LIMIT 1 CREATE (a)-[:SEE]->(b)"
        )
        assert load(graph, empty_uri)[2:4] == (0, 0)
        opened_equals(empty_uri, graph)
        assert server.read("MATCH (:Instrument)-[r:NOTED]->() RETURN count(r) AS n")[0]["n"] == 3


LOADER = """
import sys
from neo4j_graphs import rich_graph
from kg.store.neo4j.loading import load
graph = rich_graph(8, instruments=6000, relations=24000)
load(graph, sys.argv[1], batch=500, progress=lambda *at: print(*at, flush=True))
"""


def test_a_killed_load_goes_on_when_run_again(empty_uri: str):
    paths = os.pathsep.join((str(ROOT), str(Path(__file__).parent)))
    process = subprocess.Popen(
        [sys.executable, "-c", LOADER, empty_uri],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert process.stdout is not None
    with process, process.stdout:
        for line in process.stdout:
            what, done, total = line.split()
            if what == "relations" and int(done) > int(total) // 2:
                process.kill()
                break
    with pytest.raises(ServerError, match="has not ended"):
        open_neo4j(empty_uri)
    graph = rich_graph(8, instruments=6000, relations=24000)
    again = load(graph, empty_uri)
    assert 0 < again.written <= len(graph.relations) // 2
    opened_equals(empty_uri, graph)


def test_refusals(empty_uri: str):
    with pytest.raises(ServerError, match="no graph of viendan"):
        open_neo4j(empty_uri)
    with Server(empty_uri) as server:
        server.write("CREATE (:Instrument {iri: 'mine'})")
        with pytest.raises(ServerError, match="Give another database"):
            load(Graph(), empty_uri)
        server.write("MATCH (n) DETACH DELETE n")
        load(Graph(), empty_uri)
        server.write("MATCH (s:ViendanGraph) SET s.schema = 0")
    with pytest.raises(ServerError, match="schema 0"):
        open_neo4j(empty_uri)
    with pytest.raises(ServerError, match="schema 0"):
        load(Graph(), empty_uri)
    with pytest.raises(ServerError, match="DatabaseNotFound"):
        open_neo4j(empty_uri, database="absent")


def test_a_kind_that_is_no_type_is_refused_before_anything_is_written(empty_uri: str):
    graph = rich_graph(9, instruments=10, relations=5)
    first, second = list(graph.instruments)[:2]
    graph.add_relation(
        next(iter(graph.relations))._replace(
            kind="thay thế`]->() //", source=first.iri, target=second.iri
        )
    )
    with pytest.raises(RecordError, match="thay thế"):
        load(graph, empty_uri)
    with pytest.raises(ServerError, match="no graph of viendan"):
        open_neo4j(empty_uri)


def test_nobody_answers():
    with pytest.raises(ServerError, match="no Neo4j server answers"):
        open_neo4j("bolt://127.0.0.1:9")


PASSWORD = "mật khẩu 1/2@"  # noqa: S105


def test_passwords():
    if reason := unavailable():
        pytest.skip(reason)
    with Neo4jServer(password=PASSWORD) as server:
        load(rich_graph(10), server.uri, user="neo4j", password=PASSWORD)
        host = server.uri.removeprefix("bolt://")
        written = "m%E1%BA%ADt%20kh%E1%BA%A9u%201%2F2%40"
        # What the address says goes before what the environment gave the command line.
        store = open_neo4j(f"bolt://neo4j:{written}@{host}/neo4j", user="ai", password=host)
        assert len(store)
        store.close()
        for user, password in ((None, None), ("neo4j", "sai-roi")):
            with pytest.raises(ServerError, match="refused") as told:
                open_neo4j(server.uri, user=user, password=password)
            assert "sai-roi" not in str(told.value)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("bolt://h:1", ("bolt://h:1", None, None, None)),
        ("neo4j+s://u:p%40@h/laws", ("neo4j+s://h", "u", "p@", "laws")),
        ("neo4j://h?region=vn", ("neo4j://h?region=vn", None, None, None)),
        ("bolt://u:p@[::1]:7687", ("bolt://[::1]:7687", "u", "p", None)),
    ],
)
def test_an_address_is_taken_apart(text: str, address: tuple[str, ...]):
    assert read_address(text) == address


@pytest.mark.parametrize("text", ["http://u:secret@h", "neo4j:", "h:7687", "bolt://u:secret@h:x"])
def test_an_address_that_is_none(text: str):
    with pytest.raises(ServerError) as told:
        read_address(text)
    assert "secret" not in str(told.value)


WITHOUT_DRIVER = """
import sys
sys.modules["neo4j"] = None
from kg.errors import MissingExtraError
import kg.exchange.neo4j_csv, kg.store.neo4j.ready
try:
    import kg.store.neo4j.reading
except MissingExtraError as error:
    print(error)
"""


def test_without_the_driver_the_extra_is_named():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DRIVER], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert "viendan[neo4j]" in done.stdout
