from __future__ import annotations

import io
import re

import networkx as nx
import pytest
from exchanged import graphs, shipped
from hypothesis import given, settings

from kg.exchange import export
from kg.exchange.networks import neighbourhood, to_networkx

READERS = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}
DECREE = "/akn/vn/act/nghi-dinh/chinh-phu/2018-04-23/61-2018-nd-cp"


def written(graph, name):
    out = io.BytesIO()
    export(graph, name, out)
    return out.getvalue()


def edges(network):
    own = ("id", "networkx_key")
    return sorted(
        (source, target, sorted((k, str(v)) for k, v in found.items() if k not in own))
        for source, target, found in network.edges(data=True)
    )


@pytest.mark.parametrize("name", READERS)
def test_the_shipped_graph_is_read_back(name):
    graph = shipped()
    network, found = to_networkx(graph), READERS[name](io.BytesIO(written(graph, name)))
    assert isinstance(found, nx.MultiDiGraph)
    assert dict(found.nodes(data=True)) == dict(network.nodes(data=True))
    assert edges(found) == edges(network)
    assert len(network.edges) == len(graph.relations)
    assert written(shipped(), name) == written(graph, name)


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=25)
@given(graph=graphs())
def test_odd_texts_and_several_edges_are_read_back(name, graph):
    found = READERS[name](io.BytesIO(written(graph, name)))
    assert set(found.nodes) == {instrument.iri for instrument in graph.instruments}
    # networkx reads a graph without any repeated pair as one that cannot have one.
    network = to_networkx(graph)
    if name == "gexf" or found.is_multigraph():
        assert len(found.edges) == len(network.edges) == len(graph.relations)


def test_days_are_the_days_of_effect():
    node = to_networkx(shipped()).nodes[DECREE]
    assert (node["start"], node["end"]) == ("2018-06-21", "2025-06-30")
    text = written(shipped(), "gexf").decode("utf-8")
    assert 'mode="dynamic"' in text
    assert 'timeformat="date"' in text
    assert re.search(rf'id="{DECREE}"[^>]* start="2018-06-21" end="2025-06-30"', text)


def test_attributes_are_typed_and_nothing_stands_for_none():
    text = written(shipped(), "graphml").decode("utf-8")
    assert 'attr.name="attested" attr.type="boolean"' in text
    assert ">None<" not in text
    for _, found in to_networkx(shipped()).nodes(data=True):
        assert all(isinstance(value, str | bool) for value in found.values())


def test_a_neighbourhood_grows_with_its_radius():
    graph = shipped()
    assert set(neighbourhood(graph, DECREE, 0)) == {DECREE}
    first = {DECREE}
    for relation in (*graph.outgoing(DECREE), *graph.incoming(DECREE)):
        first |= {relation.source, relation.target}
    network = neighbourhood(graph, DECREE, 1)
    assert set(network) == first
    inside = [r for r in graph.relations if {r.source, r.target} <= first]
    assert len(network.edges) == len(inside)
    everywhere = nx.node_connected_component(to_networkx(graph).to_undirected(), DECREE)
    assert set(neighbourhood(graph, DECREE, 50)) == everywhere
