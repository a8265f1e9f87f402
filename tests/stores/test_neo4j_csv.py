"""The files for an offline import, read by the real neo4j-admin and opened as a store."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("neo4j", reason="the extra `neo4j` is not installed")

from neo4j_graphs import rich_graph, same
from neo4j_server import Neo4jServer, unavailable

from kg.errors import RecordError
from kg.exchange.neo4j_csv import ARGUMENTS, STATEMENTS, write_neo4j_csv
from kg.graph import Graph
from kg.store.neo4j.connect import Server
from kg.store.neo4j.loading import load
from kg.store.neo4j.reading import open_neo4j


def test_an_offline_import_gives_the_graph(tmp_path: Path):
    if reason := unavailable():
        pytest.skip(reason)
    graph = rich_graph(11)
    folder = tmp_path / "đồ thị (1)"
    write_neo4j_csv(graph, folder)
    server = Neo4jServer()
    server.admin("database", "import", "full", "neo4j", f"@{ARGUMENTS}", folder=folder)
    with server:
        with Server(server.uri) as database:
            for statement in (folder / STATEMENTS).read_text(encoding="utf-8").split(";\n"):
                if statement:
                    database.write(statement)
            database.write("CALL db.awaitIndexes(60)")
        store = open_neo4j(server.uri)
        same(store, graph)
        titled = next(i for i in graph.instruments if i.title)
        assert store.like_title(titled.title or "", limit=3) == graph.like_title(
            titled.title or "", limit=3
        )
        store.close()
        # The import wrote what a load writes, so a load finds nothing to do.
        done = load(graph, server.uri)
        assert (done.written, done.removed) == (0, 0)


def test_a_folder_that_holds_files_is_left_alone(tmp_path: Path):
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(RecordError, match="not an empty folder"):
        write_neo4j_csv(Graph(), tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_a_write_that_fails_leaves_nothing(tmp_path: Path):
    graph = rich_graph(12, instruments=5, relations=3)
    first = next(iter(graph.relations))
    graph.add_relation(first._replace(kind="no type"))
    with pytest.raises(RecordError, match="no type"):
        write_neo4j_csv(graph, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
