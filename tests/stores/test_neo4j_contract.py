"""The Neo4j store on a real server: the contract, the graph in memory, every question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

pytest.importorskip("neo4j", reason="the extra `neo4j` is not installed")

from contract import StoreContract, graph_of
from neo4j_graphs import rich_graph, same

from kg.contract import Store
from kg.graph import Graph
from kg.model import Attestation, Instrument, Relation
from kg.status import states, status
from kg.store.neo4j.connect import Server
from kg.store.neo4j.loading import load
from kg.store.neo4j.reading import Neo4jStore, open_neo4j
from kg.store.neo4j.stamp import complete_stamp
from queries.registry import questions
from queries.table import Table

DAY = date(2096, 6, 1)


class TestOnAServer(StoreContract):
    """Every graph is loaded over the one before, so what is left over has to go."""

    graphs = 6

    @pytest.fixture(autouse=True)
    def _server(self, neo4j_uri: str) -> None:
        self.uri = neo4j_uri

    def made(
        self, nodes: list[Instrument], edges: list[Relation], said: Sequence[Attestation] = ()
    ) -> Store:
        load(graph_of(nodes, edges, said), self.uri)
        return open_neo4j(self.uri)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return rich_graph(1)


@pytest.fixture
def store(neo4j_uri: str, graph: Graph):
    load(graph, neo4j_uri)
    opened = open_neo4j(neo4j_uri)
    yield opened
    opened.close()


def test_records_come_back_equal(store: Store, graph: Graph):
    same(store, graph)
    assert all(i in store.instruments for i in list(graph.instruments)[:5])
    assert all(r in store.relations for r in list(graph.relations)[:5])
    first = next(iter(graph.relations))
    assert first._replace(evidence="khác") not in store.relations


def test_merged_iris_lead_to_the_instrument(store: Store, graph: Graph):
    assert graph.aliases
    for old, new in graph.aliases.items():
        assert old in store
        assert store.canonical(old) == new
        assert store.instrument(old) == graph.instrument(new)
        assert store.incoming(old) == graph.incoming(new)
        assert store.neighbours([old]) == {old: graph.neighbours([new])[new]}


def test_look_ups_of_every_instrument(store: Store, graph: Graph):
    for i in graph.instruments:
        for asked in (i.number, i.number.lower().replace("-", "/"), i.number.split("/")[0]):
            assert store.by_number(asked) == graph.by_number(asked)
            assert store.by_loose_number(asked) == graph.by_loose_number(asked)
            assert store.by_number_start(asked) == graph.by_number_start(asked)
        assert store.near_numbers(i.number) == graph.near_numbers(i.number)
        if i.title:
            assert store.by_title(i.title.upper()) == graph.by_title(i.title.upper())
            words = " ".join(i.title.split()[1:6])
            assert store.like_title(words, limit=7) == graph.like_title(words, limit=7)


def test_titles_that_many_share(neo4j_uri: str):
    graph = rich_graph(14, instruments=460, relations=10)
    load(graph, neo4j_uri)
    store = open_neo4j(neo4j_uri)
    for words in ("cơ chế một cửa", "cải cách hành chính", "Rất dài chữ về cơ", "không có từ nào"):
        assert store.like_title(words, limit=9) == graph.like_title(words, limit=9)
    assert len(store.like_title("cơ chế một cửa", limit=9)) == 9
    store.close()


def ask_all(graph: Store, iri: str, to: str) -> dict[str, Table]:
    extra = {"to": to, "since": date(2093, 1, 1), "transitive": True, "limit": 5}
    return {
        slug: question.ask(
            graph,
            iri if question.subject == "instrument" else None,
            as_of=DAY,
            **{name: extra[name] for name in question.options},
        )
        for slug, question in questions().items()
    }


def test_every_question_has_the_same_rows(store: Store, graph: Graph):
    iris = [i.iri for i in graph.instruments]
    for iri, to in zip(iris[::4], iris[::-4], strict=True):
        assert ask_all(store, iri, to) == ask_all(graph, iri, to)


class CountingServer(Server):
    """A server that counts its round trips."""

    trips = 0

    def read(self, cypher: str, /, **parameters: object):
        self.trips += 1
        return super().read(cypher, **parameters)


def test_statuses_of_many_take_few_round_trips(neo4j_uri: str, graph: Graph):
    load(graph, neo4j_uri)
    iris = [i.iri for i in graph.instruments]
    with CountingServer(neo4j_uri) as server:
        store = Neo4jStore(server, complete_stamp(server))
        before = server.trips
        assert states(store, iris, as_of=DAY) == {
            iri: status(graph, iri, as_of=DAY).state for iri in iris
        }
        assert server.trips - before <= 20
        before = server.trips
        assert states(store, iris, as_of=DAY)
        assert server.trips == before
