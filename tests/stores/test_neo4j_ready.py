"""The ready queries of ``viendan cypher``, run on a real server and compared with our answers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

pytest.importorskip("neo4j", reason="the extra `neo4j` is not installed")

from neo4j_graphs import rich_graph

from kg.contract import Store
from kg.errors import LegalGraphError
from kg.store.neo4j.connect import Server
from kg.store.neo4j.loading import load
from kg.store.neo4j.ready import READY, for_browser, ready_query
from kg.timeline import event, kinds_that, timeline
from queries.registry import questions

GRAPH = rich_graph(21)
DAY = date(2095, 6, 1)
IRIS = [i.iri for i in GRAPH.instruments]


@pytest.fixture(scope="module")
def server(neo4j_uri: str):
    load(GRAPH, neo4j_uri)
    with Server(neo4j_uri) as opened:
        yield opened


def rows(server: Server, name: str, **values: object) -> list[dict[str, Any]]:
    query = READY[name]
    parameters = {**query.parameters, "day": DAY.isoformat(), "limit": 10_000, **values}
    return [
        record.data()
        for record in server.read(query.cypher, **{k: parameters[k] for k in query.parameters})
    ]


def answer(name: str, iri: str | None, **options: object):
    return questions()[name].ask(GRAPH, iri, as_of=DAY, **options).rows


def native(day: Any) -> date | None:
    return day.to_native() if day is not None else None


def ended(graph: Store, iri: str) -> bool:
    return timeline(graph, iri).ended(DAY) is not None


def test_number(server: Server):
    for i in GRAPH.instruments:
        if i.number:
            found = [row["iri"] for row in rows(server, "number", number=i.number)]
            assert sorted(found) == sorted(row.iri for row in answer("same-number", i.iri))


def test_title(server: Server):
    found = rows(server, "title", words="co che mot cua", limit=100)
    assert {i.iri for i in GRAPH.by_title("Về cơ chế một cửa")} <= {row["iri"] for row in found}


def test_implements(server: Server):
    for iri in IRIS:
        found = {row["iri"] for row in rows(server, "implements", iri=iri)}
        assert found == {row.iri for row in answer("implements", iri)}


def test_implements_over_all_steps(server: Server):
    for iri in IRIS:
        found = {(row["iri"], row["step"]) for row in rows(server, "implements-all", iri=iri)}
        wanted = {(row.iri, row.step) for row in answer("implements", iri, transitive=True)}
        assert found == wanted


def test_replaced_by(server: Server):
    for iri in IRIS:
        found = rows(server, "replaced-by", iri=iri)
        steps = {(r.iri, r.step) for r in answer("replaces", iri) if (r.step or 0) > 0}
        assert {(row["iri"], row["step"]) for row in found} == steps
        for row in found:
            assert row["ended"] == ended(GRAPH, row["iri"])


def test_amended_by_and_history(server: Server):
    for iri in IRIS:
        found = {(r["iri"], native(r["from_day"])) for r in rows(server, "amended-by", iri=iri)}
        amending = GRAPH.incoming(iri, kinds=["amends"])
        assert found == {(r.source, event(GRAPH, r).day) for r in amending}
        found = {(r["iri"], native(r["day"]), r["event"]) for r in rows(server, "history", iri=iri)}
        assert found == {
            (e.relation.source, e.day, e.relation.kind.upper()) for e in timeline(GRAPH, iri).all()
        }


def test_basis(server: Server):
    for iri in IRIS:
        found = {row["iri"]: row["ended"] for row in rows(server, "basis", iri=iri)}
        bases = {r.target for r in GRAPH.outgoing(iri, kinds=["based_on"])}
        assert found == {base: ended(GRAPH, base) for base in bases}


def test_impact(server: Server):
    for iri in IRIS:
        found = {(row["iri"], row["step"]) for row in rows(server, "impact", iri=iri)}
        assert found == {(row.iri, row.step) for row in answer("depends-on", iri)}


def test_orphans(server: Server):
    found = {(row["iri"], row["ground"]) for row in rows(server, "orphans")}
    # Ours leaves out what also rests on a living successor, and knows of ends by lapse and period.
    ours = {(row.iri, row.other_iri) for row in answer("orphans", None)}
    assert {(iri, ground) for iri, ground in ours if ended(GRAPH, ground or "")} <= found
    assert found
    assert all(ended(GRAPH, ground) and not ended(GRAPH, iri) for iri, ground in found)


def test_top_cited(server: Server):
    found = [(row["iri"], row["citing"]) for row in rows(server, "top-cited", limit=12)]
    assert found == [(row.iri, row.count) for row in answer("top-cited", None, limit=12)]


def test_path_and_picture(server: Server):
    for iri, to in zip(IRIS[:20], IRIS[20:], strict=False):
        found = rows(server, "path", iri=iri, to=to)
        # A path comes as nodes and types in turn.
        lengths = [len(row["p"]) // 2 for row in found]
        assert lengths == ([n - 1] if (n := len(answer("path", iri, to=to))) else [])
        drawn = {row["p"][2]["iri"] for row in rows(server, "picture", iri=iri)}
        assert drawn == GRAPH.neighbours([iri])[iri]


def test_changes(server: Server):
    since = date(2092, 1, 1)
    found = {(r["iri"], r["event"], r["other"]) for r in rows(server, "changes", since=str(since))}
    kinds = kinds_that("ends", "changes", "suspends", "prolongs")
    acts = [event(GRAPH, r) for r in GRAPH.relations if r.kind in kinds]
    wanted = {
        (e.relation.source, e.relation.kind.upper(), e.relation.target)
        for e in acts
        if e.day and since < e.day <= DAY
    }
    assert found == wanted


def test_proof_and_counts(server: Server):
    for iri in IRIS[:20]:
        relations = (*GRAPH.incoming(iri), *GRAPH.outgoing(iri))
        found = rows(server, "proof", iri=iri)
        assert len(found) == sum(len(r.sources) for r in relations)
        assert {row["source"] for row in found} <= {s.where for s in GRAPH.sources.values()}
    counts = {row["relation"].lower(): row["n"] for row in rows(server, "counts")}
    assert counts == GRAPH.counts()


def test_every_query_is_tested_and_described():
    here = globals()
    text = " ".join(name for name in here if name.startswith("test_"))
    for name, query in READY.items():
        assert name.replace("-all", "").replace("-", "_") in text
        assert query.vi != query.en
        assert all(f"${parameter}" in query.cypher for parameter in query.parameters)


def test_text_for_the_browser():
    text = for_browser(ready_query("number"), {"number": '7"6/NĐ-CP'})
    assert ':params {number: "7\\"6/NĐ-CP"}\nMATCH' in text
    assert text.endswith(";\n")
    with pytest.raises(LegalGraphError, match="iri"):
        for_browser(ready_query("number"), {"iri": "x"})
    with pytest.raises(LegalGraphError, match="no ready query"):
        ready_query("x")
